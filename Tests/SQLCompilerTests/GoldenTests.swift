import Foundation
import SQLCompiler
import Testing

/// The SQL of each situation is the one that was looked at; `make golden` writes it anew.
@Suite struct GoldenTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden")
  private static let isRenewing = ProcessInfo.processInfo.environment["PLANERKA_GOLDEN"] == "renew"
  /// The end of a golden's name by its dialect.
  private static func suffix(_ dialect: Dialect) -> String {
    switch dialect {
    case .sqlite: ".sqlite.sql"
    case .postgres, .citus: ".postgres.sql"
    }
  }

  init() throws {
    guard Self.isRenewing else { return }
    try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
  }

  @Test(arguments: Situation.all, [Dialect.sqlite, .postgres])
  func `a question compiles to the SQL that was looked at`(
    situation: Situation, dialect: Dialect
  ) throws {
    let text = Self.text(situation, dialect)
    // Why: PostgreSQL's stands beside only where it differs.
    guard dialect == .sqlite || text != Self.text(situation, .sqlite) else { return }
    let file = Self.folder.appending(path: situation.name + Self.suffix(dialect))
    try #require(!text.isEmpty, "\(situation.name) asks nothing")
    if Self.isRenewing { try Data(text.utf8).write(to: file) }
    let golden = try String(contentsOf: file, encoding: .utf8)
    let first = zip(golden.split(separator: "\n"), text.split(separator: "\n")).first { $0 != $1 }
    #expect(
      golden == text,
      """
      \(file.lastPathComponent) is not what the question compiles to; make golden renews it.
      golden: \(first?.0 ?? "another number of lines")
      now:    \(first?.1 ?? "another number of lines")
      """)
  }

  @Test(arguments: Situation.all)
  func `a distributed database is asked the same, and joins within families`(
    situation: Situation
  ) throws {
    let text = Self.text(situation, .citus)
    let kin = try Regex(#" AND j\d+\.family = (r|j\d+)\.family"#)
    #expect(text.replacing(kin, with: "") == Self.text(situation, .postgres))
    for line in text.split(separator: "\n") {
      guard let table = line.firstMatch(of: #/JOIN "(\w+)"/#)?.1 else { continue }
      let isSpread = Dialect.spreadTables.contains(String(table))
      #expect(line.contains(kin) == isSpread, "\(line)")
    }
  }

  @Test func `every golden has its situation, and names differ`() throws {
    let names = Situation.all.map(\.name)
    #expect(Set(names).count == names.count)
    let differ = Situation.all.filter { Self.text($0, .sqlite) != Self.text($0, .postgres) }
    let wanted = Set(
      names.map { $0 + Self.suffix(.sqlite) } + differ.map { $0.name + Self.suffix(.postgres) })
    for file in try FileManager.default.contentsOfDirectory(
      at: Self.folder, includingPropertiesForKeys: nil)
    where file.path.hasSuffix(".sql") && !wanted.contains(file.lastPathComponent) {
      if Self.isRenewing {
        try FileManager.default.removeItem(at: file)
      } else {
        Issue.record("\(file.lastPathComponent) has no situation; make golden removes it")
      }
    }
  }

  @Test func `each text to bind has its gap`() {
    for situation in Situation.all {
      for statement in situation.statements(.postgres) + situation.statements(.sqlite) {
        #expect(
          statement.sql.count { $0 == "?" } == statement.texts.count, "\(situation.name)")
      }
    }
  }

  private static func text(_ situation: Situation, _ dialect: Dialect) -> String {
    situation.statements(dialect).map(text).joined(separator: "\n")
  }

  /// A statement with the texts it binds, one a line.
  private static func text(_ statement: Statement) -> String {
    statement.sql + ";\n" + statement.texts.map { "-- \($0)\n" }.joined()
  }
}

import Domain
import SQLCompiler

/// Records of an import that are to be written over, gathered and written together.
///
/// Why: a server is asked once for all of them, and a distributed one need not look for each.
final class RecordBatch {
  private let session: any Session
  private let kind: RecordKind
  private let names: [String]
  private let attributes: AttributeTable?
  private let hasFamilies: Bool
  private let source: Int64
  private let importID: Int64
  private let leaving: LeavingStatements
  private let versions: VersionTable
  private var changed: (any RowAppender)?
  private var seen: (any RowAppender)?
  private var changedCount = 0
  private var seenCount = 0

  /// - Parameter names: the columns that the file fills.
  init(
    _ session: any Session, of kind: RecordKind, names: [String], attributes: AttributeTable?,
    source: Int64, importID: Int64, leaving: LeavingStatements, versions: VersionTable
  ) {
    self.session = session
    self.kind = kind
    self.names = names
    self.attributes = attributes
    self.source = source
    self.importID = importID
    self.leaving = leaving
    self.versions = versions
    hasFamilies = kind.hasFamilies(in: session.dialect)
  }

  /// Writes over a record with values, those of its attributes last, later.
  func update(
    _ record: RecordHandle, _ values: [StoredValue], key: String, revision: Int64
  ) throws {
    if changed == nil {
      changed = try table(
        "changed_record", ["key", "revision"] + names, texts: attributes?.listed ?? [])
    }
    try changed?.add(handle(record) + [.text(key), .integer(revision)] + values)
    changedCount += 1
  }

  /// Marks a record as seen by the import, later.
  func touch(_ record: RecordHandle) throws {
    if seen == nil { seen = try table("seen_record", []) }
    try seen?.add(handle(record))
    seenCount += 1
  }

  private func handle(_ record: RecordHandle) -> [StoredValue] {
    [.integer(record.id)] + (hasFamilies ? [.integer(record.family)] : [])
  }

  /// Makes a table of columns of the kind's own, and of texts.
  private func table(
    _ name: String, _ columns: [String], texts: [String] = []
  ) throws -> any RowAppender {
    let all = ["id"] + (hasFamilies ? ["family"] : []) + columns
    let list = all.map { "\"\($0)\"" } + texts.map { "CAST(NULL AS TEXT) AS \($0)" }
    try session.script("DROP TABLE IF EXISTS pg_temp.\(name)")
    try session.script(
      """
      CREATE TEMP TABLE \(name) AS
      SELECT \(list.joined(separator: ", ")) FROM "\(kind.table)" WITH NO DATA
      """)
    return try session.appender(to: name, all + texts)
  }

  /// Writes what was gathered.
  func settle() throws {
    if changedCount + seenCount > 0 { try session.flush() }
    if changedCount > 0 {
      try session.renewStatistics(of: "changed_record")
      try versions.keepAll(of: "changed_record")
      try attributes?.setAll(of: "changed_record")
      try leaving.run(beforeAll: "changed_record")
      let own = [
        ("source_id", String(source)), ("import_id", String(importID)), ("known", "1"),
        ("changed_by", String(importID)),
      ]
      let sets = own + (["key", "revision"] + names).map { ($0, "c.\"\($0)\"") }
      try write("changed_record", sets.map { "\"\($0)\" = \($1)" }.joined(separator: ", "))
      changedCount = 0
    }
    if seenCount > 0 {
      try session.renewStatistics(of: "seen_record")
      try write("seen_record", "import_id = \(importID)")
      seenCount = 0
    }
  }

  private func write(_ name: String, _ sets: String) throws {
    let kin = hasFamilies ? session.dialect.kin("c", "\"\(kind.table)\"") : ""
    try session.run(
      """
      UPDATE "\(kind.table)" SET \(sets) FROM \(name) c WHERE c.id = "\(kind.table)".id\(kin)
      """)
    try session.script("TRUNCATE \(name)")
  }
}

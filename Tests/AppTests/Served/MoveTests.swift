import App
import Domain
import Engine
import Foundation
import Render
import Reports
import Store
import TestKit
import Testing

/// A company that moves from one database into another, or into a file and back.
@Suite(.enabled(if: ServedCompany.isPossible && !TestPlace.isDistributed), .timeLimit(.minutes(15)))
struct MoveTests {
  private let company: ServedCompany
  private var folder: String { company.folder.path }

  init() throws { company = try ServedCompany() }

  /// A small demo company in a directory.
  private func demo(_ name: String) throws -> Planerka {
    let planerka = try Planerka(
      directory: DataDirectory(folder + "/" + name), create: true)
    var order = DemoOrder()
    order.managers = 2
    order.months = 1
    order.today = Day(year: 2026, month: 3, day: 31)
    _ = try planerka.fillDemo(
      order, by: .commandLine, path: name, now: Moment(seconds: 1_800_000_000),
      progress: { _, _ in })
    return planerka
  }

  @Test func `it goes to a server and back with everything, and answers the same`() throws {
    let before = try demo("old")
    _ = try Planerka.move(
      from: DataPlace(folder + "/old"), to: .server(company.url), progress: { _, _ in })
    let served = try company.node()
    _ = try Planerka.move(
      from: .server(company.url), to: DataPlace(folder + "/new"), progress: { _, _ in })
    let after = try Planerka(directory: DataDirectory(folder + "/new"), create: false)
    let said = try report(before)
    #expect(try report(served) == said)
    #expect(try report(after) == said)
    let history = try before.history(limit: 9, before: nil)
    #expect(try served.history(limit: 9, before: nil) == history)
    #expect(try after.history(limit: 9, before: nil) == history)
    for planerka in [served, after] { #expect(try planerka.check().isEmpty) }
    // What comes afterwards gets numbers of its own.
    #expect(try served.takeInCalls(try company.calls(0..<10)).created == 10)
    #expect(try served.imports(limit: 1).entries.first?.file.hasSuffix(".csv") == true)
  }

  @Test func `it does not go where a company is, nor from where none is`() throws {
    _ = try demo("old")
    try company.node().takeInCalls(try company.calls(0..<10))
    let place = try company.node().storage.place
    #expect(throws: PlainFault(.conflict, "move.not_empty", ["path": place])) {
      _ = try Planerka.move(
        from: DataPlace(folder + "/old"), to: .server(company.url), progress: { _, _ in })
    }
    #expect(try company.node().storage.cube().count("call") == 10)
    #expect(throws: PlainFault(.missing, "database.missing", ["path": folder + "/none"])) {
      _ = try Planerka.move(
        from: DataPlace(folder + "/none"), to: .server(company.url), progress: { _, _ in })
    }
  }

  @Test func `a directory that is served is not moved from`() throws {
    let lock = try demo("old").directory.lock()
    #expect(throws: PlainFault(.outside, "directory.taken", ["path": folder + "/old"])) {
      _ = try Planerka.move(
        from: DataPlace(folder + "/old"), to: .server(company.url), progress: { _, _ in })
    }
    withExtendedLifetime(lock) {}
  }

  @Test func `a backup of a server is a file, from which a server or a directory is restored`()
    throws
  {
    let node = try company.node()
    try node.takeInCalls(try company.calls(0..<200))
    let file = folder + "/backup.sqlite"
    try node.backUp(to: file, progress: { _, _ in })
    let directory = DataDirectory(folder + "/restored")
    _ = try Planerka.restore(file, into: directory, by: .commandLine, now: Moment(seconds: 0))
    let restored = try Planerka(directory: directory, create: false)
    #expect(try restored.storage.cube().count("call") == 200)

    let other = try ServedCompany()
    _ = try Planerka.restore(
      file, intoServer: other.url, through: DataDirectory(folder + "/work"), by: .commandLine,
      now: Moment(seconds: 0), progress: { _, _ in })
    #expect(try other.node().storage.cube().count("call") == 200)
    #expect(try other.node().check().isEmpty)
    let told = try #require(try other.node().history(limit: 1).entries.first)
    #expect(told.verb == "restore")
    #expect(told.after == file)
    #expect(told.at == Moment(seconds: 0))
    let place = try other.node().storage.place
    #expect(throws: PlainFault(.conflict, "move.not_empty", ["path": place])) {
      _ = try Planerka.restore(
        file, intoServer: other.url, through: DataDirectory(folder + "/work"), by: .commandLine,
        now: Moment(seconds: 0), progress: { _, _ in })
    }
  }

  @Test func `a database without a company is told of where none is made`() throws {
    // The server's own database is nobody's.
    let url = TestPlace.server
    let fault = #expect(throws: PlainFault.self) {
      _ = try Planerka(directory: DataDirectory(folder + "/a"), database: url, create: false)
    }
    #expect(fault?.message.key == "postgres.empty")
  }

  private func report(_ planerka: Planerka) throws -> [UInt8] {
    let report = try planerka.report(
      ReportQuestion(
        id: "managers",
        parameters: [(name: "from", value: "2026-03-01"), (name: "to", value: "2026-03-31")]),
      now: Moment(seconds: 1_800_000_000))
    return ReportJSON.bytes(report, Words.of("en"))
  }
}

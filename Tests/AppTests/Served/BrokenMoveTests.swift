import App
import Domain
import Engine
import Foundation
import Store
import TestKit
import Testing

/// What becomes of a move that does not come to its end.
@Suite(.enabled(if: ServedCompany.isPossible && !TestPlace.isDistributed), .timeLimit(.minutes(15)))
struct BrokenMoveTests {
  private let company: ServedCompany

  init() throws { company = try ServedCompany() }

  private var old: DataPlace { DataPlace(company.folder.appending(path: "old").path) }

  /// A company with calls in a directory.
  private func fill(_ count: Int) throws {
    let planerka = try Planerka(
      directory: DataDirectory(company.folder.appending(path: "old").path), create: true)
    try planerka.takeInCalls(try company.calls(0..<count))
  }

  @Test func `rows that arrive otherwise than they were sent are noticed, and nothing is kept`()
    throws
  {
    try fill(100)
    _ = try company.node()
    let server = TestConnection(company.url)
    _ = try server.run(
      """
      CREATE FUNCTION meddle() RETURNS TRIGGER LANGUAGE plpgsql AS $$
        BEGIN NEW.duration_s = NEW.duration_s + 1; RETURN NEW; END $$;
      CREATE TRIGGER meddling BEFORE INSERT ON call FOR EACH ROW EXECUTE FUNCTION meddle()
      """)
    let fault = #expect(throws: PlainFault.self) {
      _ = try Planerka.move(from: old, to: .server(company.url)) { _, _ in }
    }
    #expect(fault?.message.key == "move.differs")
    #expect(fault?.message.arguments["table"] == "call")
    #expect(try server.run("SELECT COUNT(*) FROM client") == "0")
    _ = try server.run("DROP TRIGGER meddling ON call")
    _ = try Planerka.move(from: old, to: .server(company.url)) { _, _ in }
    #expect(try company.node().storage.cube().count("call") == 100)
  }

  @Test func `a connection that is lost on the way keeps nothing, and the move is done again`()
    throws
  {
    try fill(9_000)
    _ = try company.node()
    let server = TestConnection(company.url)
    var isBroken = false
    let fault = #expect(throws: PlainFault.self) {
      _ = try Planerka.move(from: old, to: .server(company.url)) { done, _ in
        guard done > 4_000, !isBroken else { return }
        isBroken = true
        do {
          _ = try server.run(
            """
            SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """)
        } catch {
          Issue.record(error)
        }
      }
    }
    #expect(isBroken)
    #expect(fault?.message.key == "postgres.lost")
    #expect(try server.run("SELECT COUNT(*) FROM call") == "0")
    _ = try Planerka.move(from: old, to: .server(company.url)) { _, _ in }
    #expect(try company.node().storage.cube().count("call") == 9_000)
    #expect(try company.node().check().isEmpty)
  }

  @Test(arguments: [true, false])
  func `a program killed in mid-move leaves nothing behind`(goesToServer: Bool) throws {
    if goesToServer {
      try fill(60_000)
    } else {
      try company.node().takeInCalls(try company.calls(0..<60_000))
    }
    let new = company.folder.appending(path: "new").path
    let places =
      goesToServer
      ? [company.folder.appending(path: "old").path, company.url] : [company.url, new]
    let program = Process()
    program.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "planerka")
    program.arguments = ["move", "--from", places[0], "--to", places[1]]
    program.standardOutput = FileHandle.nullDevice
    program.standardError = FileHandle.nullDevice
    try program.run()
    // Killed once rows are on their way: the log of the new file grows, or the server copies.
    let server = TestConnection(company.url)
    func isUnderWay() throws -> Bool {
      if goesToServer {
        return try server.run(
          "SELECT COUNT(*) FROM pg_stat_progress_copy WHERE tuples_processed > 1000") != "0"
      }
      let log = try? FileManager.default.attributesOfItem(atPath: new + "/planerka.sqlite-wal")
      return log?[.size] as? Int ?? 0 > 2_000_000
    }
    while program.isRunning, try !isUnderWay() { usleep(1_000) }
    kill(program.processIdentifier, SIGKILL)
    program.waitUntilExit()
    let target = try DataPlace(places[1]).isEmptyCompany()
    if program.terminationReason == .uncaughtSignal { #expect(target) }
    if target {
      _ = try Planerka.move(from: DataPlace(places[0]), to: DataPlace(places[1])) { _, _ in }
    }
    #expect(try DataPlace(places[1]).opened().check().isEmpty)
    #expect(try DataPlace(places[1]).opened().storage.cube().count("call") == 60_000)
  }
}

extension DataPlace {
  fileprivate func opened() throws -> Planerka {
    switch self {
    case .directory(let directory): try Planerka(directory: directory, create: true)
    case .server(let url):
      try Planerka(
        directory: DataDirectory(NSTemporaryDirectory() + "planerka-\(UUID().uuidString)"),
        database: url, create: false)
    }
  }

  fileprivate func isEmptyCompany() throws -> Bool { try opened().isEmpty() }
}

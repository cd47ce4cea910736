import App
import Domain
import Engine
import Foundation
import Store
import Testing

/// What becomes of a look at a connected system when the server, or the program, ends in the middle of it.
@Suite(.enabled(if: TestServer.isThere), .timeLimit(.minutes(15)))
final class SyncFaultTests {
  private let folder: URL
  private static let count = 20_000

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "planerka-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write(0..<Self.count)
  }

  deinit {
    do { try FileManager.default.removeItem(at: folder) } catch { Issue.record(error) }
  }

  private var log: String { folder.appending(path: "Master.csv").path }

  private func write(_ numbers: Range<Int>) throws {
    let rows = numbers.map { number in
      """
      "","89161\(number)","101","office","","SIP/line-1","SIP/101-2","Dial","","2026-03-10 10:00:00",\
      "2026-03-10 10:00:00","2026-03-10 10:00:30",30,30,"ANSWERED","DOCUMENTATION","1773136800.\(number)","",\
      "","1773136800.\(number)",1

      """
    }
    try Data(rows.joined().utf8).write(to: URL(fileURLWithPath: log))
  }

  /// A program on a company that is connected to the log.
  private func connected(_ server: TestServer, _ base: TestBase) throws -> Planerka {
    let planerka = try Planerka(
      directory: DataDirectory(folder.appending(path: "data").path),
      database: server.urlOf(base.name),
      create: true)
    try planerka.connect(
      "pbx", by: "asterisk", ["file": log, "time_zone": "UTC"], pause: 5, author: .commandLine,
      now: .now)
    return planerka
  }

  private func count(_ planerka: Planerka) throws -> Int {
    try planerka.storage.cube().count("call")
  }

  @Test(arguments: ["kill", "restart"])
  func `a server that ends in the middle keeps nothing of it, and the next look brings all once`(
    _ verb: String
  ) throws {
    let server = try TestServer.another()
    let base = try TestBase(server)
    let planerka = try connected(server, base)
    var isEnded = false
    let fault = #expect(throws: PlainFault.self) {
      _ = try planerka.sync("pbx", now: .now) { consumed, size in
        guard !isEnded, consumed > 4_096 else { return }
        isEnded = true
        do { try server.control(verb) } catch { Issue.record(error) }
      }
    }
    #expect(fault?.message.key == "postgres.lost")
    if verb == "kill" { try server.control("start") }
    #expect(try count(planerka) == 0)
    #expect(try planerka.imports(limit: 9).entries.isEmpty)
    #expect(try planerka.connections()[0].cursor == nil)
    #expect(try planerka.sync("pbx", now: .now).tally.created == Self.count)
    #expect(try planerka.sync("pbx", now: .now).tally == IntakeTally())
    #expect(try count(planerka) == Self.count)
    #expect(try planerka.check().isEmpty)
  }

  @Test func `a program that looks by itself goes on when the server is back`() async throws {
    let server = try TestServer.another()
    let base = try TestBase(server)
    let planerka = try connected(server, base)
    let runner = JobRunner(
      planerka.storage, [planerka.syncing], pause: .milliseconds(20)
    ) { _ in }
    let running = Task { await runner.run() }
    let writing = """
      SELECT COUNT(*) FROM pg_stat_activity WHERE datname = '\(base.name)' AND backend_xid IS NOT NULL
      """
    while try server.run(writing) == "0", try count(planerka) == 0 { usleep(1_000) }
    try server.control("kill")
    try server.control("start")
    try until { try (try? count(planerka)) == Self.count }
    running.cancel()
    await running.value
    #expect(try planerka.connections()[0].failure == nil)
    #expect(try planerka.check().isEmpty)
  }

  @Test func `a program killed in the middle leaves nothing behind, and another takes all in once`()
    throws
  {
    let server = try TestServer.shared()
    let base = try TestBase(server)
    let planerka = try connected(server, base)
    try write(0..<200_000)
    try base.kill([
      "--data", folder.appending(path: "other").path, "--database", server.urlOf(base.name), "sync",
    ])
    let kept = try count(planerka)
    #expect(kept < 200_000)
    #expect(try planerka.sync("pbx", now: .now).tally.created == 200_000 - kept)
    #expect(try count(planerka) == 200_000)
    #expect(try planerka.check().isEmpty)
  }
}

import App
import TestKit
import Testing
import Web

/// Those who ask and do not wait for the answer.
@Suite(.enabled(if: TestPlace.server != nil), .timeLimit(.minutes(15)))
struct HangupTests {
  private let place: TestPlace
  private let url: String

  init() throws {
    place = try TestPlace(server: TestPlace.server)
    url = try #require(place.url)
  }

  @Test func `what is read for somebody who goes away is broken off`() async throws {
    let server = Server(try place.planerka(), host: "127.0.0.1", port: 0)
    let (addresses, ready) = AsyncStream.makeStream(of: String.self)
    async let _ = server.run { ready.yield($0) }
    let address = try #require(await addresses.first { _ in true })
    let port = try #require(address.split(separator: ":").last.flatMap { UInt16($0) })

    // The report waits for a table that somebody else holds.
    let holder = TestConnection(url)
    _ = try holder.run("BEGIN; LOCK TABLE call IN ACCESS EXCLUSIVE MODE")
    let asker = try LocalSocket(port: port)
    try asker.send(
      "GET /api/v1/reports/talk-time HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n".utf8)
    try await until("1 waits")
    asker.close()
    try await until("0 waits")
    _ = try holder.run("ROLLBACK")
  }

  /// Waits until so many statements wait for a table.
  private func until(_ waits: String) async throws {
    let watcher = TestConnection(url)
    let question = """
      SELECT COUNT(*) || ' waits' FROM pg_locks
      WHERE NOT granted AND relation = 'call'::regclass
      """
    while try watcher.run(question) != waits { try await Task.sleep(for: .milliseconds(20)) }
  }
}

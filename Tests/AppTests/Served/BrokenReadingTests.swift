import App
import Domain
import Engine
import Foundation
import Reports
import Store
import TestKit
import Testing

/// A server that is restarted while somebody reads from it.
@Suite(.enabled(if: ServedCompany.isPossible && !TestPlace.isDistributed), .timeLimit(.minutes(15)))
struct BrokenReadingTests {
  private let company: ServedCompany
  private let question = ReportQuestion(
    id: "talk-time",
    parameters: [(name: "from", value: "2026-03-01"), (name: "to", value: "2026-03-31")])
  private let now = Moment(seconds: 1_800_000_000)

  init() throws { company = try ServedCompany() }

  /// Ends every connection to the company's database but the one that asks, as a restart does, and
  /// waits until they are gone.
  private func breakOff(_ server: TestConnection) throws {
    _ = try server.run(
      """
      SELECT COUNT(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()
      """)
  }

  @Test func `a report that is broken off says so, and the next one answers`() async throws {
    let node = try company.node()
    try node.takeInCalls(try company.calls(0..<100))
    let whole = try node.report(question, now: now)
    let server = TestConnection(company.url)
    let holder = TestConnection(company.url)
    _ = try holder.run("BEGIN; LOCK TABLE call IN ACCESS EXCLUSIVE MODE")
    let (question, now) = (question, now)
    async let broken = offLoop { () -> String? in
      do {
        _ = try node.report(question, now: now)
        return nil
      } catch let fault as PlainFault {
        return fault.message.key
      }
    }
    let waits = """
      SELECT COUNT(*) FROM pg_locks WHERE NOT granted AND relation = CAST('call' AS regclass)
      """
    while try server.run(waits) != "1" { try await Task.sleep(for: .milliseconds(10)) }
    try breakOff(server)
    #expect(try await broken == "postgres.lost")
    #expect(try node.report(question, now: now).rows == whole.rows)
  }

  @Test func `a cube that follows goes on after the server was away`() async throws {
    let (a, b) = (try company.node("a"), try company.node("b"))
    let keeper = CubeKeeper(b.storage, file: b.directory.columns) { _ in }
    let following = Task { await keeper.run() }
    func follow(_ count: Int) async throws {
      while (keeper.engine as? CubeEngine)?.cube.count("call") != count {
        try await Task.sleep(for: .milliseconds(10))
      }
    }
    try a.takeInCalls(try company.calls(0..<100))
    try await follow(100)
    try breakOff(TestConnection(company.url))
    try a.takeInCalls(try company.calls(100..<250))
    try await follow(250)
    following.cancel()
    await following.value
  }
}

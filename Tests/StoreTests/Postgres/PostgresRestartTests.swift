import Dispatch
import Domain
import Foundation
import Store
import Testing

/// What becomes of work when the server goes away.
@Suite(.enabled(if: TestServer.isThere), .serialized) struct PostgresRestartTests {
  private static let spare = Result { try TestServer.another() }
  private let server: TestServer
  private let base: TestBase

  init() throws {
    server = try Self.spare.get()
    base = try TestBase(server)
  }

  private func key(_ work: () throws -> Void) -> String? {
    (thrown(work) as? PlainFault)?.message.key
  }

  @Test func `between two works nobody notices`() throws {
    let home = try base.ready()
    for verb in ["restart", "restart"] {
      try home.read { _ in try home.read { _ in } }
      try server.control(verb)
      try home.change("UPDATE revision SET last = last + 1")
      try home.read { _ in try home.read { _ in } }
    }
    #expect(try home.read { try $0.first("SELECT last FROM revision") } == 2)
  }

  @Test(arguments: ["restart", "kill"])
  func `in the midst of a work it is told, and nothing is kept`(_ verb: String) throws {
    let home = try base.ready()
    #expect(
      key {
        try home.write { session in
          try session.run("UPDATE revision SET last = 7")
          try server.control(verb)
          _ = try session.rows("SELECT last FROM revision")
        }
      } == "postgres.lost")
    if verb == "kill" { try server.control("start") }
    #expect(
      key {
        try home.read { session in
          let cursor = try session.cursor("SELECT generate_series(1, 100000)", [])
          _ = try cursor.step()
          try server.control("restart")
          while try cursor.step() {}
        }
      } == "postgres.lost")
    #expect(
      key {
        try home.write { session in
          let statement = try session.statement("UPDATE revision SET last = last + 1")
          for _ in 0..<600 { try statement.run() }
          try server.control("restart")
        }
      } == "postgres.lost")
    #expect(
      key {
        try home.write { session in
          try session.run("CREATE TABLE thing (id BIGINT)")
          let appender = try session.appender(to: "thing", ["id"])
          try appender.add([.integer(1)])
          try server.control("restart")
        }
      } == "postgres.lost")
    // The end itself was never begun.
    #expect(
      key {
        try home.write { session in
          try session.run("UPDATE revision SET last = 8")
          try server.control("restart")
        }
      } == "postgres.lost")
    #expect(try home.read { try $0.first("SELECT last FROM revision") } == 0)
  }

  @Test func `a server that comes back soon is waited for`() throws {
    let home = try base.ready()
    let hasty = try base.home(patience: 0)
    try server.control("stop")
    #expect(key { try hasty.read { _ in } } == "postgres.unreachable")
    let server = server
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: 0.5)
      do { try server.control("start") } catch { Issue.record(error) }
    }
    #expect(try home.read { try $0.first("SELECT last FROM revision") } == 0)
    try hasty.read { _ in }
  }

  @Test func `a listener begins anew`() throws {
    let home = try base.ready()
    let heard = DispatchSemaphore(value: 0)
    let listener = try #require(PostgresListener(try server.address(base.name)) { heard.signal() })
    heard.wait()
    try server.control("restart")
    #expect(heard.wait(timeout: .now() + 20) == .success)
    try home.change("UPDATE revision SET last = last + 1")
    #expect(heard.wait(timeout: .now() + 20) == .success)
    try server.control("stop")
    listener.stop()
    try server.control("start")
  }
}

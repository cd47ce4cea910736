import Dispatch
import Domain
import Foundation
import Store
import Testing

/// Connections when there are few, and a server when it is away.
@Suite(.enabled(if: TestServer.isThere), .timeLimit(.minutes(15)))
struct PostgresPoolTests {
  @Test func `work waits for a connection of its own when the server gives no more`() throws {
    let base = try TestBase()
    let role = "role_\(UInt64.random(in: 0 ... .max))"
    try base.server.run("CREATE ROLE \(role) LOGIN CONNECTION LIMIT 1")
    defer { _ = thrown { try base.server.run("DROP ROLE \(role)") } }
    let home = PostgresHome(
      try base.server.address(base.name, "&user=\(role)"), connections: 2, patience: 0,
      waiting: 60_000)
    defer { home.forgetConnections() }
    let (begun, over) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    Thread.detachNewThread {
      let failure = thrown {
        try home.read { session in
          _ = try session.rows("SELECT 1")
          begun.signal()
          Thread.sleep(forTimeInterval: 0.3)
        }
      }
      #expect(failure == nil)
      over.signal()
    }
    begun.wait()
    #expect(try home.read { try $0.first("SELECT 7") } == 7)
    over.wait()
  }

  @Test func `who only looks does not wait for a server that is away`() throws {
    let server = try TestServer.another()
    let base = try TestBase(server)
    let patient = try base.home(patience: 100_000)
    #expect(try patient.glance { try $0.first("SELECT 7") } == 7)
    try server.control("stop")
    let fault = thrown { try patient.glance { _ = try $0.rows("SELECT 1") } } as? PlainFault
    #expect(["postgres.unreachable", "postgres.lost"].contains(fault?.message.key))
    let again = thrown { try patient.glance { _ = try $0.rows("SELECT 1") } } as? PlainFault
    #expect(again?.message.key == "postgres.unreachable")
    try server.control("start")
    #expect(try patient.glance { try $0.first("SELECT 7") } == 7)
    #expect(try patient.read { try $0.first("SELECT 8") } == 8)
  }

  @Test func `an address that was never right is not waited for like a restart`() throws {
    let home = PostgresHome(
      try PostgresAddress("host=127.0.0.1 port=1 dbname=crm"), patience: 100_000)
    let fault = thrown { try home.read { _ in } } as? PlainFault
    #expect(fault?.message.key == "postgres.unreachable")
  }
}

/// Databases that are not ours, or cannot keep what we write.
@Suite(.enabled(if: TestServer.isThere)) struct PostgresForeignTests {
  private func refusal(_ base: TestBase) -> PlainFault? {
    thrown { _ = try Storage(postgres: base.server.urlOf(base.name), create: true) } as? PlainFault
  }

  @Test(arguments: [
    "CREATE TABLE client (name TEXT)", "CREATE TABLE schema_version (number BIGINT)",
    "CREATE TABLE schema_version (version TEXT); CREATE TABLE deal (id BIGINT)",
  ])
  func `tables of another program are left in peace`(tables: String) throws {
    let base = try TestBase()
    try base.run(tables)
    let fault = try #require(refusal(base))
    #expect(fault.message.key == "postgres.foreign")
    #expect(tables.contains(fault.message.arguments["table"] ?? "?"))
    #expect(try base.run("SELECT COUNT(*) FROM pg_tables WHERE tablename = 'revision'") == "0")
  }

  @Test func `tables of other names do not matter`() throws {
    let base = try TestBase()
    try base.run("CREATE TABLE elsewhere (name TEXT)")
    #expect(refusal(base) == nil)
    #expect(refusal(base) == nil)
  }

  @Test func `a database that keeps no UTF-8 is refused`() throws {
    let server = try TestServer.shared()
    let name = "test_\(UInt64.random(in: 0 ... .max))"
    try server.run("CREATE DATABASE \(name) ENCODING 'SQL_ASCII' TEMPLATE template0")
    defer { _ = thrown { try server.run("DROP DATABASE \(name) WITH (FORCE)") } }
    let fault =
      thrown { _ = try Storage(postgres: server.urlOf(name), create: true) } as? PlainFault
    #expect(fault?.message.key == "postgres.encoding")
    #expect(fault?.message.arguments["encoding"] == "SQL_ASCII")
  }

  @Test func `damage in the server's own files is found where it may be looked for`() throws {
    let server = try TestServer.another()
    let base = try TestBase(server)
    try base.run("CREATE EXTENSION amcheck")
    let storage = try Storage(postgres: server.urlOf(base.name), create: true)
    _ = try storage.takeIn(try calls()) { try record(0..<2_000, $0) }
    #expect(try storage.check().isEmpty)
    let index = try base.run(
      """
      SELECT c.relname || ' ' || current_setting('data_directory') || '/'
        || pg_relation_filepath(c.oid)
      FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid
      WHERE i.indrelid = 'call'::regclass AND i.indisprimary
      """
    ).split(separator: " ", maxSplits: 1)
    try server.control("stop")
    let file = try #require(FileHandle(forUpdatingAtPath: String(index[1])))
    try file.seek(toOffset: 8_192 + 4_096)
    try file.write(contentsOf: Data(repeating: 0x5A, count: 2_048))
    try file.close()
    try server.control("start")
    let wrong = try storage.check()
    #expect(wrong.map(\.key) == ["check.damage"])
    #expect(wrong.first?.arguments["text"]?.hasPrefix("\(index[0]): ") == true)
  }
}

/// Connections that nobody else can read.
@Suite(.enabled(if: TestServer.isThere)) struct PostgresTLSTests {
  @Test func `a server is known by its certificate, another's is refused`() throws {
    let server = try TestServer.another()
    let lines = try server.control("secure").split(separator: "\n").map { String($0) }
    let (url, foreign) = (lines[0], lines[1])
    let home = PostgresHome(try PostgresAddress(url), patience: 5)
    #expect(
      try home.read {
        try $0.first("SELECT CAST(ssl AS INT) FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
      } == 1)
    let fault =
      thrown { try PostgresHome(try PostgresAddress(foreign), patience: 5).read { _ in } }
      as? PlainFault
    #expect(fault?.message.key == "postgres.tls")
    #expect(fault?.kind == .outside)
  }
}

import Domain
import Store
import Testing

/// What keeps a connection from coming about, each met for real.
@Suite struct PostgresConnectingTests {
  private func fault(_ address: PostgresAddress, patience: Int = 0) throws -> PlainFault {
    let home = PostgresHome(address, patience: patience)
    return try #require(thrown { try home.read { _ in } } as? PlainFault)
  }

  @Test func `a server that has no TLS where it is required`() throws {
    let server = try FakePostgres(.plain)
    let fault = try fault(try server.address("sslmode=require"))
    #expect(fault.message.key == "postgres.tls")
    #expect(fault.message.arguments["path"] == "127.0.0.1:\(server.port)/crm")
  }

  @Test(arguments: [
    ("28P01", "postgres.refused"), ("57P03", "postgres.starting"), ("53300", "postgres.too_many"),
  ])
  func `a server that refuses in its own language`(_ state: String, _ key: String) throws {
    let server = try FakePostgres(.refusing(state, "не пущу: 12345: нет"))
    let fault = try fault(try server.address("sslmode=disable"))
    #expect(fault.kind == .outside)
    #expect(fault.message.key == key)
    #expect(fault.message.arguments["reason"]?.hasSuffix("не пущу: 12345: нет") == true)
    #expect(fault.message.arguments["reason"]?.contains(state) == false)
  }

  @Test func `a server that is too old`() throws {
    let server = try FakePostgres(.version("14.11"))
    let fault = try fault(try server.address("sslmode=disable"))
    #expect(
      fault
        == PlainFault(
          .input, "postgres.version",
          ["path": "127.0.0.1:\(server.port)/crm", "version": "14.11"]))
  }

  @Test func `a server that says nothing`() throws {
    let server = try FakePostgres(.silent)
    let fault = try fault(try server.address("sslmode=disable connect_timeout=2"))
    #expect(fault.message.key == "postgres.unreachable")
    #expect(fault.message.arguments["reason"] == "timeout expired")
  }

  @Test(arguments: [
    "host=127.0.0.1 port=1 dbname=crm", "host=nowhere.invalid dbname=crm",
    "host=/nowhere dbname=crm",
  ])
  func `a server that is not there`(_ text: String) throws {
    let fault = try fault(try PostgresAddress(text))
    #expect(fault.message.key == "postgres.unreachable")
  }

  @Test(arguments: [
    "host=127.0.0.1 port=99999", "host=127.0.0.1 sslmode=perhaps", "host=a,b port=1,2,3",
    "host=127.0.0.1 keepalives=x",
  ])
  func `options that are worded wrong`(_ text: String) throws {
    let fault = try fault(try PostgresAddress(text))
    #expect(fault.kind == .input)
    #expect(fault.message.key == "postgres.url")
  }

  @Test(.enabled(if: TestServer.isThere))
  func `a role, a database or a right that is not there, and too many connections`() throws {
    let server = try TestServer.shared()
    #expect(
      try fault(try server.address("no_such_base")).message.key == "postgres.no_database")
    #expect(
      try fault(try server.address("postgres", "&user=nobody_known")).message.key
        == "postgres.refused")
    let base = try TestBase()
    let role = "role_\(UInt64.random(in: 0 ... .max))"
    try server.run("CREATE ROLE \(role) LOGIN CONNECTION LIMIT 0")
    defer { _ = thrown { try server.run("DROP ROLE \(role)") } }
    let address = try server.address(base.name, "&user=\(role)")
    #expect(try fault(address).message.key == "postgres.too_many")
    try server.run("ALTER ROLE \(role) CONNECTION LIMIT 1")
    try base.run("CREATE TABLE kept (id BIGINT)")
    let home = PostgresHome(address)
    let rights = thrown { try home.read { _ = try $0.rows("SELECT * FROM kept") } }
    #expect((rights as? PlainFault)?.message.key == "postgres.rights")
    home.forgetConnections()
    try server.run("REVOKE CONNECT ON DATABASE \(base.name) FROM PUBLIC")
    #expect(try fault(address).message.key == "postgres.rights")
  }
}

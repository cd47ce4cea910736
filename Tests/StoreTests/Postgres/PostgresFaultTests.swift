import Domain
import Store
import Testing

@Suite struct PostgresFaultTests {
  @Test(arguments: [
    ("28P01", "postgres.refused"), ("28000", "postgres.refused"),
    ("3D000", "postgres.no_database"), ("53300", "postgres.too_many"),
    ("57P03", "postgres.starting"), ("57P01", "postgres.starting"), ("42501", "postgres.rights"),
    ("XX000", "database.failed"),
  ])
  func `a server's refusal of a connection is told by its kind`(_ state: String, _ key: String) {
    let error = PostgresError(state: state, text: "отказ")
    let fault = PostgresFault.connecting(error, "h:1/b")
    #expect(fault == PlainFault(.outside, key, ["path": "h:1/b", "reason": "отказ"]))
  }

  @Test(arguments: [
    ("connection to server at \"h\", port 1 failed: Connection refused", "postgres.unreachable"),
    ("could not translate host name \"h\" to address: Name or service", "postgres.unreachable"),
    ("timeout expired", "postgres.unreachable"),
    ("server does not support SSL, but SSL was required", "postgres.tls"),
    ("SSL error: certificate verify failed", "postgres.tls"),
    ("root certificate file \"/x\" does not exist", "postgres.tls"),
    ("fe_sendauth: no password supplied", "postgres.refused"),
    ("invalid sslmode value: \"x\"", "postgres.url"),
  ])
  func `what keeps a connection from coming about is told by its words`(
    _ text: String, _ key: String
  ) {
    let fault = PostgresFault.connecting(PostgresError(state: "", text: text), "h:1/b")
    #expect(fault.message == Message(key, ["path": "h:1/b", "reason": text]))
    #expect(fault.kind == (key == "postgres.url" ? .input : .outside))
  }

  @Test(arguments: [
    ("connection requires a valid client certificate", "tls"),
    ("подключение требует действительный сертификат клиента", "tls"),
    ("no pg_hba.conf entry for host \"h\", user \"u\", database \"b\", no encryption", "refused"),
  ])
  func `a server that asks for a certificate is told from one that refuses`(
    _ text: String, _ key: String
  ) {
    let fault = PostgresFault.connecting(PostgresError(state: "28000", text: text + "."), "h:1/b")
    #expect(fault.message == Message("postgres.\(key)", ["path": "h:1/b", "reason": text]))
  }

  @Test(arguments: [
    ("53100", "disk.full"), ("55P03", "database.busy"), ("40P01", "database.busy"),
    ("25006", "postgres.readonly"), ("42501", "postgres.rights"), ("57014", "postgres.timeout"),
  ])
  func `a failure of work is told by its kind`(_ state: String, _ key: String) throws {
    let error = PostgresError(state: state, text: "t")
    let fault = try #require(PostgresFault.working(error, "p") as? PlainFault)
    #expect(fault == PlainFault(.outside, key, ["path": "p", "reason": "t"]))
  }

  @Test func `what was broken off, lost, unsure or else is told apart`() throws {
    func key(_ error: PostgresError, isCancelled: Bool = false) -> String? {
      let told = PostgresFault.working(error, "p", isCancelled: isCancelled)
      return (told as? PlainFault)?.message.key ?? (told is CancellationError ? "cancelled" : nil)
    }
    #expect(key(PostgresError(state: "57014", text: ""), isCancelled: true) == "cancelled")
    #expect(
      key(PostgresError(state: "57014", text: "canceling statement due to user request"))
        == "database.failed")
    #expect(key(PostgresError(state: "57P01", text: "", isLost: true)) == "postgres.lost")
    #expect(key(PostgresError(state: "", text: "", isLost: true)) == "postgres.lost")
    #expect(
      key(PostgresError(state: "57P01", text: "", isLost: true, isUnsure: true))
        == "postgres.unsure")
    #expect(key(PostgresError(state: "42601", text: "syntax")) == "database.failed")
  }

  @Test(arguments: [
    ("postgres://ann:secret@db.example:6432/crm?sslmode=require", "db.example:6432/crm"),
    ("postgresql://ann@db.example/crm", "db.example:5432/crm"),
    ("host=/run/pg dbname=crm password=secret", "/run/pg/crm"),
    ("postgres:///crm?host=/run/pg", "/run/pg/crm"),
    ("postgres://ann:secret@/?host=a,b&port=1,2&dbname=crm", "a,b:1,2/crm"),
    ("host=::1 user=ann password=secret", "[::1]:5432/ann"), ("service=sales", "service=sales"),
    ("service=sales dbname=crm", "service=sales/crm"),
  ])
  func `a place is told without the password`(_ text: String, _ place: String) throws {
    #expect(try PostgresAddress(text).place == place)
  }

  @Test(arguments: ["postgres://ann:12/secret@h/b", "postgres://ann:Se/secret@h/b"])
  func `a password with a slash is told to be written otherwise, and not shown`(_ text: String)
    throws
  {
    let fault = try #require(thrown { _ = try PostgresAddress(text) } as? PlainFault)
    #expect(fault.message.key == "postgres.url_slash")
    #expect(fault.message.arguments.isEmpty)
  }

  @Test(arguments: [
    "postgres://[::1", "host", "postgres://h/b?nonsense=1", "http://h",
    "postgres://ann:secret@[h/b", "postgres://ann:secret%zz@h/b", "host=h password=my secret",
  ])
  func `an address worded wrong is refused`(_ text: String) throws {
    let fault = try #require(thrown { _ = try PostgresAddress(text) } as? PlainFault)
    #expect(fault.kind == .input)
    #expect(fault.message.key == "postgres.url")
    let reason = try #require(fault.message.arguments["reason"])
    #expect(!reason.isEmpty && !reason.contains("secret"))
  }
}

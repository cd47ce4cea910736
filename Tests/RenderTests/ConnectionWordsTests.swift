import Domain
import Render
import Testing

/// What is said of a connection.
@Suite struct ConnectionWordsTests {
  private func connection(
    tried: Int? = nil, failure: Message? = nil, brought: Int? = nil, warned: Int? = nil
  ) -> Connection {
    func moment(_ seconds: Int?) -> Moment? { seconds.map { Moment(seconds: $0) } }
    return Connection(
      id: 1, name: "pbx", connector: "asterisk", options: ["file": "/log", "extension.7": "Анна"],
      pause: 60, cursor: nil, triedAt: moment(tried), failure: failure, warnedAt: moment(warned),
      warning: warned.map { _ in Message("asterisk.torn", ["path": "/log"]) },
      broughtAt: moment(brought), brought: 3, lastImport: nil)
  }

  private func state(_ connection: Connection) throws -> String {
    let roubles = try #require(Currency(code: "RUB"))
    return Words.of("en").state(of: connection, .utc, roubles)
  }

  @Test func `when it was looked at, what it brought, why it failed`() throws {
    let (then, later) = (1_773_136_800, 1_773_136_920)
    #expect(try state(connection()) == "not looked at yet")
    #expect(try state(connection(tried: then)) == "looked at 2026-03-10 10:00, nothing new yet")
    #expect(
      try state(connection(tried: later, brought: then))
        == "looked at 2026-03-10 10:02; last brought 2026-03-10 10:00")
    let failure = Message("connection.missing", ["name": "pbx"])
    #expect(
      try state(connection(tried: later, failure: failure, brought: then))
        == "failed 2026-03-10 10:02: There is no connection pbx. The list: planerka connect")
    #expect(connection().told == "asterisk extension.7=Анна file=/log")
  }

  @Test func `what should be known stays`() throws {
    let roubles = try #require(Currency(code: "RUB"))
    #expect(Words.of("en").warning(of: connection(), .utc, roubles) == nil)
    let warning = Words.of("en").warning(of: connection(warned: 1_773_136_800), .utc, roubles)
    #expect(warning?.hasPrefix("2026-03-10 10:00: The log /log was begun anew,") == true)
  }
}

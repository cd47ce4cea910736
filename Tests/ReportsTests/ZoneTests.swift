import App
import Domain
import Testing

@Suite struct ZoneTests {
  @Test func `another time zone works every day and hour out anew`() throws {
    let firm = try SmallFirm()
    try firm.takeIn("calls", "id,started_at,duration_s\n1,2026-03-03T22:30:00Z,60")
    try firm.takeIn(
      "deals", "id,created_at,closed_at,outcome\nd,2026-03-01,2026-03-31T22:00:00Z,lost")
    let days = [("from", "2026-03-01"), ("to", "2026-04-30")]
    func calls() throws -> [String?] {
      try firm.rows("talk-time", days + [("by", "day")]).map { $0["day"] as? String }
    }
    func losses(_ last: String) throws -> Int {
      try firm.rows("losses", [("from", "2026-03-01"), ("to", last)]).count
    }
    #expect(try calls() == ["2026-03-04"])
    #expect(try losses("2026-03-31") == 0)
    try firm.planerka.set(
      "time_zone", to: "Europe/London", by: .commandLine, now: Moment(seconds: 0))
    #expect(try calls() == ["2026-03-03"])
    #expect(try losses("2026-03-31") == 1)
    try firm.planerka.set(
      "time_zone", to: "Asia/Vladivostok", by: .commandLine, now: Moment(seconds: 0))
    #expect(try calls() == ["2026-03-04"])
    #expect(try losses("2026-03-31") == 0)
  }

  @Test func `the currency stays once there are amounts`() throws {
    let firm = try SmallFirm()
    try firm.planerka.set("currency", to: "USD", by: .commandLine, now: Moment(seconds: 0))
    try firm.takeIn("products", "id,price\np,10")
    try firm.planerka.set("currency", to: "USD", by: .commandLine, now: Moment(seconds: 0))
    let fault = #expect(throws: PlainFault.self) {
      try firm.planerka.set("currency", to: "EUR", by: .commandLine, now: Moment(seconds: 0))
    }
    #expect(fault?.message.key == "setting.currency")
    #expect(try firm.planerka.setting("currency") == "USD")
  }
}

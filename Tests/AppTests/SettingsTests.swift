import App
import Domain
import Foundation
import Testing

@Suite struct SettingsTests {
  private let office: Office

  init() throws {
    office = try Office()
  }

  @Test func `what is given first becomes the company's, the rest is standard`() throws {
    try office.planerka.settle(
      ["currency": "KZT", "locale": "en"], by: .commandLine, now: Moment(seconds: 0))
    #expect(try office.planerka.setting("currency") == "KZT")
    #expect(try office.planerka.setting("time_zone") == "Europe/Moscow")
    #expect(try office.planerka.setting("locale") == "en")
  }

  @Test func `what is only checked goes by what is given, and keeps none of it`() throws {
    var planerka = office.planerka
    try planerka.assume(["currency": "USD"])
    let path = try office.write("deals.csv", "id,created_at,amount,currency\nd1,2026-03-05,1,USD\n")
    var order = ImportOrder(kind: try #require(RecordKind.named("deals")), path: path)
    order.isDryRun = true
    let now = Moment(seconds: 1_800_000_000)
    let checked = try planerka.takeIn(order, by: .commandLine, now: now, say: \.key)
    #expect(checked.errorCount == 0 && checked.tally.created == 1)
    let without = try office.planerka.takeIn(order, by: .commandLine, now: now, say: \.key)
    #expect(without.errors.map(\.reason.key) == ["row.rate"])
    #expect(try office.planerka.setting("currency") == "RUB")
  }

  @Test func `what nobody named holds as soon as there are records, and is told how to be changed`()
    throws
  {
    let now = Moment(seconds: 0)
    try office.planerka.settle([:], by: .commandLine, now: now)
    try office.planerka.settle(["currency": "USD"], by: .commandLine, now: now)
    #expect(try office.planerka.currency().code == "USD")
    try office.takeIn("clients", "id,name\nc1,One")
    func refusal(_ key: String, _ value: String) -> PlainFault? {
      #expect(throws: PlainFault.self) {
        try office.planerka.settle([key: value], by: .commandLine, now: now)
      }
    }
    let zone = refusal("time_zone", "Asia/Tokyo")
    #expect(zone?.message.key == "setting.kept")
    #expect(zone?.message.arguments["kept"] == "Europe/Moscow")
    let (place, path) = (office.planerka.place, office.planerka.directory.path)
    #expect(
      zone?.message.arguments["place"] == (place == path ? "--data \(path)" : "--database …"))
    #expect(refusal("currency", "EUR")?.message.key == "setting.currency")
  }

  @Test func `another time zone or currency later is refused, the same one is accepted`() throws {
    try office.planerka.settle([:], by: .commandLine, now: Moment(seconds: 0))
    try office.planerka.settle(
      ["time_zone": "Europe/Moscow", "locale": "en"], by: .commandLine, now: Moment(seconds: 0))
    let fault = #expect(throws: PlainFault.self) {
      try office.planerka.settle(
        ["time_zone": "Asia/Tokyo"], by: .commandLine, now: Moment(seconds: 0))
    }
    #expect(fault?.message.key == "setting.kept")
    #expect(try office.planerka.setting("locale") == "ru")
    try office.planerka.set(
      "time_zone", to: "Asia/Tokyo", by: .commandLine, now: Moment(seconds: 0))
    try office.planerka.settle(
      ["time_zone": "Asia/Tokyo"], by: .commandLine, now: Moment(seconds: 0))
  }

  @Test(arguments: [
    ("currency", "roubles"), ("locale", "de"), ("time_zone", "Mars/Base"),
    ("time_zone", "../../etc/passwd"), ("time_zone", "leapseconds"), ("time_zone", "tzdata.zi"),
    ("currency", "QQQ"), ("work_hours", "18:00-09:00"), ("norm.temperature.hot", "50-90"),
  ])
  func `a value that does not suit is refused`(key: String, value: String) throws {
    let fault = #expect(throws: PlainFault.self) {
      try office.planerka.set(key, to: value, by: .commandLine, now: Moment(seconds: 0))
    }
    #expect(fault?.message.key == "setting.wrong")
  }

  @Test func `an unknown setting is refused with the known ones`() throws {
    let fault = #expect(throws: PlainFault.self) {
      try office.planerka.set("colour", to: "red", by: .commandLine, now: Moment(seconds: 0))
    }
    #expect(
      fault?.message.arguments["known"]
        == "time_zone, currency, locale, keep_raw, work_hours, norm.talk_hours, "
        + "norm.temperature.hot, norm.temperature.warm, norm.temperature.cold")
  }
}

@Suite struct ZoneFileTests {
  @Test(arguments: [
    ("Europe/Moscow", "2010-07-01T12:00:00", "+04:00"),
    ("Europe/Moscow", "2026-07-01T12:00:00", "+03:00"),
    ("Europe/Berlin", "2026-07-01T12:00:00", "+02:00"),
    // Beyond the listed changes, by the rule that ends the file.
    ("Europe/Berlin", "2060-07-01T12:00:00", "+02:00"),
    ("Europe/Berlin", "2060-12-01T12:00:00", "+01:00"),
    ("America/Santiago", "2060-01-01T12:00:00", "-03:00"),
    ("Asia/Kolkata", "2026-01-01T12:00:00", "+05:30"),
    ("UTC", "2026-01-01T12:00:00", "+00:00"),
  ])
  func `a zone has the offsets of the system's file`(
    name: String, local: String, offset: String
  ) throws {
    let zone = try ZoneFile.read(name)
    let time = try #require(WrittenTime(utf8: Array(local.utf8)))
    #expect(time.moment(in: zone).text(in: zone) == local + offset)
  }

  @Test func `a zone that is not there is a fault`() {
    #expect(throws: PlainFault(.input, "zone.unknown", ["name": "Mars/Base"])) {
      try ZoneFile.read("Mars/Base")
    }
  }
}

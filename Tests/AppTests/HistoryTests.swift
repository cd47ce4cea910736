import App
import Domain
import Foundation
import Testing

@Suite struct HistoryTests {
  private let office: Office
  private static let later = Moment(seconds: 1_800_000_100)
  private static let calls = "id,started_at,duration_s,client\nc1,2026-03-14,40,Acme\n"

  init() throws {
    office = try Office()
  }

  /// Everything that was changed, the oldest first, as `author verb subject key: before > after`.
  private var lines: [String] {
    get throws {
      try office.planerka.history(limit: 100).entries.reversed().map { entry in
        "\(entry.author) \(entry.verb) \(entry.subject) \(entry.key): "
          + "\(entry.before ?? "-") > \(entry.after ?? "-")"
      }
    }
  }

  @Test func `the first use of a company's data tells what was settled, once`() throws {
    for _ in 0..<2 {
      try office.planerka.settle(["currency": "KZT"], by: .commandLine, now: Self.later)
    }
    #expect(
      try lines == [
        "command line set setting currency: - > KZT",
        "command line set setting locale: - > ru",
      ])
    #expect(try office.planerka.history(limit: 1).entries.first?.at == Self.later)
  }

  @Test func `a setting tells what held before it, and nothing when it stays the same`() throws {
    try office.planerka.set("norm.talk_hours", to: "3-5", by: .browser, now: Self.later)
    try office.planerka.set("norm.talk_hours", to: "3-5", by: .browser, now: Self.later)
    try office.planerka.set("norm.talk_hours", to: "1-2", by: .api, now: Self.later)
    #expect(
      try lines == [
        "browser set setting norm.talk_hours: 2-6 > 3-5",
        "api set setting norm.talk_hours: 3-5 > 1-2",
      ])
  }

  @Test func `another time zone is told of like any setting`() throws {
    try office.takeIn("calls", Self.calls)
    try office.planerka.set("time_zone", to: "Asia/Tokyo", by: .commandLine, now: Self.later)
    #expect(
      try lines.last == "command line set setting time_zone: Europe/Moscow > Asia/Tokyo")
  }

  @Test func `an import and its undo are told of with the file`() throws {
    let id = try #require(try office.takeIn("calls", Self.calls) { $0.name = "march.csv" }.importID)
    _ = try office.planerka.undo(import: id, by: .browser, now: Self.later)
    #expect(
      try lines == [
        "command line import import \(id): - > march.csv",
        "browser undo import \(id): march.csv > -",
      ])
  }

  @Test func `the demo company is told of as one change`() throws {
    var order = DemoOrder()
    order.managers = 2
    order.months = 1
    order.today = Day(year: 2026, month: 3, day: 31)
    _ = try office.planerka.fillDemo(
      order, by: .browser, path: "x", now: Self.later, progress: { _, _ in })
    #expect(
      try lines == [
        "browser fill company demo: - > managers 2, months 1, seed 1, today 2026-03-31"
      ])
    #expect(try office.planerka.history(limit: 1).entries.first?.at == Self.later)
  }

  @Test func `what was refused is no change`() throws {
    try office.takeIn("calls", Self.calls + "c2,yesterday,-1,\n")
    try office.takeIn("calls", Self.calls) { $0.isDryRun = true }
    #expect(throws: PlainFault.self) {
      try office.planerka.set("locale", to: "de", by: .browser, now: Self.later)
    }
    #expect(try lines.isEmpty)
    let first = try #require(try office.takeIn("calls", Self.calls).importID)
    try office.takeIn("calls", "id,started_at,duration_s\nc1,2026-03-14,41\n")
    let count = try lines.count
    #expect(throws: UndoRefusal.self) {
      try office.planerka.undo(import: first, by: .browser, now: Self.later)
    }
    #expect(throws: PlainFault.self) {
      try office.planerka.set("currency", to: "USD", by: .browser, now: Self.later)
    }
    #expect(try lines.count == count)
  }

  @Test func `a backup carries the history, and what is restored tells so`() throws {
    try office.takeIn("calls", Self.calls)
    let before = try lines
    try office.planerka.backUp(to: office.path("copy.sqlite"), progress: { _, _ in })
    let other = DataDirectory(office.path("other"))
    _ = try Planerka.restore(
      office.path("copy.sqlite"), into: other, by: .commandLine, now: Self.later)
    let restored = try Planerka(directory: other, create: false)
    #expect(!before.isEmpty)
    let history = try restored.history(limit: 100)
    #expect(
      history.entries.dropFirst().elementsEqual(
        try office.planerka.history(limit: 100).entries))
    let last = try #require(history.entries.first)
    #expect("\(last.author) \(last.verb) \(last.subject)" == "command line restore company")
    #expect(last.after == office.path("copy.sqlite"))
    #expect(last.at == Self.later)
    #expect(try restored.check().isEmpty)
  }

  @Test func `a backup that is refused leaves no line, and the backup stays as it is`() throws {
    try office.takeIn("calls", Self.calls)
    let copy = office.path("copy.sqlite")
    try office.planerka.backUp(to: copy, progress: { _, _ in })
    let bytes = try Data(contentsOf: URL(fileURLWithPath: copy))
    let other = DataDirectory(office.path("other"))
    for second in 1...2 {
      _ = try Planerka.restore(
        copy, into: other, by: .commandLine, now: Moment(seconds: second))
    }
    #expect(throws: PlainFault.self) {
      try Planerka.restore(
        office.path("none"), into: other, by: .commandLine, now: Moment(seconds: 3))
    }
    let history = try Planerka(directory: other, create: false).history(limit: 100)
    #expect(history.entries.filter { $0.verb == "restore" }.map(\.at) == [Moment(seconds: 2)])
    #expect(try Data(contentsOf: URL(fileURLWithPath: copy)) == bytes)
  }
}

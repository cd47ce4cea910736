import Domain
import Foundation
import GRDB
import Store
import TestKit
import Testing

@Suite struct HistoryTests {
  private let place: TestPlace
  private var path: String { place.folder.appending(path: "planerka.sqlite").path }
  private static let now = Moment(seconds: 1_800_000_000)

  init() throws { place = try TestPlace() }

  @Test(arguments: [
    "UPDATE history SET author = 'nobody'",
    "UPDATE OR REPLACE history SET id = 7",
    "DELETE FROM history",
    "DELETE FROM history WHERE id = 1",
    """
    INSERT OR REPLACE INTO history (id, at, author, verb, subject, key)
    VALUES (1, 0, 'nobody', 'set', 'setting', 'locale')
    """,
    """
    INSERT INTO history (id, at, author, verb, subject, key)
    VALUES (1, 0, 'nobody', 'set', 'setting', 'locale')
    ON CONFLICT (id) DO UPDATE SET author = excluded.author
    """,
  ])
  func `what is written in the history is not changed and not deleted`(sql: String) throws {
    let storage = try Storage(path: path)
    try storage.set(["locale": "en"], by: .commandLine, at: Self.now)
    let before = try storage.history(limit: 10)
    #expect(before.count == 1)
    let other = try DatabaseQueue(path: path)
    let error = #expect(throws: DatabaseError.self) {
      try other.write { db in try db.execute(sql: sql) }
    }
    #expect(error?.message == "history is only added to")
    try other.close()
    #expect(try storage.history(limit: 10) == before)
  }

  @Test func `a change that is not kept leaves no history`() throws {
    let storage = try place.storage()
    let change = Change.taking(in: "calls.csv", as: 1, by: .browser)
    #expect(throws: PlainFault(.outside, "test.fault")) {
      _ = try storage.takeIn(try calls()) { intake in
        _ = try record(0..<3, intake)
        try intake.note(change, at: Self.now)
        throw PlainFault(.outside, "test.fault")
      }
    }
    _ = try storage.takeIn(try calls()) { intake in
      try intake.note(change, at: Self.now)
      return false
    }
    #expect(try storage.history(limit: 10).entries.isEmpty)
  }

  @Test func `a history that cannot be written keeps the change from being made`() throws {
    let storage = try Storage(path: path)
    try storage.set(["locale": "en"], by: .commandLine, at: Self.now)
    let other = try DatabaseQueue(path: path)
    try other.write { db in
      try db.execute(
        sql: """
          CREATE TRIGGER full BEFORE INSERT ON history BEGIN SELECT RAISE(ABORT, 'full'); END
          """)
    }
    try other.close()
    #expect(throws: (any Error).self) {
      try storage.set(["locale": "ru"], by: .commandLine, at: Self.now)
    }
    #expect(throws: (any Error).self) {
      try storage.changeZone(["time_zone": "UTC"], to: .utc, by: .api, at: Self.now)
    }
    #expect(try storage.settings() == ["locale": "en"])
  }

  @Test func `the history comes in parts, the newest first`() throws {
    let storage = try place.storage()
    for number in 1...5 {
      try storage.set(
        ["locale": "\(number)"], by: .api, at: Moment(seconds: number))
    }
    let first = try storage.history(limit: 2)
    #expect(first.entries.map(\.after) == ["5", "4"])
    #expect(first.entries.map(\.before) == ["4", "3"])
    #expect(first.count == 5)
    let next = try #require(first.next)
    let second = try storage.history(limit: 3, before: next)
    #expect(second.entries.map(\.at.seconds) == [3, 2, 1])
    #expect(second.entries.last?.before == nil)
    #expect(second.next == nil)
  }
}

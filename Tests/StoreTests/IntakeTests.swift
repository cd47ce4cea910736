import Domain
import Foundation
import Store
import TestKit
import Testing

@Suite struct IntakeTests {
  private let place: TestPlace

  init() throws { place = try TestPlace() }

  @Test func `what a program killed in mid-import leaves on disk is as it was before`() throws {
    let storage = try Storage(path: path("a"))
    _ = try storage.takeIn(try calls()) { try record(0..<3, $0) }
    // The files as they stand in mid-import are what a killed program leaves.
    let tally = try storage.takeIn(try calls()) { intake in
      _ = try record(0..<40_000, intake)
      for suffix in ["", "-wal"] {
        try FileManager.default.copyItem(atPath: path("a") + suffix, toPath: path("b") + suffix)
      }
      return true
    }
    #expect(tally.created == 39_997)
    let log = try FileManager.default.attributesOfItem(atPath: path("b") + "-wal")
    #expect(log[.size] as? Int ?? 0 > 1_000_000)
    #expect(try again(Storage(path: path("b"))) == [39_997, 3])
    #expect(try again(storage) == [0, 40_000])
  }

  @Test func `an import whose rows end in a fault keeps nothing`() throws {
    let storage = try place.storage()
    #expect(throws: PlainFault(.outside, "test.fault")) {
      _ = try storage.takeIn(try calls()) { intake in
        _ = try record(0..<40_000, intake)
        throw PlainFault(.outside, "test.fault")
      }
    }
    #expect(try again(storage) == [40_000, 0])
  }

  private func path(_ name: String) -> String {
    place.folder.appending(path: "\(name).sqlite").path
  }

  private func again(_ storage: Storage) throws -> [Int] {
    let tally = try storage.takeIn(try calls()) { try record(0..<40_000, $0) }
    return [tally.created, tally.unchanged]
  }
}

/// An order to take calls in.
func calls() throws -> IntakeOrder {
  IntakeOrder(
    source: "file", file: "calls.csv", at: Moment(seconds: 1_800_000_000),
    base: try #require(Currency(code: "RUB")), zone: .utc)
}

/// Records calls of these numbers, and keeps them.
func record(_ numbers: Range<Int>, _ intake: Intake) throws -> Bool {
  let kind = try #require(RecordKind.named("calls"))
  let fields = try ["id", "started_at", "client", "duration_s"].map { try #require(kind.field($0)) }
  let recording = try intake.recording(kind, fields: fields)
  for number in numbers {
    try recording.record([
      .text("c\(number)"), .integer(1_700_000_000_000 + number), .text("k\(number % 5_000)"),
      .integer(number % 100),
    ])
  }
  return true
}

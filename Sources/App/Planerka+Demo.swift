import Demo
public import Domain
import Store

/// How large the demo company is, and which one.
public struct DemoOrder: Sendable {
  /// How many sellers it has, 1 … 1,000.
  public var managers = 8
  /// How many months of their work, 1 … 60.
  public var months = 6
  /// The number all chance comes from.
  public var seed: UInt64 = 1
  /// The day that is today; the current one when nil.
  public var today: Day?
  /// The language of its names.
  public var language = "ru"

  /// The usual demo.
  public init() {}
}

extension Planerka {
  /// Fills an empty database with a believable company, as one transaction.
  ///
  /// The same order gives the same company; without a day of its own it depends on the current one.
  /// - Returns: how many records were made.
  /// - Throws: `PlainFault` `demo.not_empty`.
  public func fillDemo(
    _ order: DemoOrder, by author: Author, path: String, now: Moment,
    progress: (_ done: Int, _ whole: Int) -> Void
  ) throws -> Int {
    guard try storage.isEmpty() else {
      throw PlainFault(.conflict, "demo.not_empty", ["path": path])
    }
    let zone = try zone()
    let today = order.today ?? zone.local(now).day
    // Why: the company is caught in the middle of a working afternoon, whenever it is filled.
    let moment = zone.moment(of: LocalTime(day: today, millisecond: (15 * 60 + 30) * 60_000))
    let company = DemoCompany(
      managers: order.managers, months: order.months, seed: order.seed, today: today, now: moment,
      language: order.language, zone: zone)
    let intake = IntakeOrder(
      source: "demo", file: "demo", at: now, base: try currency(), zone: zone)
    let tally = try storage.takeIn(intake) { intake in
      var sink = RecordingSink(intake: intake)
      try company.fill(&sink, progress: progress)
      try sink.finish()
      let made =
        "managers \(order.managers), months \(order.months), seed \(order.seed), today \(today)"
      try intake.note(.filling(with: made, by: author), at: now)
      return true
    }
    return tally.created
  }
}

/// Gives the demo's rows to the recordings of an intake.
private struct RecordingSink: DemoSink {
  let intake: Intake
  var recording: Recording?
  var block: [[Cell]] = []

  mutating func begin(
    _ kind: RecordKind, _ fields: [RecordField], attributes: [String]
  ) throws {
    try finish()
    recording = try intake.recording(kind, fields: fields, attributes: attributes)
  }

  mutating func row(_ cells: [Cell]) throws {
    block.append(cells)
    if block.count >= recording?.blockSize ?? 1 { try finish() }
  }

  /// Records the rows gathered so far.
  mutating func finish() throws {
    try recording?.foresee(block)
    for cells in block { try recording?.record(cells) }
    block.removeAll(keepingCapacity: true)
  }
}

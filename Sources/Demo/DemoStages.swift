import Domain

/// A stage of a pipeline: how long it should take and how many should go on from it.
struct DemoStage: Sendable {
  let normDays: Int
  /// In hundredths.
  let normConversion: Int
  /// How often lost deals end here, among the stages.
  let leak: Double
}

/// A ladder of stages; they are numbered from 1, the last rung is won, the one after it lost.
struct DemoPipeline: Sendable {
  let rungs: [DemoStage]
  var won: Int { rungs.count }
  var lost: Int { rungs.count + 1 }

  /// New sales; most is lost once the proposal is sent.
  static let new = DemoPipeline(rungs: [
    DemoStage(normDays: 2, normConversion: 90, leak: 0.2),
    DemoStage(normDays: 3, normConversion: 88, leak: 0.17),
    DemoStage(normDays: 4, normConversion: 88, leak: 0.14),
    DemoStage(normDays: 5, normConversion: 80, leak: 0.3),
    DemoStage(normDays: 4, normConversion: 88, leak: 0.13),
    DemoStage(normDays: 5, normConversion: 95, leak: 0.06),
    DemoStage(normDays: 0, normConversion: 0, leak: 0),
  ])
  /// Sales to current clients.
  static let again = DemoPipeline(rungs: [
    DemoStage(normDays: 2, normConversion: 90, leak: 0.55),
    DemoStage(normDays: 4, normConversion: 90, leak: 0.45),
    DemoStage(normDays: 0, normConversion: 0, leak: 0),
  ])

  static func of(repeats: Bool) -> DemoPipeline { repeats ? again : new }
}

extension DemoFirm {
  /// A stage's name as a cell; none for the stage before the first.
  func stageName(_ stage: Int, repeats: Bool) -> Cell {
    stage == 0 ? .none : .text(words.stages[repeats ? 1 : 0][stage - 1].name)
  }

  func writeStages(to sink: inout some DemoSink) throws {
    try sink.begin("stages", "pipeline stage order outcome result norm_days norm_conversion")
    for (place, pipeline) in [DemoPipeline.new, DemoPipeline.again].enumerated() {
      for (index, (name, result)) in words.stages[place].enumerated() {
        let outcome: DemoOutcome =
          index + 1 == pipeline.won ? .won : index + 1 == pipeline.lost ? .lost : .open
        let stage = outcome == .open ? pipeline.rungs[index] : nil
        try sink.row([
          .text(words.pipelines[place]), .text(name), .integer(index + 1),
          .integer(outcome.rawValue), .text(result), stage.map { .units($0.normDays) } ?? .none,
          stage.map { .decimal(Decimal(digits: $0.normConversion, scale: 2)) } ?? .none,
        ])
      }
    }
  }

  func writeHolidays(to sink: inout some DemoSink) throws {
    try sink.begin("holidays", "date working")
    for day in calendar.holidays { try sink.row([.integer(day.number), .integer(0)]) }
  }
}

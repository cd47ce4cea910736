/// What became of a deal; the raw value is its place in the word list of files.
public enum Outcome: Int, Sendable {
  case open = 1
  case won
  case lost
}

/// The stages of a pipeline in order; those that are not lost are its rungs.
public struct StageLadder: Sendable, Equatable {
  /// The stages, in order.
  public let stages: [Stage]
  /// Whether the order was guessed from moves.
  public let isGuessed: Bool
  private let places: [String: Int]
  private let rungs: [String: Int]
  private let rungNames: [String]

  /// A stage of a pipeline.
  public struct Stage: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// What a deal that stands in it is.
    public let outcome: Outcome
    /// Days a deal should stay at most.
    public let normDays: Double?
    /// The share of deals that should go on to the next stage.
    public let normConversion: Double?

    /// A stage by its name and outcome.
    public init(
      _ name: String, _ outcome: Outcome, normDays: Double? = nil, normConversion: Double? = nil
    ) {
      self.name = name
      self.outcome = outcome
      self.normDays = normDays
      self.normConversion = normConversion
    }
  }

  /// A ladder of stages in order; names differ.
  public init(_ stages: [Stage], isGuessed: Bool = false) {
    self.stages = stages
    self.isGuessed = isGuessed
    places = Dictionary(
      stages.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    rungNames = stages.filter { $0.outcome != .lost }.map(\.name)
    rungs = Dictionary(
      rungNames.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The rungs, from the first.
  public var steps: [Stage] { stages.filter { $0.outcome != .lost } }

  /// The first rung's name.
  public var first: String? { rungNames.first }

  /// The place of a stage among the rungs, from 0; nil for lost and unknown ones.
  public func rung(_ name: String) -> Int? { rungs[name] }

  /// The first rung whose outcome is won, without one the last; 0 when there is no rung.
  public var winning: Int {
    steps.firstIndex { $0.outcome == .won } ?? max(0, rungNames.count - 1)
  }

  /// What a deal that stands in a stage is; open for unknown ones.
  public func outcome(of name: String?) -> Outcome {
    guard let name, let place = places[name] else { return .open }
    return stages[place].outcome
  }
}

/// The order of a pipeline's stages, guessed from how its deals moved when no file says it.
///
/// Stages of moves come in the order of their median position among the moves of a deal, others
/// after them in order of first appearance. A stage in which won deals stand is won and comes last;
/// one in which only lost deals stand is lost.
public struct LadderGuess: Sendable {
  private var positions: [String: [Int: Int]] = [:]
  private var appeared: [String: Int] = [:]
  private var won: Set<String> = []
  private var lost: Set<String> = []
  private var open: Set<String> = []

  /// A guess that knows no deal yet.
  public init() {}

  /// Learns from a deal.
  public mutating func learn(stage: String?, outcome: Outcome?, moves: [DealHistory.Move]) {
    for (index, move) in moves.enumerated() {
      if index == 0, let from = move.from { note(from, at: 0) }
      note(move.to, at: index + 1)
    }
    guard let stands = stage ?? moves.last?.to else { return }
    appear(stands)
    switch outcome {
    case .won: won.insert(stands)
    case .lost: lost.insert(stands)
    default: open.insert(stands)
    }
  }

  /// The ladder as far as the deals tell.
  public var ladder: StageLadder {
    let names = appeared.keys.sorted { rank($0) < rank($1) }
    return StageLadder(
      names.map { name in
        let isLost = lost.contains(name) && !open.contains(name)
        return .init(name, won.contains(name) ? .won : isLost ? .lost : .open)
      }, isGuessed: true)
  }

  private func rank(_ name: String) -> (Int, Double, Int) {
    (won.contains(name) ? 1 : 0, median(name) ?? .infinity, appeared[name] ?? 0)
  }

  private mutating func appear(_ name: String) {
    if appeared[name] == nil { appeared[name] = appeared.count }
  }

  private mutating func note(_ name: String, at position: Int) {
    appear(name)
    positions[name, default: [:]][position, default: 0] += 1
  }

  private func median(_ name: String) -> Double? {
    guard let counts = positions[name] else { return nil }
    let count = counts.values.reduce(0, +)
    var seen = 0
    var low: Int?
    for (position, number) in counts.sorted(by: { $0.key < $1.key }) {
      seen += number
      if low == nil, seen > (count - 1) / 2 { low = position }
      if seen > count / 2 { return Double((low ?? position) + position) / 2 }
    }
    return nil
  }
}

/// A deal over time, worked out from what it says of itself, its moves and its pipeline's ladder.
public struct DealHistory: Sendable, Equatable {
  /// What became of it in the end.
  public let final: Outcome
  /// When it was won or lost, in milliseconds; nil for an open deal.
  public let closing: Int?
  /// Where it stood, oldest first: the first holds since ever, the last for ever.
  public let standings: [Standing]
  /// Its stays in stages, oldest first.
  public let visits: [Visit]

  /// A move between stages.
  public struct Move: Sendable, Equatable {
    /// When, in milliseconds.
    public let at: Int
    /// The stage left; nil when it is not said.
    public let from: String?
    /// The stage entered.
    public let to: String

    /// A move at a moment.
    public init(at: Int, from: String?, to: String) {
      self.at = at
      self.from = from
      self.to = to
    }
  }

  /// What holds of a deal from a moment on, until the next standing.
  public struct Standing: Sendable, Equatable {
    /// Since when, in milliseconds; nil since ever.
    public let from: Int?
    /// The stage it stands in.
    public let stage: String?
    /// The place of the latest rung reached.
    public let furthest: Int
    /// The stage, or when that is lost the last one before it that is not.
    public let lastRung: String?
  }

  /// A stay in a stage.
  public struct Visit: Sendable, Equatable {
    /// The stage.
    public let stage: String
    /// When it began, in milliseconds.
    public let entered: Int
    /// When the next one began; nil for the last.
    public let next: Int?
    /// Whether its times are known: a deal without moves has one stay without.
    public let isTimed: Bool
    /// Whether it is the first in this stage.
    public let isFirst: Bool

    /// A stay in a stage.
    public init(stage: String, entered: Int, next: Int?, isTimed: Bool, isFirst: Bool) {
      self.stage = stage
      self.entered = entered
      self.next = next
      self.isTimed = isTimed
      self.isFirst = isFirst
    }
  }

  /// Works a deal's history out.
  ///
  /// - Parameters:
  ///   - created: the deal's creation, in milliseconds.
  ///   - closed: its closing as it says itself.
  ///   - stage: its stage as it says itself.
  ///   - outcome: its outcome as it says itself; else it is its stage's.
  ///   - moves: its moves by time, those of one instant in the order of their file.
  public init(
    created: Int, closed: Int?, stage: String?, outcome: Outcome?, moves: [Move],
    ladder: StageLadder
  ) {
    let final = outcome ?? ladder.outcome(of: stage ?? moves.last?.to)
    self.final = final
    let entrance = moves.last { move in
      ladder.outcome(of: move.to) == final
        || final == .won && ladder.rung(move.to) == ladder.winning
    }?.at
    let closing = final == .open ? nil : closed ?? entrance ?? created
    self.closing = closing
    visits = Self.visits(moves, created, ladder)
    var deal = Deal(
      stage: stage, final: final, closing: closing, moves: moves, visits: visits, ladder: ladder)
    let changes = Set(moves.map(\.at) + [closing].compactMap { $0 }).sorted()
    standings = [deal.standing(since: nil)] + changes.map { deal.standing(since: $0) }
  }

  private static func visits(_ moves: [Move], _ created: Int, _ ladder: StageLadder) -> [Visit] {
    guard let first = moves.first else {
      return ladder.first.map {
        [Visit(stage: $0, entered: created, next: nil, isTimed: false, isFirst: true)]
      } ?? []
    }
    let entries =
      [(first.from ?? first.to, created)]
      + moves.dropFirst(first.from == nil ? 1 : 0).map { ($0.to, $0.at) }
    var firsts: [String: Int] = [:]
    for (index, entry) in entries.enumerated() {
      // Why: the first stay began before the others, however late the deal was created.
      if let first = firsts[entry.0], entries[first].1 <= entry.1 { continue }
      firsts[entry.0] = index
    }
    return entries.indices.map { index in
      let (stage, entered) = entries[index]
      return Visit(
        stage: stage, entered: entered,
        next: index + 1 < entries.count ? entries[index + 1].1 : nil, isTimed: true,
        isFirst: firsts[stage] == index)
    }
  }
}

/// A deal while its standings are worked out, one after another in the order of time.
private struct Deal {
  let stage: String?
  let final: Outcome
  let closing: Int?
  let moves: [DealHistory.Move]
  let ladder: StageLadder
  /// How many moves were made by the moment at hand, and the latest rung they name.
  private var made = 0
  private var reached = 0
  /// The last stage by then that is not lost; nil when it stood in none.
  private var stood: String?

  init(
    stage: String?, final: Outcome, closing: Int?, moves: [DealHistory.Move],
    visits: [DealHistory.Visit], ladder: StageLadder
  ) {
    (self.stage, self.final, self.closing) = (stage, final, closing)
    (self.moves, self.ladder) = (moves, ladder)
    // Why: the first stay began before the first move, however early that is asked for.
    if let first = visits.first, first.isTimed { stand(in: first.stage) }
  }

  /// What holds from a moment on that is not before those asked until now.
  mutating func standing(since moment: Int?) -> DealHistory.Standing {
    goOn(to: moment ?? .min)
    let present = presentStage(moment)
    return DealHistory.Standing(
      from: moment, stage: present, furthest: furthest(present, moment),
      lastRung: ladder.outcome(of: present) == .lost ? stood ?? ladder.first : present)
  }

  private mutating func goOn(to moment: Int) {
    while made < moves.count, moves[made].at <= moment {
      for name in [moves[made].from, moves[made].to].compactMap({ $0 }) {
        reached = max(reached, ladder.rung(name) ?? 0)
        stand(in: name)
      }
      made += 1
    }
  }

  private mutating func stand(in stage: String) {
    if ladder.outcome(of: stage) != .lost { stood = stage }
  }

  private func isClosed(_ moment: Int?) -> Bool {
    guard let closing, let moment else { return false }
    return closing <= moment
  }

  private func presentStage(_ moment: Int?) -> String? {
    if isClosed(moment), let stage { return stage }
    if made > 0 { return moves[made - 1].to }
    if let first = moves.first { return first.from ?? first.to }
    // Why: without moves a closed deal's stage is that of its closing, not reached before it.
    guard let stage, final == .open || ladder.outcome(of: stage) == .open else {
      return ladder.first
    }
    return stage
  }

  private func furthest(_ present: String?, _ moment: Int?) -> Int {
    if final == .won, isClosed(moment) { return ladder.winning }
    // Why: when an open deal came into the stage it says itself nobody knows; after its last move it
    // has reached it.
    let said = final == .open && made == moves.count ? stage : nil
    return max(reached, [present, said].compactMap { $0.flatMap(ladder.rung) }.max() ?? 0)
  }
}

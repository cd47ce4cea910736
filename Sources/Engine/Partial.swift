import Semantics

/// The answer of one chunk to a query: groups and what their measures have gathered.
public final class Partial: Sendable {
  let groups: Int
  /// The groups' keys, one group after another.
  let keys: [Int]
  let measures: [Gathered]
  /// About how much memory it takes, in bytes.
  public let size: Int

  init(groups: Int, keys: [Int], measures: [Gathered], isMerged: Bool = false) {
    self.groups = groups
    self.keys = keys
    self.measures = measures
    size = 128 + keys.count * 8 + measures.reduce(0) { $0 + $1.size(isMerged: isMerged) }
  }
}

/// What a measure has gathered for each group.
enum Gathered: Sendable {
  /// A number a group.
  case numbers([Int])
  /// Different values with the group each was found in.
  case pairs(PairSet)
  /// The values of each group.
  case values([Distribution])

  /// About how much memory it takes, in bytes; what is merged shares all but the small pieces of its
  /// parts.
  func size(isMerged: Bool) -> Int {
    switch self {
    case .numbers(let numbers): numbers.count * 8
    case .pairs(let pairs): pairs.size
    case .values(let values):
      values.reduce(0) { sum, values in
        let own = isMerged ? values.pieces.count * Distribution.mostTogether : .max
        return sum + 64 + values.pieces.count * 8 + min(values.count, own) * 8
      }
    }
  }
}

/// Where results are remembered; the engine has no threads, so its caller guards them.
public protocol PartialKeeping: Sendable {
  /// The result kept under a key.
  func partial(_ key: PartialKey) -> Partial?
  /// Keeps a result.
  func keep(_ partial: Partial, _ key: PartialKey)
  /// What a question found last.
  func recollection(of question: Question) -> Recollection?
  /// Keeps what a question has found.
  func keep(_ recollection: Recollection, of question: Question)
}

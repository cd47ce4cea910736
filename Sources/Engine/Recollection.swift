public import Semantics

/// A question whenever it is asked: what engines remember its answers by.
public struct Question: Hashable, Sendable {
  private let query: Query

  init(_ query: Query) {
    var query = query
    (query.asOf, query.asOfDay) = (0, 0)
    self.query = query
  }
}

/// What a question has found the last time, and what that depends on.
///
/// A chunk's result holds while the chunk, and the chunks its links lead to, are the same ones, at
/// every moment for which its program is the same. Finding that out takes less than making programs.
public final class Recollection: Sendable {
  /// How many chunks have a result together.
  static let blockSize = 16

  /// The result of a chunk and what it depends on beside the chunk.
  struct Found: Sendable {
    /// Nil when no row can count.
    let partial: Partial?
    let validity: Validity
    let seen: Set<Scope>
  }

  /// The results of the chunks; none when only all together are known.
  let chunks: [Found]
  /// The results of the chunks of each block, nil where no row can count.
  let blocks: [Partial?]
  let sums: Sums
  let frame: Frame
  /// The moments for which all of it holds.
  let validity: Validity
  private let relation: Int
  private let ids: [[Int]]
  private let lows: [Int]

  init(
    _ cube: Cube, relation: Int, chunks: [Found], blocks: [Partial?], sums: Sums, frame: Frame,
    validity: Validity
  ) {
    (self.relation, self.chunks, self.blocks) = (relation, chunks, blocks)
    (self.sums, self.frame, self.validity) = (sums, frame, validity)
    ids = cube.relations.map(\.chunkIDs)
    lows = cube.relations.map(\.low)
  }

  /// Whether the answer is the same for a cube.
  func holds(for cube: Cube, _ query: Query) -> Bool {
    validity.holds(for: query.asOf, query.asOfDay)
      && cube.relations.indices.allSatisfy { isSame($0, cube) }
  }

  /// The results that are the same for a cube, by chunk.
  func found(for cube: Cube, _ query: Query) -> [Found?] {
    let count = cube.relations[relation].chunks.count
    guard lows[relation] == cube.relations[relation].low else {
      return [Found?](repeating: nil, count: count)
    }
    let areSame = cube.relations.indices.map { isSame($0, cube) }
    return (0..<count).map { chunk in
      guard chunk < chunks.count, ids[relation][chunk] == cube.relations[relation].chunkIDs[chunk],
        chunks[chunk].validity.holds(for: query.asOf, query.asOfDay)
      else { return nil }
      let isSeen = chunks[chunk].seen.allSatisfy { scope in
        areSame[scope.relation] || isSame(scope, cube)
      }
      return isSeen ? chunks[chunk] : nil
    }
  }

  private func isSame(_ place: Int, _ cube: Cube) -> Bool {
    lows[place] == cube.relations[place].low && ids[place] == cube.relations[place].chunkIDs
  }

  private func isSame(_ scope: Scope, _ cube: Cube) -> Bool {
    let (old, new) = (ids[scope.relation], cube.relations[scope.relation].chunkIDs)
    return lows[scope.relation] == cube.relations[scope.relation].low
      && scope.chunks.upperBound <= min(old.count, new.count)
      && old[scope.chunks] == new[scope.chunks]
  }

  /// About how much memory it takes, in bytes.
  public var size: Int {
    let parts = chunks.reduce(0) { $0 + 128 + ($1.partial?.size ?? 0) }
    return blocks.reduce(parts) { $0 + ($1?.size ?? 0) } + sums.size + frame.rows.count * 64
  }
}

/// All blocks together, by way of all but the last: new records come at the end.
struct Sums: Sendable {
  /// The blocks but the last together; nil when no row of them can count.
  private let front: Made
  private let last: Made
  let whole: Partial

  /// The sums of blocks; what is as it was is taken over.
  init(_ blocks: [Partial?], keyCount: Int, _ known: Sums?) {
    self.init(
      front: Made(Array(blocks.dropLast()), keyCount, known?.front),
      last: Made(blocks.suffix(1), keyCount, known?.last), keyCount, known)
  }

  private init(front: Made, last: Made, _ keyCount: Int, _ known: Sums?) {
    (self.front, self.last) = (front, last)
    if let known, known.front.partial === front.partial, known.last.partial === last.partial {
      whole = known.whole
    } else {
      whole =
        Partial.together([front.partial, last.partial], keyCount: keyCount)
        ?? Partial(groups: 0, keys: [], measures: [])
    }
  }

  /// The same sums as one group; what was found before of the same groups is taken over.
  func total(_ known: Sums?) -> Sums {
    Sums(
      front: Made(asOne: front.partial, known?.front), last: Made(asOne: last.partial, known?.last),
      0, known)
  }

  /// About how much memory they take, in bytes.
  var size: Int { (front.partial?.size ?? 0) + whole.size }

  /// A result and the results it was made of.
  private struct Made {
    let partial: Partial?
    private let parts: [Partial?]

    init(_ parts: [Partial?], _ keyCount: Int, _ known: Made?) {
      self.parts = parts
      partial =
        known.flatMap { $0.isOf(parts) ? $0 : nil }.map(\.partial)
        ?? Partial.together(parts, keyCount: keyCount)
    }

    /// All groups of a result as one.
    init(asOne groups: Partial?, _ known: Made?) {
      parts = [groups]
      partial =
        known.flatMap { $0.isOf([groups]) ? $0 : nil }.map(\.partial)
        ?? groups.map { Partial.merged([$0], keyCount: 0) }
    }

    private func isOf(_ parts: [Partial?]) -> Bool {
      parts.count == self.parts.count && zip(parts, self.parts).allSatisfy { $0 === $1 }
    }
  }
}

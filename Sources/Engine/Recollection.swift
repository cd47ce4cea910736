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
  /// All together.
  let whole: Partial
  let frame: Frame
  /// The moments for which all of it holds.
  let validity: Validity
  private let relation: Int
  private let ids: [[Int]]
  private let lows: [Int]

  init(
    _ cube: Cube, relation: Int, chunks: [Found], blocks: [Partial?], whole: Partial, frame: Frame,
    validity: Validity
  ) {
    (self.relation, self.chunks, self.blocks) = (relation, chunks, blocks)
    (self.whole, self.frame, self.validity) = (whole, frame, validity)
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
    return blocks.reduce(parts) { $0 + ($1?.size ?? 0) } + whole.size + frame.rows.count * 64
  }
}

import Semantics

/// A question whenever it is asked: what engines remember its answers by.
public struct Question: Hashable, Sendable {
  private let query: Query
  /// The digest of all but the keys.
  private let body: Int
  private let digest: Int

  init(_ query: Query) {
    var query = query
    (query.asOf, query.asOfDay) = (0, 0)
    var hasher = Hasher()
    hasher.combine(query.relation)
    hasher.combine(query.condition)
    hasher.combine(query.measures)
    self.init(query, body: hasher.finalize())
  }

  private init(_ query: Query, body: Int) {
    self.query = query
    self.body = body
    digest = query.keys.isEmpty ? body : body ^ query.keys.hashValue
  }

  /// The same about all records as one group.
  var whole: Question { Question(query.whole, body: body) }

  public static func == (a: Question, b: Question) -> Bool {
    a.digest == b.digest && a.query == b.query
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}

/// What a question has found the last time, and what that depends on.
///
/// A chunk's result holds while the chunk, and the chunks its links lead to, are the same ones, at
/// every moment for which its program is the same. Finding that out takes less than making programs.
public final class Recollection: Sendable {
  /// How many chunks have a result together.
  static let blockSize = 8

  /// The result of a chunk and what it depends on beside the chunk.
  struct Found: Sendable {
    /// Nil when no row can count.
    let partial: Partial?
    let validity: Validity
    let seen: Set<Lead>
    /// How many times rows were added to it.
    var growths = 0
    /// What it was before rows were added to it, and what they have; nil when none were.
    var addition: Addition?
  }

  /// A result to which that of more rows was added.
  struct Addition: Sendable {
    let former: Partial?
    let added: Partial
  }

  /// What is known of a chunk.
  enum Known {
    case nothing
    /// The result, still the same.
    case all(Found)
    /// The result but for added rows.
    case allBut(Found, [Int32])
  }

  /// What has grown more often is found anew: it lies in too many pieces.
  private static let mostGrowths = 16

  /// The results of the chunks; none when only all together are known.
  let chunks: [Found]
  /// The results of the chunks of each block, nil where no row can count.
  let blocks: [Partial?]
  let sums: Sums
  let answer: Arrangement
  /// The moments for which all of it holds.
  let validity: Validity
  private let relation: Int
  private let ids: [[Int]]
  private let lows: [Int]

  init(
    _ cube: Cube, relation: Int, chunks: [Found], blocks: [Partial?], sums: Sums,
    answer: Arrangement, validity: Validity
  ) {
    (self.relation, self.chunks, self.blocks) = (relation, chunks, blocks)
    (self.sums, self.answer, self.validity) = (sums, answer, validity)
    ids = cube.relations.map(\.chunkIDs)
    lows = cube.relations.map(\.low)
  }

  /// Whether the answer is the same for a cube.
  func holds(for cube: Cube, _ query: Query) -> Bool {
    validity.holds(for: query.asOf, query.asOfDay)
      && cube.relations.indices.allSatisfy { isSame($0, cube) }
  }

  /// What is known of the chunks of a cube.
  func known(of cube: Cube, _ query: Query) -> [Known] {
    let new = cube.relations[relation]
    guard lows[relation] == new.low else {
      return [Known](repeating: .nothing, count: new.chunks.count)
    }
    let areSame = cube.relations.indices.map { isSame($0, cube) }
    return new.chunks.enumerated().map { place, chunk in
      guard place < chunks.count, chunks[place].validity.holds(for: query.asOf, query.asOfDay)
      else { return .nothing }
      let found = chunks[place]
      var added: [Int32] = []
      if ids[relation][place] != new.chunkIDs[place] {
        guard let chunk, let keys = chunk.growth.keys(since: ids[relation][place]),
          found.growths < Self.mostGrowths
        else { return .nothing }
        added = chunk.rows(of: keys, shift: new.shape.shift)
      }
      let isKnown = found.seen.allSatisfy { lead in
        areSame[lead.relation] || isSame(lead, cube, for: chunk, but: added)
      }
      return !isKnown ? .nothing : added.isEmpty ? .all(found) : .allBut(found, added)
    }
  }

  private func isSame(_ place: Int, _ cube: Cube) -> Bool {
    lows[place] == cube.relations[place].low && ids[place] == cube.relations[place].chunkIDs
  }

  /// Whether a chunk's rows, but for added ones, still find the same where a link leads: where that
  /// has only grown, none of them leads to what was added.
  private func isSame(_ lead: Lead, _ cube: Cube, for chunk: Chunk?, but added: [Int32]) -> Bool {
    let (low, old, new) = (lows[lead.relation], ids[lead.relation], cube.relations[lead.relation])
    let first = max(lead.low, min(low, new.low))
    let end = min(lead.high + 1, max(low + old.count, new.low + new.chunks.count))
    return (first..<max(first, end)).allSatisfy { number in
      let before = old.indices.contains(number - low) ? old[number - low] : 0
      let place = number - new.low
      guard new.chunks.indices.contains(place) else { return before == 0 }
      if before == new.chunkIDs[place] { return true }
      guard let keys = new.chunks[place]?.growth.keys(since: before), let chunk,
        let column = lead.column.map({ chunk.columns[$0] })
      else { return false }
      guard keys.contains(where: { column.low <= $0 && $0 <= column.high }) else { return true }
      let (least, most, wanted) = (keys.min() ?? 0, keys.max() ?? 0, Set(keys))
      return column.rows { least <= $0 && $0 <= most && wanted.contains($0) }
        .allSatisfy { added.contains($0) }
    }
  }

  /// Whether some of it was found by reading only the rows that were added.
  package var hasGrown: Bool { chunks.contains { $0.growths > 0 } }

  /// About how much memory it takes, in bytes.
  public var size: Int {
    let parts = chunks.reduce(0) { $0 + 128 + ($1.partial?.size ?? 0) }
    return blocks.reduce(parts) { $0 + ($1?.size ?? 0) } + sums.size + answer.order.count * 72
  }
}

/// The rows of an answer, and the group that each is of.
struct Arrangement: Sendable {
  let frame: Frame
  let order: [Int]
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

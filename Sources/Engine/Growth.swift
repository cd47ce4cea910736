/// How a chunk came of former ones to which only rows of new keys were added.
///
/// What rows were found to say before they still say, so that only the added ones need be read.
struct Growth: Sendable {
  /// The keys that were added, the latest last.
  private let keys: [Int]
  /// The former chunks, and how many of the keys each had not.
  private let bases: [(id: Int, keys: Int)]
  /// More keys are as well read with all others.
  private static let most = 256

  init(of old: Chunk?, by added: [Int]?) {
    guard let old, let added, added.count <= Self.most else {
      (keys, bases) = ([], [])
      return
    }
    let before = old.growth.keys.count + added.count <= Self.most ? old.growth : nil
    keys = (before?.keys ?? []) + added
    bases =
      (before?.bases ?? []).map { ($0.id, $0.keys + added.count) } + [(old.id, added.count)]
  }

  /// The keys that were added to a former chunk; nil when it did not only grow.
  func keys(since id: Int) -> [Int]? {
    bases.last { $0.id == id }.map { Array(keys.suffix($0.keys)) }
  }
}

extension Chunk {
  /// The rows of keys, ascending.
  func rows(of keys: [Int], shift: Int) -> [Int32] {
    guard let low = keys.min(), let high = keys.max() else { return [] }
    if let starts = starts?.start.assumingMemoryBound(to: UInt32.self) {
      let places = Set(keys.map { $0 & (1 << shift - 1) }).sorted()
      return places.flatMap { (starts[$0]..<starts[$0 + 1]).map { Int32($0) } }
    }
    let wanted = Set(keys)
    if columns[0].step == 1 {
      return wanted.sorted().map { $0 - columns[0].base }.filter { (0..<count).contains($0) }
        .map { Int32($0) }
    }
    return columns[0].rows { low <= $0 && $0 <= high && wanted.contains($0) }
  }
}

extension Column {
  /// The rows whose values fulfil a condition, ascending.
  func rows(where condition: (Int) -> Bool) -> [Int32] {
    var rows: [Int32] = []
    for (row, value) in values.enumerated() where condition(value) { rows.append(Int32(row)) }
    return rows
  }
}

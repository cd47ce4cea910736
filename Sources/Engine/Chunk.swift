import Synchronization

/// The rows of a relation whose keys have the same high bits, in the order of their keys.
final class Chunk: Sendable {
  /// Told apart from every other chunk there ever was.
  let id = Chunk.made.add(1, ordering: .relaxed).newValue
  let count: Int
  let columns: [Column]
  /// The place of the first key, when keys follow each other with one row each.
  let first: Int
  /// Where the rows of each place begin, when keys do not follow each other.
  let starts: Bytes?
  /// Whether the last row of every key lasts as long as any row of the chunk; false when rows have
  /// no times.
  let isOpenEnded: Bool
  /// The version of the cube in which it came to have rows of these keys.
  let stamp: Int
  /// The chunks it grew from by rows of new keys alone.
  let growth: Growth
  /// The columns that were asked by key, found when first asked.
  let keyed = Mutex<[KeyedForm.Column: Bytes]>([:])
  /// The runs of its rows, found when first asked.
  let knownRuns = Mutex<KnownRuns?>(nil)

  private static let made = Atomic(0)

  /// Packs rows; what is as it was in `old` is shared with it.
  ///
  /// - Parameter added: the keys of the rows that `old` has not; nil when it has others too.
  init(
    _ columns: [UnsafeBufferPointer<Int>], shape: RelationShape, stamp: Int, over old: Chunk?,
    added: [Int]? = nil
  ) {
    count = columns[0].count
    let order = shape.rowOrder(columns)
    let packed = columns.enumerated().map { place, values in
      let column =
        order.map { order in
          order.map { values[$0] }.withUnsafeBufferPointer { Column($0, stamp: stamp) }
        } ?? Column(values, stamp: stamp)
      guard let same = old?.columns[place], same.equals(column) else { return column }
      return same
    }
    self.columns = packed
    let (keys, places) = (columns[0], 1 << shape.shift)
    if packed[0].step == 1 || keys.count <= 1 || order != nil {
      first = (keys.first ?? 0) & (places - 1)
      starts = nil
    } else {
      first = 0
      starts = Self.starts(keys, places)
    }
    isOpenEnded = shape.isOpenEnded(columns)
    let isSame = old.map { $0.columns[0] === packed[0] } ?? false
    self.stamp = isSame ? old?.stamp ?? stamp : stamp
    growth = Growth(of: old, by: added)
  }

  /// What was packed before.
  init(count: Int, first: Int, starts: Bytes?, isOpenEnded: Bool, columns: [Column]) {
    (self.count, self.first, self.starts, self.columns) = (count, first, starts, columns)
    self.isOpenEnded = isOpenEnded
    stamp = 0
    growth = Growth(of: nil, by: nil)
  }

  private static func starts(_ keys: UnsafeBufferPointer<Int>, _ places: Int) -> Bytes {
    Bytes(count: (places + 1) * 4) { memory in
      let starts = memory.bindMemory(to: UInt32.self, capacity: places + 1)
      var row = 0
      for place in 0...places {
        while row < keys.count, keys[row] & (places - 1) < place { row += 1 }
        starts[place] = UInt32(row)
      }
    }
  }
}

extension RelationShape {
  /// Where the rows of a chunk stand in the order of the relation; nil when they stay as they are.
  fileprivate func rowOrder(_ columns: [UnsafeBufferPointer<Int>]) -> [Int]? {
    if arrangedBy.isEmpty { return nil }
    var places = Array(columns[0].indices)
    // Why: ordering by the last column first leaves, within equals, what was before.
    for name in arrangedBy.reversed() {
      guard let column = self.columns.firstIndex(where: { $0.name == name }) else { continue }
      let values = columns[column]
      guard let low = values.lazy.filter({ $0 != .missing }).min(),
        let high = values.max(), high - low < 1 << 16
      else { continue }
      places = Self.ordered(places, high - low + 2) {
        values[$0] == .missing ? 0 : values[$0] - low + 1
      }
    }
    return places
  }

  /// Whether the last row of every key lasts as long as any.
  fileprivate func isOpenEnded(_ columns: [UnsafeBufferPointer<Int>]) -> Bool {
    guard let until = self.columns.firstIndex(where: { $0.name == "until_at" }) else {
      return false
    }
    let (keys, ends) = (columns[0], columns[until])
    let high = ends.max()
    return keys.indices.allSatisfy { row in
      (row + 1 < keys.count && keys[row + 1] == keys[row]) || ends[row] == high
    }
  }

  /// Places in the order of small numbers; equals stay as they were.
  private static func ordered(_ places: [Int], _ most: Int, by number: (Int) -> Int) -> [Int] {
    var starts = [Int](repeating: 0, count: most + 1)
    for place in places { starts[number(place) + 1] += 1 }
    for index in 1...most { starts[index] += starts[index - 1] }
    var ordered = places
    for place in places {
      ordered[starts[number(place)]] = place
      starts[number(place)] += 1
    }
    return ordered
  }
}

/// The rows of a relation whose keys have the same high bits, in the order of their keys.
final class Chunk: Sendable {
  let count: Int
  let columns: [Column]
  /// The place of the first key, when keys follow each other with one row each.
  let first: Int
  /// Where the rows of each place begin, when keys do not follow each other.
  let starts: Bytes?
  /// The version of the cube in which it came to have rows of these keys.
  let stamp: Int

  /// Packs rows; what is as it was in `old` is shared with it.
  init(_ columns: [UnsafeBufferPointer<Int>], shape: RelationShape, stamp: Int, over old: Chunk?) {
    let keys = columns[0]
    count = keys.count
    let packed = columns.enumerated().map { place, values in
      let column = Column(values, stamp: stamp)
      guard let same = old?.columns[place], same.equals(column) else { return column }
      return same
    }
    self.columns = packed
    let places = 1 << shape.shift
    if packed[0].step == 1 || keys.count == 1 {
      first = (keys.first ?? 0) & (places - 1)
      starts = nil
    } else {
      first = 0
      starts = Self.starts(keys, places)
    }
    let isSame = old.map { $0.columns[0] === packed[0] } ?? false
    self.stamp = isSame ? old?.stamp ?? stamp : stamp
  }

  /// What was packed before.
  init(count: Int, first: Int, starts: Bytes?, columns: [Column]) {
    (self.count, self.first, self.starts, self.columns) = (count, first, starts, columns)
    stamp = 0
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

/// Gathers different combinations of values, each once a group.
final class DistinctAccumulator: Accumulator {
  /// The bits of the values in a combination; those of the group stand above. A value that is a key
  /// of the groups, at a place among them, has none.
  private let bounds: [(bits: KeyBounds, key: Int?)]
  private let groupShift: Int
  private let grouping: Grouping
  private var seen: [UInt8] = []
  private let slots = UnsafeMutablePointer<Int32>.allocate(capacity: BatchGroups.most)
  /// Groups and numbers of combinations, merged.
  private var merged = PairSet()
  /// How many combinations at most have a place of their own: all places are looked through at the
  /// end.
  private static let most = 1 << 18

  /// Gathers combinations of values between bounds, or merges them.
  ///
  /// - Parameter keys: for each value its place among the keys of the groups, if it is one.
  init(_ spans: [Span], keys: [Int?], of grouping: Grouping) {
    self.grouping = grouping
    var bounds: [(bits: KeyBounds, key: Int?)] = []
    var shift = 0
    for (span, key) in zip(spans, keys) {
      let bits = KeyBounds(span, shift: shift, withMissing: false)
      bounds.append((bits, key))
      if key == nil { shift = min(shift + bits.bits, KeyBounds.tooMany / 2) }
    }
    self.bounds = bounds
    groupShift = shift
  }

  deinit { slots.deallocate() }

  func update(_ batch: Batch<Int32>) { take(batch) }

  func update(_ batch: Batch<Int>) { take(batch) }

  @inline(__always)
  private func take<Number: Word>(_ batch: Batch<Number>) {
    let count = batch.groups.count
    guard count << groupShift < Self.most else {
      flush()
      return hash(batch)
    }
    if seen.count < count << groupShift {
      seen += repeatElement(0, count: count << groupShift * 2 - seen.count)
    }
    findSlots(batch)
    let slots = slots
    seen.withUnsafeMutableBufferPointer { seen in
      if let mask = batch.mask {
        Self.mark(&seen, slots, batch) { mask[$0] }
      } else {
        Self.mark(&seen, slots, batch) { _ in 1 }
      }
    }
  }

  /// Writes the place in `seen` of each row's combination.
  private func findSlots<Number: Word>(_ batch: Batch<Number>) {
    let shift = Int32(truncatingIfNeeded: groupShift)
    for row in 0..<batch.count { slots[row] = batch.groups.ofRows[row] &<< shift }
    for (bound, values) in zip(bounds, batch.values) where bound.key == nil && !bound.bits.isFixed {
      bound.bits.add(values, batch.count, to: slots, isFirst: false)
    }
  }

  /// How many rows are looked at at once for being of one combination.
  private static let block = 16

  @inline(__always)
  private static func mark<Number: Word>(
    _ seen: inout UnsafeMutableBufferPointer<UInt8>, _ slots: UnsafeMutablePointer<Int32>,
    _ batch: Batch<Number>, _ isMarked: (Int) -> UInt8
  ) {
    if batch.groups.runs.isEmpty {
      for row in 0..<batch.count { seen[Int(slots[row])] |= isMarked(row) }
      return
    }
    // Why: rows of one group are often of one combination, whose place need not be written each time.
    let whole = batch.count & ~(block - 1)
    for start in stride(from: 0, to: whole, by: block) {
      let slot = slots[start]
      var (difference, mark) = (Int32(0), UInt8(0))
      for row in start..<start + block {
        difference |= slots[row] ^ slot
        mark |= isMarked(row)
      }
      if difference == 0 {
        seen[Int(slot)] |= mark
      } else {
        for row in start..<start + block { seen[Int(slots[row])] |= isMarked(row) }
      }
    }
    for row in whole..<batch.count { seen[Int(slots[row])] |= isMarked(row) }
  }

  private func hash<Number: Word>(_ batch: Batch<Number>) {
    let groups = batch.groups.ofRows
    let rows = (0..<batch.count).filter { row in batch.mask.map { $0[row] != 0 } ?? true }
    merged.insert(rows.count) { place in
      let row = rows[place]
      return (groups[row], Self.number(batch.values.count) { batch.values[$0][row].wide })
    }
  }

  func merge(_ other: Gathered, map: [Int32], count: Int) {
    guard case .pairs(let pairs) = other else { return }
    // Why: the groups of what comes first keep their numbers.
    if merged.count == 0, map.indices.allSatisfy({ map[$0] == $0 }) {
      merged = pairs
    } else {
      merged.insert(pairs.count) { (map[Int(pairs.groups[$0])], pairs.numbers[$0]) }
    }
  }

  func finish(count: Int) -> Gathered {
    flush()
    return .pairs(merged)
  }

  /// Keeps the combinations seen so far as numbers.
  private func flush() {
    let slots = marked
    func pair(_ slot: Int) -> (group: Int32, number: Int) {
      let group = slot >> groupShift
      let number = Self.number(bounds.count) { place in
        bounds[place].key.map { grouping.key($0, of: group) } ?? bounds[place].bits.value(in: slot)
      }
      return (Int32(group), number)
    }
    if merged.count == 0 {
      let pairs = slots.map(pair)
      merged = PairSet(groups: pairs.map(\.group), numbers: pairs.map(\.number))
    } else {
      merged.insert(slots.count) { pair(slots[$0]) }
    }
    seen = []
  }

  /// The places in `seen` that are marked; eight are looked at at once.
  private var marked: [Int] {
    var found: [Int] = []
    seen.withUnsafeBytes { seen in
      for start in stride(from: 0, to: seen.count, by: 8) {
        let end = min(start + 8, seen.count)
        if end - start == 8, seen.loadUnaligned(fromByteOffset: start, as: UInt64.self) == 0 {
          continue
        }
        for slot in start..<end where seen[slot] != 0 { found.append(slot) }
      }
    }
    return found
  }

  /// A combination as one number, as SQL makes it.
  private static func number(_ count: Int, _ value: (Int) -> Int) -> Int {
    (0..<count).reduce(0) { $0 &+ ($1 == count - 1 ? value($1) : value($1) &* 1_048_576) }
  }
}

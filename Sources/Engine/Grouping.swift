/// Numbers groups by the values of their keys, in the order in which they first appear.
///
/// When the bounds of the keys leave few combinations, each has a slot of its own; else they are
/// found by hash.
final class Grouping {
  @exclusivity(unchecked) private(set) var count = 0
  /// The groups' keys, one group after another.
  @exclusivity(unchecked) private(set) var keys: [Int] = []
  private let width: Int
  private let bounds: [KeyBounds]
  @exclusivity(unchecked) private var slots: [Int32]
  private let isDense: Bool
  /// Whether every group so far has the number of its slot.
  @exclusivity(unchecked) private var isInOrder = true
  private static let mostBits = 18
  /// So few slots are looked at all at once.
  private static let fewSlots = 64

  /// Groups of keys whose bounds are known.
  init(_ spans: [Span]) {
    width = spans.count
    var bounds: [KeyBounds] = []
    var bits = 0
    for span in spans {
      let key = KeyBounds(span, shift: bits, withMissing: true)
      bounds.append(key)
      bits = min(bits + key.bits, Self.mostBits + 1)
    }
    isDense = bits <= Self.mostBits
    self.bounds = bounds
    slots = [Int32](repeating: -1, count: isDense ? 1 << bits : 1_024)
  }

  /// Groups of keys of which nothing is known.
  init(width: Int) {
    self.width = width
    (bounds, isDense) = ([], width == 0)
    slots = [Int32](repeating: -1, count: width == 0 ? 1 : 256)
  }

  /// The value of a key of a group.
  func key(_ place: Int, of group: Int) -> Int { keys[group * width + place] }

  /// Finds the group of each row.
  func number<Number: Word>(
    _ values: [UnsafePointer<Number>], count rows: Int, into groups: inout BatchGroups
  ) {
    if isDense {
      findSlots(values, rows, groups.slots)
      groups.findRuns(rows)
      if groups.runs.isEmpty {
        number(values, rows, groups)
      } else {
        groups.renumber { slot, row in group(ofSlot: slot, values, row) }
      }
    } else {
      for row in 0..<rows {
        groups.ofRows[row] = hashed { values[$0][row].wide }
        groups.slots[row] = groups.ofRows[row]
      }
      groups.findRuns(rows)
    }
    groups.count = count
  }

  /// Finds the group of each row by the place of its keys.
  @inline(__always)
  private func number<Number: Word>(
    _ values: [UnsafePointer<Number>], _ rows: Int, _ groups: BatchGroups
  ) {
    let (places, out) = (groups.slots, groups.ofRows)
    if slots.count <= Self.fewSlots {
      numberInOrder(values, rows, places)
      if isInOrder { return out.update(from: places, count: rows) }
    }
    var known: Int32 = 0
    slots.withUnsafeBufferPointer { slots in
      for row in 0..<rows {
        let group = slots[Int(places[row])]
        out[row] = group
        known |= group
      }
    }
    // Why: new groups soon become rare, so that most rows need not be asked about one by one.
    guard known < 0 else { return }
    for row in 0..<rows { out[row] = group(ofSlot: Int(places[row]), values, row) }
  }

  /// Numbers new groups in the order of their slots: where all slots have groups, a row's slot is its
  /// group, which need not be looked up.
  @inline(__always)
  private func numberInOrder<Number: Word>(
    _ values: [UnsafePointer<Number>], _ rows: Int, _ places: UnsafePointer<Int32>
  ) {
    var seen: UInt64 = 0
    for row in 0..<rows { seen |= 1 &<< UInt64(truncatingIfNeeded: places[row]) }
    for slot in slots.indices where seen &>> UInt64(slot) & 1 != 0 && slots[slot] < 0 {
      if let row = (0..<rows).first(where: { places[$0] == slot }) {
        _ = group(ofSlot: slot, values, row)
      }
    }
  }

  /// Writes the slot of each row's keys.
  private func findSlots<Number: Word>(
    _ values: [UnsafePointer<Number>], _ rows: Int, _ out: UnsafeMutablePointer<Int32>
  ) {
    var isFirst = true
    for (key, bound) in bounds.enumerated() where !bound.isFixed {
      bound.add(values[key], rows, to: out, isFirst: isFirst)
      isFirst = false
    }
    if isFirst { out.update(repeating: 0, count: rows) }
  }

  @inline(__always)
  private func group<Number: Word>(
    ofSlot slot: Int, _ values: [UnsafePointer<Number>], _ row: Int
  ) -> Int32 {
    if slots[slot] < 0 {
      isInOrder = isInOrder && slot == count
      slots[slot] = Int32(count)
      count += 1
      for column in values { keys.append(column[row].wide) }
    }
    return slots[slot]
  }

  /// The number of one group by its keys, which begin at a place of `keys`.
  func number(of keys: [Int], at start: Int) -> Int32 {
    if width == 0 {
      count = 1
      return 0
    }
    return hashed { keys[start + $0] }
  }

  @inline(__always)
  private func hashed(_ key: (Int) -> Int) -> Int32 {
    var hash: UInt = 0
    for place in 0..<width {
      hash = (hash ^ UInt(bitPattern: key(place))) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 32
    }
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let start = Int(slots[slot]) * width
      var isSame = true
      for place in 0..<width where keys[start + place] != key(place) { isSame = false }
      if isSame { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(count)
    for place in 0..<width { keys.append(key(place)) }
    count += 1
    if count * 2 > slots.count { grow() }
    return Int32(count - 1)
  }

  private func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for group in 0..<count {
      var hash: UInt = 0
      for place in 0..<width {
        hash = (hash ^ UInt(bitPattern: keys[group * width + place])) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 32
      }
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(group)
    }
  }
}

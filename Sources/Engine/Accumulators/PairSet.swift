/// Different pairs of a group and a number, in the order in which they first came.
struct PairSet {
  private(set) var groups: [Int32] = []
  private(set) var numbers: [Int] = []
  /// The places of the pairs by their hash, -1 where there is none; twice as many as pairs at least.
  private var slots: [Int32]

  /// A set that has room for so many pairs.
  init(expecting count: Int = 0) {
    var size = 256
    while size < count * 2 { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
    groups.reserveCapacity(count)
    numbers.reserveCapacity(count)
  }

  mutating func insert(_ group: Int32, _ number: Int) {
    var slot = Self.hash(group, number) & (slots.count - 1)
    while slots[slot] >= 0 {
      let place = Int(slots[slot])
      if numbers[place] == number, groups[place] == group { return }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(numbers.count)
    groups.append(group)
    numbers.append(number)
    if numbers.count * 2 > slots.count { grow() }
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for place in numbers.indices {
      var slot = Self.hash(groups[place], numbers[place]) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(place)
    }
  }

  /// Both numbers spread over all bits; the high ones depend on all of them.
  private static func hash(_ group: Int32, _ number: Int) -> Int {
    let both = UInt(bitPattern: number) ^ UInt(UInt32(bitPattern: group)) << 40
    return Int(truncatingIfNeeded: both &* 0x9E37_79B9_7F4A_7C15 >> 32)
  }
}

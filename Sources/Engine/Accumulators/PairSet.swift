/// Different pairs of a group and a number, in the order in which they first came.
struct PairSet: Sendable {
  private(set) var groups: [Int32] = []
  private(set) var numbers: [Int] = []
  /// The places of the pairs by their hash, -1 where there is none; twice as many as pairs at least.
  /// None until a pair must be looked for.
  private var slots: [Int32] = []

  /// No pairs.
  init() {}

  /// Pairs that are known to differ.
  init(groups: [Int32], numbers: [Int]) {
    (self.groups, self.numbers) = (groups, numbers)
  }

  var count: Int { numbers.count }

  /// How much memory it takes, in bytes.
  var size: Int { count * 12 + slots.count * 4 }

  /// Takes in so many pairs, of which it may have some.
  mutating func insert(_ count: Int, _ pair: (_ place: Int) -> (group: Int32, number: Int)) {
    makeRoom(for: self.count + count)
    groups.reserveCapacity(self.count + count)
    numbers.reserveCapacity(self.count + count)
    var (slots, groups, numbers) = ([Int32](), [Int32](), [Int]())
    swap(&slots, &self.slots)
    swap(&groups, &self.groups)
    swap(&numbers, &self.numbers)
    defer { (self.slots, self.groups, self.numbers) = (slots, groups, numbers) }
    let mask = slots.count - 1
    slots.withUnsafeMutableBufferPointer { slots in
      for place in 0..<count {
        let (group, number) = pair(place)
        var slot = Self.hash(group, number) & mask
        var known = Int(slots[slot])
        while known >= 0, numbers[known] != number || groups[known] != group {
          slot = (slot + 1) & mask
          known = Int(slots[slot])
        }
        if known >= 0 { continue }
        slots[slot] = Int32(truncatingIfNeeded: numbers.count)
        groups.append(group)
        numbers.append(number)
      }
    }
  }

  /// Makes the slots enough for so many pairs.
  private mutating func makeRoom(for count: Int) {
    guard slots.count < count * 2 else { return }
    var size = 64
    while size < count * 2 { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
    slots.withUnsafeMutableBufferPointer { slots in
      for place in numbers.indices {
        var slot = Self.hash(groups[place], numbers[place]) & (size - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
        slots[slot] = Int32(truncatingIfNeeded: place)
      }
    }
  }

  /// Both numbers spread over all bits; the high ones depend on all of them.
  @inline(__always)
  private static func hash(_ group: Int32, _ number: Int) -> Int {
    let both = UInt(bitPattern: number) ^ UInt(UInt32(bitPattern: group)) << 40
    return Int(truncatingIfNeeded: (both &* 0x9E37_79B9_7F4A_7C15) >> 32)
  }
}

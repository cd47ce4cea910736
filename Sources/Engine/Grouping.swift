/// Numbers groups by the values of their keys, in the order in which they first appear.
///
/// When the bounds of the keys leave few combinations, each has a slot of its own; else they are
/// found by hash.
final class Grouping {
  private(set) var count = 0
  /// The groups' keys, one group after another.
  private(set) var keys: [Int] = []
  private let width: Int
  private let bounds: [(low: Int, stride: Int)]
  private var slots: [Int32]
  private let isDense: Bool
  private static let most = 1 << 18

  /// Groups of keys whose bounds are known.
  init(_ spans: [Span]) {
    width = spans.count
    var bounds: [(low: Int, stride: Int)] = []
    var size = 1
    for span in spans {
      bounds.append((span.isMissing ? 0 : span.low, size))
      let extent =
        span.isMissing ? 0 : span.high.subtractingReportingOverflow(span.low).partialValue
      let isWide = extent < 0 || extent > Self.most
      size = isWide ? Self.most + 1 : min(size * (extent + 2), Self.most + 1)
    }
    isDense = size <= Self.most
    self.bounds = bounds
    slots = [Int32](repeating: -1, count: isDense ? size : 1_024)
  }

  /// Groups of keys of which nothing is known.
  init(width: Int) {
    self.width = width
    (bounds, isDense) = ([], width == 0)
    slots = [Int32](repeating: -1, count: width == 0 ? 1 : 256)
  }

  /// Writes the number of each row's group.
  func number<Number: Word>(
    _ values: [UnsafePointer<Number>], count rows: Int, into out: UnsafeMutablePointer<Int32>
  ) {
    if !isDense {
      for row in 0..<rows { out[row] = hashed { values[$0][row].wide } }
      return
    }
    out.update(repeating: 0, count: rows)
    for (key, bound) in bounds.enumerated() {
      let column = values[key]
      let low = Number(truncatingIfNeeded: bound.low) &- 1
      let stride = Int32(truncatingIfNeeded: bound.stride)
      for row in 0..<rows {
        let place = column[row] == .none ? 0 : column[row] &- low
        out[row] &+= Int32(truncatingIfNeeded: place) &* stride
      }
    }
    slots.withUnsafeMutableBufferPointer { slots in
      for row in 0..<rows {
        let slot = Int(out[row])
        if slots[slot] < 0 {
          slots[slot] = Int32(count)
          count += 1
          for column in values { keys.append(column[row].wide) }
        }
        out[row] = slots[slot]
      }
    }
  }

  /// The number of one group by its keys, which begin at a place of `keys`.
  func number(of keys: [Int], at start: Int) -> Int32 {
    if width == 0 {
      count = 1
      return 0
    }
    return hashed { keys[start + $0] }
  }

  /// The number of a group of two keys.
  func number(of first: Int, _ second: Int) -> Int32 {
    hashed { $0 == 0 ? first : second }
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

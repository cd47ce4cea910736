/// The values of a column in a chunk, in the narrowest width that holds them.
///
/// A value is `base` plus what is stored; the greatest number of the width stands for a missing
/// one. Without a width it is `base` plus `step` times the row: a constant, or numbers in sequence.
final class Column: Sendable {
  let count: Int
  let width: Int
  let base: Int
  let step: Int
  /// The least and the greatest value; `low` is above `high` when there is none.
  let low: Int
  let high: Int
  /// The greatest value below `high`.
  let nextHigh: Int
  let hasMissing: Bool
  let bytes: Bytes?
  /// The version of the cube in which it came to hold these values.
  let stamp: Int

  /// Packs values.
  init(_ values: UnsafeBufferPointer<Int>, stamp: Int) {
    count = values.count
    self.stamp = stamp
    let survey = Survey(values)
    let bounds = survey.bounds
    (low, high, nextHigh) = (bounds.low, bounds.high, bounds.nextHigh)
    hasMissing = bounds.hasMissing
    if low > high || (low == high && !hasMissing) {
      (width, base, step, bytes) = (0, low > high ? .missing : low, 0, nil)
      return
    }
    if survey.isSequence, !hasMissing {
      (width, base, step, bytes) = (0, low, 1, nil)
      return
    }
    step = 0
    switch UInt(bitPattern: high &- low) {
    case ..<UInt(UInt8.max):
      (width, base, bytes) = (1, low, Self.pack(values, UInt8.self, low))
    case ..<UInt(UInt16.max):
      (width, base, bytes) = (2, low, Self.pack(values, UInt16.self, low))
    case ..<UInt(UInt32.max):
      (width, base, bytes) = (4, low, Self.pack(values, UInt32.self, low))
    default:
      (width, base, bytes) = (8, 0, Self.copy(values))
    }
  }

  /// What was packed before.
  init(count: Int, width: Int, base: Int, step: Int, bounds: Bounds, bytes: Bytes?) {
    (self.count, self.width, self.base, self.step) = (count, width, base, step)
    (low, high, nextHigh) = (bounds.low, bounds.high, bounds.nextHigh)
    hasMissing = bounds.hasMissing
    self.bytes = bytes
    stamp = 0
  }

  func equals(_ other: Column) -> Bool {
    guard count == other.count, width == other.width, base == other.base, step == other.step,
      hasMissing == other.hasMissing
    else { return false }
    guard let bytes, let others = other.bytes else { return true }
    return bytes.equals(others)
  }

  private static func copy(_ values: UnsafeBufferPointer<Int>) -> Bytes {
    Bytes(count: values.count * MemoryLayout<Int>.size) { start in
      let copied = start.bindMemory(to: Int.self, capacity: values.count)
      for row in 0..<values.count { copied[row] = values[row] }
    }
  }

  private static func pack<T: FixedWidthInteger & UnsignedInteger>(
    _ values: UnsafeBufferPointer<Int>, _ type: T.Type, _ base: Int
  ) -> Bytes {
    Bytes(count: values.count * MemoryLayout<T>.size) { start in
      let packed = start.bindMemory(to: T.self, capacity: values.count)
      for row in 0..<values.count {
        let value = values[row]
        packed[row] = value == .missing ? T.max : T(truncatingIfNeeded: value &- base)
      }
    }
  }
}

/// The least and the greatest of values, the greatest below that, and whether any is missing.
struct Bounds {
  var low = Int.max
  var high = Int.missing
  var nextHigh = Int.missing
  var hasMissing = false
}

/// What must be known of values to pack them.
private struct Survey {
  var bounds = Bounds()
  var isSequence = true

  init(_ values: UnsafeBufferPointer<Int>) {
    let first = values.first ?? 0
    var bounds = Bounds()
    for row in 0..<values.count {
      let value = values[row]
      if value != first &+ row { isSequence = false }
      if value == .missing {
        bounds.hasMissing = true
        continue
      }
      if value < bounds.low { bounds.low = value }
      if value > bounds.high {
        bounds.nextHigh = bounds.high
        bounds.high = value
      } else if value > bounds.nextHigh, value < bounds.high {
        bounds.nextHigh = value
      }
    }
    self.bounds = bounds
  }
}

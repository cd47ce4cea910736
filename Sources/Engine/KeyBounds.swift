/// Where the values of a key stand among combinations of keys: each has bits of its own.
///
/// Bits are shifted, not multiplied: processors shift many numbers at once.
struct KeyBounds {
  /// The value whose bits are 0, but for one that stands for a missing value.
  let low: Int
  /// How many bits tell its values.
  let bits: Int
  /// How many bits of other keys stand below.
  let shift: Int
  /// Whether the key has only one value.
  let isFixed: Bool
  private let isMissable: Bool

  /// More bits than anything has room for.
  static let tooMany = 62

  init(_ span: Span, shift: Int, withMissing: Bool) {
    self.shift = shift
    isFixed = span.isMissing || span.constant != nil
    isMissable = span.canMiss
    let extra = withMissing && span.canMiss && !span.isMissing ? 1 : 0
    low = span.isMissing ? 0 : span.low &- extra
    let extent = span.isMissing ? 0 : span.high.subtractingReportingOverflow(low).partialValue
    bits =
      isFixed
      ? 0 : extent < 0 ? Self.tooMany : min(Int.bitWidth - extent.leadingZeroBitCount, Self.tooMany)
  }

  /// Adds the key's bits to combinations, or begins them.
  @inline(__always)
  func add<Number: Word>(
    _ values: UnsafePointer<Number>, _ rows: Int, to out: UnsafeMutablePointer<Int32>,
    isFirst: Bool
  ) {
    switch (isMissable, isFirst) {
    case (false, true): each(values, rows) { out[$0] = $1 }
    case (false, false): each(values, rows) { out[$0] |= $1 }
    case (true, true):
      each(values, rows) { out[$0] = values[$0] == .none ? 0 : $1 }
    case (true, false):
      each(values, rows) { out[$0] |= values[$0] == .none ? 0 : $1 }
    }
  }

  @inline(__always)
  private func each<Number: Word>(
    _ values: UnsafePointer<Number>, _ rows: Int, _ body: (Int, Int32) -> Void
  ) {
    let (low, shift) = (Number(truncatingIfNeeded: low), Int32(truncatingIfNeeded: shift))
    for row in 0..<rows {
      body(row, Int32(truncatingIfNeeded: values[row] &- low) &<< shift)
    }
  }

  /// The value whose bits stand in a combination.
  func value(in combination: Int) -> Int { low + combination >> shift & (1 << bits - 1) }
}

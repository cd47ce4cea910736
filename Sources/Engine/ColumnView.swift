/// A column without its owner: what the inner loops read.
struct ColumnView {
  let bytes: UnsafeRawPointer
  let base: Int
  let step: Int
  let width: Int
  /// The bits of 64 that a stored number takes.
  let mask: UInt
  /// 1 where the greatest number of the width stands for a missing value, else 0.
  let missing: UInt
  /// How many bits of a word the width takes, up to 63.
  let bits: UInt

  init(_ column: Column?) {
    bytes = column?.bytes?.start ?? UnsafeRawPointer(Self.nothing)
    base = column?.base ?? .missing
    step = column?.step ?? 0
    width = column?.width ?? 0
    mask = width == 0 ? 0 : UInt.max >> UInt(64 - 8 * width)
    bits = UInt(min(8 * width, 63))
    // Why: a value of the whole width is stored as it is, a missing one too.
    missing =
      switch width {
      case 0: base == .missing ? 1 : 0
      case 8: 0
      default: column?.hasMissing == true ? 1 : 0
      }
  }

  // Why: nothing ever writes to it.
  nonisolated(unsafe) private static let nothing = UnsafeMutableRawPointer.allocate(
    byteCount: 8, alignment: 8)

  /// Reads rows in sequence.
  func read<Number: Word>(
    from first: Int, count: Int, into out: UnsafeMutablePointer<Number>
  ) {
    switch width {
    case 1: read(UInt8.self, first, count, out)
    case 2: read(UInt16.self, first, count, out)
    case 4: read(UInt32.self, first, count, out)
    case 8:
      let stored = bytes.assumingMemoryBound(to: Int.self) + first
      for row in 0..<count { out[row] = Number(stored[row]) }
    default:
      for row in 0..<count { out[row] = Number(base &+ step &* (first &+ row)) }
    }
  }

  private func read<T: FixedWidthInteger & UnsignedInteger, Number: Word>(
    _ type: T.Type, _ first: Int, _ count: Int, _ out: UnsafeMutablePointer<Number>
  ) {
    let stored = bytes.assumingMemoryBound(to: T.self) + first
    let base = Number(truncatingIfNeeded: base)
    if missing == 0 {
      for row in 0..<count { out[row] = base &+ Number(truncatingIfNeeded: stored[row]) }
    } else {
      for row in 0..<count {
        let number = stored[row]
        out[row] = number == T.max ? Number.none : base &+ Number(truncatingIfNeeded: number)
      }
    }
  }

  /// Reads chosen rows.
  func read<Number: Word>(
    _ rows: UnsafePointer<Int32>, count: Int, into out: UnsafeMutablePointer<Number>
  ) {
    for place in 0..<count { out[place] = value(Int(rows[place])) }
  }

  /// Reads 0 where there is a value, in rows in sequence or in chosen ones.
  func readPresence<Number: Word>(
    _ rows: UnsafePointer<Int32>?, from first: Int, count: Int,
    into out: UnsafeMutablePointer<Number>
  ) {
    let none = width == 8 ? UInt(bitPattern: .missing) : missing == 0 ? .max : mask
    if let rows {
      for place in 0..<count { out[place] = stored(Int(rows[place])) == none ? .none : 0 }
    } else {
      for place in 0..<count { out[place] = stored(first &+ place) == none ? .none : 0 }
    }
  }

  /// What is stored for a row, read the same way whatever the width.
  @inline(__always)
  func stored(_ row: Int) -> UInt {
    bytes.loadUnaligned(fromByteOffset: row &* width, as: UInt.self) & mask
  }

  /// The value of a row.
  @inline(__always)
  func value<Number: Word>(_ row: Int) -> Number {
    let stored = stored(row)
    return missing != 0 && stored == mask
      ? Number.none
      : Number(truncatingIfNeeded: base &+ step &* row &+ Int(bitPattern: stored))
  }
}

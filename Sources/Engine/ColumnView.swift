/// A column without its owner: what the inner loops read.
struct ColumnView {
  let bytes: UnsafeRawPointer
  let base: Int
  let step: Int
  let width: Int
  /// The stored number that stands for a missing value; a number no width can hold when there is
  /// none.
  let marker: UInt

  init(_ column: Column?) {
    bytes = column?.bytes?.start ?? UnsafeRawPointer(Self.nothing)
    base = column?.base ?? .missing
    step = column?.step ?? 0
    width = column?.width ?? 0
    marker =
      column?.hasMissing == true && width > 0 && width < 8
      ? UInt.max >> UInt(64 - 8 * width) : UInt.max
  }

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
    if marker == .max {
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
    switch width {
    case 1: read(UInt8.self, rows, count, out)
    case 2: read(UInt16.self, rows, count, out)
    case 4: read(UInt32.self, rows, count, out)
    default: for place in 0..<count { out[place] = Number(value(Int(rows[place]))) }
    }
  }

  private func read<T: FixedWidthInteger & UnsignedInteger, Number: Word>(
    _ type: T.Type, _ rows: UnsafePointer<Int32>, _ count: Int,
    _ out: UnsafeMutablePointer<Number>
  ) {
    let stored = bytes.assumingMemoryBound(to: T.self)
    let (base, marker) = (Number(truncatingIfNeeded: base), marker)
    for place in 0..<count {
      let number = stored[Int(rows[place])]
      out[place] =
        UInt(truncatingIfNeeded: number) == marker
        ? Number.none : base &+ Number(truncatingIfNeeded: number)
    }
  }

  /// The value of a row.
  @inline(__always)
  func value(_ row: Int) -> Int {
    switch width {
    case 1: value(UInt8.self, row)
    case 2: value(UInt16.self, row)
    case 4: value(UInt32.self, row)
    case 8: bytes.load(fromByteOffset: row &* 8, as: Int.self)
    default: base &+ step &* row
    }
  }

  @inline(__always)
  func value<T: FixedWidthInteger & UnsignedInteger, Number: Word>(
    _ type: T.Type, _ row: Int
  ) -> Number {
    let number = bytes.load(fromByteOffset: row &* MemoryLayout<T>.size, as: T.self)
    return UInt(truncatingIfNeeded: number) == marker
      ? Number.none
      : Number(truncatingIfNeeded: base) &+ Number(truncatingIfNeeded: number)
  }
}

extension Chunk {
  func write(_ writer: inout ImageWriter) throws {
    try writer.number(count)
    try writer.number(first)
    try writer.number(starts == nil ? 0 : 1)
    if let starts { try writer.block(starts) }
    try writer.number(isOpenEnded ? 1 : 0)
    for column in columns { try column.write(&writer) }
  }

  /// Reads a chunk of so many columns.
  convenience init(_ reader: inout ImageReader, width: Int) throws {
    let count = try reader.number()
    let first = try reader.number()
    let starts = try reader.count(1) == 1 ? reader.block() : nil
    let isOpenEnded = try reader.count(1) == 1
    let columns = try (0..<width).map { _ in try Column(&reader) }
    guard columns.allSatisfy({ $0.count == count }) else { throw DamagedImage() }
    self.init(
      count: count, first: first, starts: starts, isOpenEnded: isOpenEnded, columns: columns)
  }
}

extension Column {
  func write(_ writer: inout ImageWriter) throws {
    for number in [count, width, base, step, low, high, nextHigh, hasMissing ? 1 : 0] {
      try writer.number(number)
    }
    if let bytes { try writer.block(bytes) }
  }

  convenience init(_ reader: inout ImageReader) throws {
    let numbers = try (0..<8).map { _ in try reader.number() }
    let bytes = numbers[1] > 0 ? try reader.block() : nil
    guard (bytes?.count ?? 0) == numbers[0] &* numbers[1] else { throw DamagedImage() }
    self.init(
      count: numbers[0], width: numbers[1], base: numbers[2], step: numbers[3],
      bounds: Bounds(
        low: numbers[4], high: numbers[5], nextHigh: numbers[6], hasMissing: numbers[7] == 1),
      bytes: bytes)
  }
}

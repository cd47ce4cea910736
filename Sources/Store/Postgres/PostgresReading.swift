/// A row of an answer that the server has given, read where libpq keeps it.
class PostgresReading: RowReading {
  final var result: PostgresResult?
  final var row = -1
  /// How many columns stand before those that are read.
  final let before: Int
  /// Cells of bytes that were lent, in their plain form.
  private final var lent: [UnsafeMutableRawBufferPointer] = []

  init(before: Int = 0) {
    self.before = before
  }

  deinit { takeBack() }

  func step() throws -> Bool {
    preconditionFailure("\(Self.self) does not say how it moves")
  }

  func reset() {
    result = nil
    row = -1
    takeBack()
  }

  /// Ends the life of bytes that were lent with the row before.
  final func takeBack() {
    guard !lent.isEmpty else { return }
    for bytes in lent { bytes.deallocate() }
    lent.removeAll()
  }

  final var width: Int { result.map { $0.width - before } ?? 0 }

  final func isEmpty(_ column: Int) -> Bool {
    result?.isEmpty(row, column + before) ?? true
  }

  final func integer(_ column: Int) -> Int64 {
    PostgresCell.integer(cell(column))
  }

  final func real(_ column: Int) -> Double {
    PostgresCell.real(cell(column))
  }

  final func text(_ column: Int) -> String? {
    isEmpty(column) ? nil : String(decoding: cell(column), as: UTF8.self)
  }

  final func utf8(_ column: Int) -> UnsafeRawBufferPointer {
    guard let result, result.type(column + before) == .bytes else { return cell(column) }
    let plain = PostgresCell.unpacked(cell(column))
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: plain.count, alignment: 1)
    copy.copyBytes(from: plain)
    lent.append(copy)
    return UnsafeRawBufferPointer(copy)
  }

  final func value(_ column: Int) -> StoredValue {
    guard let result, !isEmpty(column) else { return .null }
    let bytes = cell(column)
    switch result.type(column + before) {
    case .truth, .whole: return .integer(PostgresCell.integer(bytes))
    case .real: return .real(PostgresCell.real(bytes))
    case .decimal: return PostgresCell.decimal(bytes)
    case .bytes: return .bytes(PostgresCell.unpacked(bytes))
    case .text: return .text(String(decoding: bytes, as: UTF8.self))
    }
  }

  private final func cell(_ column: Int) -> UnsafeRawBufferPointer {
    result?.bytes(row, column + before) ?? UnsafeRawBufferPointer(start: nil, count: 0)
  }
}

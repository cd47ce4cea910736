/// New rows of a table, sent many at once.
final class PostgresAppender: RowAppender {
  private unowned let session: PostgresSession
  private let command: String
  private let width: Int
  private let bytes = PostgresBytes(capacity: 65_536)

  /// How many bytes are sent together.
  private static let piece = 1 << 16
  /// How many are held back at most while others are on their way.
  private static let limit = 1 << 20

  init(_ session: PostgresSession, _ table: String, _ columns: [String]) {
    self.session = session
    width = columns.count
    let names = columns.map(quoted).joined(separator: ", ")
    command = "COPY \(quoted(table)) (\(names)) FROM STDIN"
  }

  func add(_ values: [StoredValue]) throws {
    precondition(values.count == width, "a row of \(values.count) values for \(width) columns")
    let before = bytes.count
    do {
      for place in values.indices {
        if place > 0 { bytes.write(byte: 9) }
        try write(values[place])
      }
    } catch {
      bytes.cut(to: before)
      throw error
    }
    bytes.write(byte: 10)
    guard bytes.count >= Self.piece else { return }
    if session.connection.mayCopy(self) {
      try sendPiece()
    } else if bytes.count >= Self.limit {
      try session.flush()
    }
  }

  private func write(_ value: StoredValue) throws {
    switch value {
    case .null: bytes.write("\\N")
    case .integer(let number): bytes.write(number)
    case .real(let number): bytes.write(number)
    case .text(let text): try bytes.write(copied: text)
    case .bytes(let plain):
      bytes.write("\\\\x")
      bytes.write(hex: plain)
    }
  }

  /// Sends the rows held back and ends the copying; rows that come later begin another.
  func send() throws {
    if bytes.count > 0 { try sendPiece() }
    if session.connection.isCopying(self) { try session.connection.endCopy() }
  }

  private func sendPiece() throws {
    defer { bytes.clear(keeping: 2 * Self.limit) }
    if !session.connection.mayCopy(self) { try session.connection.finishCopy() }
    try session.connection.copy(bytes.bytes, command, of: self)
  }
}

import Cpq

/// New rows of a table, sent many at once.
final class PostgresAppender: RowAppender {
  private unowned let session: PostgresSession
  private let command: String
  private let width: Int
  private let bytes = PostgresBytes(capacity: 65_536)

  /// How many bytes are held back.
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
    if bytes.count >= Self.limit { try session.flush() }
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

  /// Sends the rows held back.
  func send() throws {
    guard bytes.count > 0 else { return }
    defer { bytes.clear(keeping: 2 * Self.limit) }
    let connection = session.connection
    try connection.closeAbandoned()
    try connection.start(command) { PQsendQuery(connection.raw, command) }
    _ = try connection.answer(command)
    for piece in stride(from: 0, to: bytes.count, by: Self.limit) {
      let length = Int32(min(Self.limit, bytes.count - piece))
      let start = bytes.bytes.baseAddress?.advanced(by: piece)
      guard PQputCopyData(connection.raw, start?.assumingMemoryBound(to: CChar.self), length) == 1
      else { throw connection.failure(command) }
    }
    guard PQputCopyEnd(connection.raw, nil) == 1 else { throw connection.failure(command) }
    _ = try connection.answer(command)
  }
}

import Domain
import GRDB
import GRDBSQLite

/// A statement compiled by GRDB, bound and stepped by SQLite directly, since many are run once a row.
final class SQLiteRowStatement: RowStatement {
  private let statement: Statement
  private let raw: SQLiteStatement

  init(_ statement: Statement) {
    self.statement = statement
    raw = statement.sqliteStatement
    reset()
  }

  deinit { reset() }

  func bind(_ number: Int64, at gap: Int) throws {
    try check(sqlite3_bind_int64(raw, CInt(gap), number))
  }

  func bind(_ text: String, at gap: Int) throws {
    try check(
      text.withBytes { bytes in
        sqlite3_bind_text(raw, CInt(gap), bytes.baseAddress, CInt(bytes.count), Self.copied)
      })
  }

  func bind(_ value: StoredValue, at gap: Int) throws {
    switch value {
    case .null: try check(sqlite3_bind_null(raw, CInt(gap)))
    case .integer(let number): try bind(number, at: gap)
    case .real(let number): try check(sqlite3_bind_double(raw, CInt(gap), number))
    case .text(let text): try bind(text, at: gap)
    case .bytes(let bytes):
      // Why: a blob of no address would be bound as nothing.
      try check(
        bytes.isEmpty
          ? sqlite3_bind_zeroblob(raw, CInt(gap), 0)
          : sqlite3_bind_blob(raw, CInt(gap), bytes, CInt(bytes.count), Self.copied))
    }
  }

  func run() throws {
    _ = try step()
    reset()
  }

  func change() throws -> Int {
    try run()
    return Int(sqlite3_changes64(sqlite3_db_handle(raw)))
  }

  func step() throws -> Bool {
    let code = sqlite3_step(raw)
    if code == SQLITE_ROW { return true }
    guard code == SQLITE_DONE else {
      let extended = sqlite3_extended_errcode(sqlite3_db_handle(raw))
      let error = error(code)
      reset()
      guard extended == DatabaseError.unique else { throw error }
      throw UniqueViolation(
        fault: PlainFault(
          .outside, "database.failed",
          [
            "path": String(cString: sqlite3_db_filename(sqlite3_db_handle(raw), nil)),
            "reason": "\(error)",
          ]))
    }
    return false
  }

  func reset() {
    // Why: the code it returns is that of the last step, which has been thrown already.
    _ = sqlite3_reset(raw)
  }

  var width: Int { Int(sqlite3_column_count(raw)) }

  func isEmpty(_ column: Int) -> Bool { sqlite3_column_type(raw, CInt(column)) == SQLITE_NULL }

  func integer(_ column: Int) -> Int64 { sqlite3_column_int64(raw, CInt(column)) }

  func real(_ column: Int) -> Double { sqlite3_column_double(raw, CInt(column)) }

  func text(_ column: Int) -> String? {
    isEmpty(column) ? nil : String(decoding: utf8(column), as: UTF8.self)
  }

  func utf8(_ column: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      start: sqlite3_column_text(raw, CInt(column)),
      count: Int(sqlite3_column_bytes(raw, CInt(column))))
  }

  func value(_ column: Int) -> StoredValue {
    switch sqlite3_column_type(raw, CInt(column)) {
    case SQLITE_INTEGER: .integer(integer(column))
    case SQLITE_FLOAT: .real(real(column))
    case SQLITE_TEXT: .text(text(column) ?? "")
    case SQLITE_BLOB:
      .bytes(
        Array(
          UnsafeRawBufferPointer(
            start: sqlite3_column_blob(raw, CInt(column)),
            count: Int(sqlite3_column_bytes(raw, CInt(column))))))
    default: .null
    }
  }

  private func check(_ code: CInt) throws {
    guard code == SQLITE_OK else { throw error(code) }
  }

  private func error(_ code: CInt) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: code),
      message: String(cString: sqlite3_errmsg(sqlite3_db_handle(raw))), sql: statement.sql)
  }

  /// What tells SQLite to copy a text at once (`SQLITE_TRANSIENT`, a macro that C keeps to itself).
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}

extension DatabaseError {
  /// SQLite's code for a key that is there already (`SQLITE_CONSTRAINT_UNIQUE`).
  fileprivate static var unique: CInt { ResultCode.SQLITE_CONSTRAINT_UNIQUE.rawValue }
}

extension String {
  /// Hands the text's bytes to `body` without copying them.
  fileprivate func withBytes<R>(_ body: (UnsafeBufferPointer<CChar>) -> R) -> R {
    var text = self
    return text.withUTF8 { $0.withMemoryRebound(to: CChar.self, body) }
  }
}

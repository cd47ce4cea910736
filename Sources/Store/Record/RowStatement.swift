import GRDB
import GRDBSQLite

/// A statement that is run once a row: compiled by GRDB, bound and stepped by SQLite directly.
///
/// Values stay bound from one run to the next, so what is the same in every row is bound once.
final class RowStatement {
  private let statement: Statement
  private let raw: SQLiteStatement

  /// Compiles the statement.
  init(_ db: Database, _ sql: String) throws {
    statement = try db.makeStatement(sql: sql)
    raw = statement.sqliteStatement
  }

  /// Binds a whole number to a gap, counted from 1.
  func bind(_ number: Int64, at gap: Int) throws {
    try check(sqlite3_bind_int64(raw, CInt(gap), number))
  }

  /// Binds a text to a gap, counted from 1.
  func bind(_ text: String, at gap: Int) throws {
    try check(
      text.withBytes { bytes in
        sqlite3_bind_text(raw, CInt(gap), bytes.baseAddress, CInt(bytes.count), Self.copied)
      })
  }

  /// Binds a value to a gap, counted from 1.
  func bind(_ value: StoredValue, at gap: Int) throws {
    switch value {
    case .null: try check(sqlite3_bind_null(raw, CInt(gap)))
    case .integer(let number): try bind(number, at: gap)
    case .real(let number): try check(sqlite3_bind_double(raw, CInt(gap), number))
    case .text(let text): try bind(text, at: gap)
    }
  }

  /// Runs a statement that answers nothing.
  func run() throws {
    _ = try step()
    reset()
  }

  /// Runs a statement that answers nothing, with a value for each gap.
  func run(_ values: [StoredValue]) throws {
    for place in values.indices { try bind(values[place], at: place + 1) }
    try run()
  }

  /// Runs a statement that puts one row in, and returns the row's id.
  func insert() throws -> Int64 {
    try run()
    return sqlite3_last_insert_rowid(sqlite3_db_handle(raw))
  }

  /// Moves to the next row of the answer; false when there is none.
  ///
  /// - Throws: `DatabaseError`; the statement is ready to be bound anew then.
  func step() throws -> Bool {
    let code = sqlite3_step(raw)
    if code == SQLITE_ROW { return true }
    guard code == SQLITE_DONE else {
      let error = error(code)
      reset()
      throw error
    }
    return false
  }

  /// Ends a run, so that the gaps may be bound anew.
  func reset() {
    // Why: the code it returns is that of the last step, which has been thrown already.
    _ = sqlite3_reset(raw)
  }

  /// The whole number in a column of the row, counted from 0; 0 when it is empty.
  func integer(_ column: Int) -> Int64 { sqlite3_column_int64(raw, CInt(column)) }

  /// The number in a column of the row, counted from 0; 0 when it is empty.
  func real(_ column: Int) -> Double { sqlite3_column_double(raw, CInt(column)) }

  /// The text in a column of the row, counted from 0; nil when it is empty.
  func text(_ column: Int) -> String? {
    sqlite3_column_text(raw, CInt(column)).map { String(cString: $0) }
  }

  /// Whether a column of the row, counted from 0, holds exactly this value.
  func holds(_ value: StoredValue, at column: Int) -> Bool {
    let column = CInt(column)
    switch (value, sqlite3_column_type(raw, column)) {
    case (.null, SQLITE_NULL): return true
    case (.integer(let number), SQLITE_INTEGER): return sqlite3_column_int64(raw, column) == number
    case (.real(let number), SQLITE_FLOAT): return sqlite3_column_double(raw, column) == number
    case (.text(let text), SQLITE_TEXT):
      let kept = UnsafeRawBufferPointer(
        start: sqlite3_column_text(raw, column), count: Int(sqlite3_column_bytes(raw, column)))
      return text.withBytes { kept.elementsEqual(UnsafeRawBufferPointer($0)) }
    default: return false
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

/// A value as a column holds it.
enum StoredValue {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)

  /// A whole number, or nothing.
  init(_ number: Int?) {
    self = number.map { .integer(Int64($0)) } ?? .null
  }

  /// A text, or nothing.
  init(_ text: String?) {
    self = text.map { .text($0) } ?? .null
  }
}

extension String {
  /// Hands the text's bytes to `body` without copying them.
  fileprivate func withBytes<R>(_ body: (UnsafeBufferPointer<CChar>) -> R) -> R {
    var text = self
    return text.withUTF8 { $0.withMemoryRebound(to: CChar.self, body) }
  }
}

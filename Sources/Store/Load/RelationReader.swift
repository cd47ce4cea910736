import Engine
import GRDB
import GRDBSQLite

/// Reads a relation's rows as the cube holds them.
struct RelationReader {
  private let shape: RelationShape
  private let statement: Statement

  /// Reads all rows, or those a condition chooses.
  init(_ db: Database, _ shape: RelationShape, where condition: String? = nil) throws {
    self.shape = shape
    let columns = shape.columns.map { "r.\"\($0.name)\"" }
    let order = (["r.\"\(shape.key)\""] + [shape.order].compactMap { $0 }).joined(separator: ", ")
    statement = try db.makeStatement(
      sql: """
        SELECT \(columns.joined(separator: ", ")) FROM "\(shape.name)" AS r
        \(condition.map { "WHERE \($0)" } ?? "") ORDER BY \(order)
        """)
  }

  /// Gives each row: a number for each column of the relation.
  func each(_ texts: inout Texts, _ body: (UnsafePointer<Int>) -> Void) throws {
    let raw = statement.sqliteStatement
    let columns = shape.columns
    let row = UnsafeMutablePointer<Int>.allocate(capacity: columns.count)
    defer {
      row.deallocate()
      // Why: the code it returns is that of the last step, which has been thrown already.
      _ = sqlite3_reset(raw)
    }
    while true {
      let code = sqlite3_step(raw)
      if code == SQLITE_DONE { return }
      guard code == SQLITE_ROW else {
        throw DatabaseError(
          resultCode: ResultCode(rawValue: code),
          message: String(cString: sqlite3_errmsg(sqlite3_db_handle(raw))), sql: statement.sql)
      }
      for place in columns.indices {
        row[place] = number(raw, CInt(place), columns[place].kind, &texts)
      }
      body(UnsafePointer(row))
    }
  }

  @inline(__always)
  private func number(
    _ raw: SQLiteStatement, _ place: CInt, _ kind: ColumnShape.Kind, _ texts: inout Texts
  ) -> Int {
    if kind == .number {
      let number = sqlite3_column_int64(raw, place)
      // Why: an empty cell reads as 0, and few cells hold 0, so that the type is seldom asked.
      if number != 0 { return Int(number) }
      return sqlite3_column_type(raw, place) == SQLITE_NULL ? .missing : 0
    }
    if sqlite3_column_type(raw, place) == SQLITE_NULL { return .missing }
    if kind == .presence { return 1 }
    let text = UnsafeRawBufferPointer(
      start: sqlite3_column_text(raw, place), count: Int(sqlite3_column_bytes(raw, place)))
    return texts.number(of: text)
  }
}

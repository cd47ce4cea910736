import GRDB
import SQLCompiler

/// A connection to SQLite in the hands of one piece of work.
final class SQLiteSession: Session {
  private let db: Database
  private var kept: [String: SQLiteRowStatement] = [:]

  init(_ db: Database) {
    self.db = db
  }

  var dialect: Dialect { .sqlite }
  var addsAtOnce: Bool { true }

  func statement(_ sql: String) throws -> any RowStatement { try known(sql) }

  func cursor(_ sql: String, _ values: [StoredValue]) throws -> any RowStatement {
    let statement = SQLiteRowStatement(try db.makeStatement(sql: sql))
    for (place, value) in values.enumerated() { try statement.bind(value, at: place + 1) }
    return statement
  }

  func lookup(_ columns: [String], from table: String, by column: String) throws -> any RowLookup {
    let list = columns.joined(separator: ", ")
    return SQLiteRowLookup(
      try known("SELECT \(list) FROM \"\(table)\" WHERE \"\(column)\" = ?"))
  }

  func appender(to table: String, _ columns: [String]) throws -> any RowAppender {
    let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
    let gaps = columns.map { _ in "?" }.joined(separator: ", ")
    return SQLiteRowAppender(
      try known("INSERT INTO \"\(table)\" (\(names)) VALUES (\(gaps))"))
  }

  func script(_ sql: String) throws { try db.execute(sql: sql) }

  func flush() {}

  private func known(_ sql: String) throws -> SQLiteRowStatement {
    if let statement = kept[sql] { return statement }
    let statement = SQLiteRowStatement(try db.cachedStatement(sql: sql))
    kept[sql] = statement
    return statement
  }
}

/// Finds each text when it is asked for.
private final class SQLiteRowLookup: RowLookup {
  private let statement: SQLiteRowStatement

  init(_ statement: SQLiteRowStatement) {
    self.statement = statement
  }

  func foresee(_ texts: some Sequence<String>) {}

  func find(_ text: String) throws {
    statement.reset()
    try statement.bind(text, at: 1)
  }

  func step() throws -> Bool { try statement.step() }
  func reset() { statement.reset() }
  var width: Int { statement.width }
  func isEmpty(_ column: Int) -> Bool { statement.isEmpty(column) }
  func integer(_ column: Int) -> Int64 { statement.integer(column) }
  func real(_ column: Int) -> Double { statement.real(column) }
  func text(_ column: Int) -> String? { statement.text(column) }
  func utf8(_ column: Int) -> UnsafeRawBufferPointer { statement.utf8(column) }
  func value(_ column: Int) -> StoredValue { statement.value(column) }
}

/// Adds each row at once.
private final class SQLiteRowAppender: RowAppender {
  private let statement: SQLiteRowStatement

  init(_ statement: SQLiteRowStatement) {
    self.statement = statement
  }

  func add(_ values: [StoredValue]) throws { try statement.run(values) }
}

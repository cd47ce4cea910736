import SQLCompiler

/// A piece of work's hold on a connection, inside a transaction.
///
/// New rows and quiet statements are held back and handed over together: first the rows, then the
/// statements, each in the order they came. Nothing is read while quiet statements are held back.
final class PostgresSession: Session {
  let connection: PostgresConnection
  private let queue = PostgresQueue()
  private var appenders: [PostgresAppender] = []

  init(_ connection: PostgresConnection) {
    self.connection = connection
  }

  var dialect: Dialect { connection.dialect }

  var addsAtOnce: Bool { false }

  func statement(_ sql: String) throws -> any RowStatement {
    PostgresStatement(self, try connection.prepared(sql))
  }

  func cursor(_ sql: String, _ values: [StoredValue]) throws -> any RowStatement {
    let cursor = PostgresCursor(self, PostgresPrepared(sql))
    for (place, value) in values.enumerated() { try cursor.bind(value, at: place + 1) }
    return cursor
  }

  func lookup(_ columns: [String], from table: String, by column: String) throws -> any RowLookup {
    PostgresLookup(self, columns, from: table, by: column)
  }

  func appender(to table: String, _ columns: [String]) throws -> any RowAppender {
    let appender = PostgresAppender(self, table, columns)
    appenders.append(appender)
    return appender
  }

  func script(_ sql: String) throws {
    try flush()
    try connection.closeAbandoned()
    try connection.script(PostgresText.translated(sql).text)
  }

  func flush() throws {
    // Why: rows that are on their way already go first.
    for appender in appenders where connection.isCopying(appender) { try appender.send() }
    for appender in appenders { try appender.send() }
    try connection.runQuietly(queue)
  }

  /// Hands over what is held back if statements are, so that what is read now sees them.
  func settle() throws {
    if !queue.isEmpty { try flush() }
  }

  /// Holds a statement back.
  func hold(_ statement: PostgresPrepared, _ values: PostgresValues) throws {
    try connection.interruption?.check()
    queue.add(statement, values)
    if queue.isFull { try flush() }
  }
}

/// A name as statements write it.
func quoted(_ name: String) -> String {
  "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
    + "\""
}

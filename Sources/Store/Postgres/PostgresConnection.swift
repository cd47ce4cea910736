import Cpq
import Domain
import Glibc
import SQLCompiler

/// One connection to a PostgreSQL server; for one thread at a time.
final class PostgresConnection {
  let raw: OpaquePointer
  /// How the database spells what it spells in its own way.
  var dialect = Dialect.postgres
  /// Which part of the program may break off what it does.
  var interruption: Interruption?
  /// Breaks off what it does.
  ///
  /// Why lazy: the server tells only at the end of the opening by what it knows the connection.
  lazy var canceller = PostgresCancel(raw)
  /// When it was last given back, in seconds of the machine's running.
  var idleSince = 0

  private var prepared: [String: PostgresPrepared] = [:]
  /// How many times everything prepared was forgotten.
  private(set) var generation = 0
  private var nextName = 0
  /// Cursors that nobody reads any more.
  private var abandoned: [String] = []

  /// Rows on their way into a table.
  var copy: PostgresCopy?

  /// How many statements are kept prepared.
  private static let preparedLimit = 500

  /// Takes a connection that is being opened.
  init(_ raw: OpaquePointer) {
    self.raw = raw
  }

  deinit { PQfinish(raw) }

  /// Whether nothing can be done with it any more.
  var isBroken: Bool { isSpoilt || PQstatus(raw) != CONNECTION_OK }

  /// Whether libpq itself has told of a failure.
  ///
  /// Why: it tells of a connection it could not write to before it finds it closed.
  private var isSpoilt = false

  /// Whether a transaction is under way, or one that failed.
  var isInTransaction: Bool { PQtransactionStatus(raw) != PQTRANS_IDLE }

  /// What is kept of a statement by its text.
  func prepared(_ sql: String) throws -> PostgresPrepared {
    if let known = prepared[sql] { return known }
    if prepared.count >= Self.preparedLimit { try forgetPrepared() }
    let new = PostgresPrepared(sql)
    prepared[sql] = new
    return new
  }

  private func forgetPrepared() throws {
    try script("DEALLOCATE ALL")
    prepared.removeAll()
    generation += 1
  }

  /// A name no other statement or cursor of the connection has.
  func newName() -> String {
    nextName += 1
    return "s\(nextName)"
  }

  /// Runs statements that have no gaps, one after another; the answer of the last is returned.
  @discardableResult
  func script(_ sql: String) throws -> PostgresResult {
    try start(sql) { PQsendQuery(raw, sql) }
    return try answer(sql)
  }

  /// Runs a statement with values, which is not kept.
  @discardableResult
  func query(_ sql: String, _ text: String, _ values: PostgresValues) throws -> PostgresResult {
    try closeAbandoned()
    try start(sql) {
      values.withPointers {
        PQsendQueryParams(raw, text, Int32(values.count), nil, $0, nil, nil, 0)
      }
    }
    return try answer(sql)
  }

  /// Runs a statement with values; it is prepared when it is run first.
  func run(_ statement: PostgresPrepared, _ values: PostgresValues) throws -> PostgresResult {
    try closeAbandoned()
    let name = try prepare(statement)
    try start(statement.sql) {
      values.withPointers {
        PQsendQueryPrepared(raw, name, Int32(values.count), $0, nil, nil, 0)
      }
    }
    return try answer(statement.sql)
  }

  private func prepare(_ statement: PostgresPrepared) throws -> String {
    if let name = statement.name(generation) { return name }
    let name = newName()
    try start(statement.sql) { PQsendPrepare(raw, name, statement.text, 0, nil) }
    _ = try answer(statement.sql)
    statement.isPrepared(as: name, generation)
    return name
  }

  /// Lets a cursor be closed before the next statement.
  func abandon(_ cursor: String) { abandoned.append(cursor) }

  /// Closes the cursors that nobody reads any more.
  ///
  /// Why: a cursor is given up where nothing may be thrown; and a table with an open one can be
  /// neither emptied nor altered.
  func closeAbandoned() throws {
    guard !abandoned.isEmpty else { return }
    let closing = abandoned.map { "CLOSE \($0)" }.joined(separator: ";")
    abandoned.removeAll()
    try script(closing)
  }

  /// Forgets what ended with the transaction.
  func forgetCursors() { abandoned.removeAll() }

  // MARK: Answers

  /// Begins something that the server will answer.
  func start(_ sql: String, _ send: () -> Int32) throws {
    try finishCopy()
    try interruption?.check()
    guard send() == 1 else { throw failure(sql) }
  }

  /// Waits for the whole answer: that of the last statement, or the first failure.
  func answer(_ sql: String) throws -> PostgresResult {
    var last: PostgresResult?
    var error: PostgresError?
    while let result = next() {
      last = result
      if let own = result.error(sql), error == nil { error = noted(own) }
      // Why: while data is copied, the server waits for us.
      if result.status == PGRES_COPY_IN || result.status == PGRES_COPY_OUT { break }
    }
    if var error {
      error.isLost = error.isLost || isBroken
      throw error
    }
    guard let last else { throw failure(sql) }
    return last
  }

  /// The next part of the answer; nil at its end.
  func next() -> PostgresResult? {
    if interruption != nil { waitSliced() }
    return PQgetResult(raw).map(PostgresResult.init)
  }

  /// Waits for an answer and asks the server again and again to break off once that is wanted.
  ///
  /// Why: a wish that reaches the server just before the statement does is lost there.
  private func waitSliced() {
    while PQisBusy(raw) == 1 {
      var entry = pollfd(fd: PQsocket(raw), events: Int16(POLLIN), revents: 0)
      _ = poll(&entry, 1, 250)
      if entry.revents != 0 {
        guard PQconsumeInput(raw) == 1 else { return }
      } else if interruption?.isCancelled == true {
        canceller?.cancel()
      }
    }
  }

  /// A failure, and what it says of the connection.
  func noted(_ error: PostgresError) -> PostgresError {
    if error.state.isEmpty { isSpoilt = true }
    var error = error
    error.isLost = error.isLost || isBroken
    return error
  }

  /// What the connection itself tells of a failure.
  func failure(_ sql: String) -> PostgresError {
    PostgresError(
      state: "", text: PostgresWords.trimmed(String(cString: PQerrorMessage(raw))), sql: sql,
      isLost: isBroken)
  }

  /// Whether the server has closed it, or speaks although it was not asked.
  func hearsSomething() -> Bool {
    var entry = pollfd(fd: PQsocket(raw), events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, 0) != 0
  }
}

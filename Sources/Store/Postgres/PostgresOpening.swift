import Cpq
import Domain
import Glibc
import SQLCompiler

/// Opens connections to a database.
struct PostgresOpening: Sendable {
  let address: PostgresAddress
  /// How long a statement may run, in milliseconds; 0 for as long as it wants.
  var statementTime = 0
  /// How long a statement may wait for a lock, in milliseconds.
  var lockTime = 10_000
  /// For how many seconds a server is asked again that is starting up or not there.
  var patience = 10

  /// The oldest server the program's statements are written for.
  private static let oldest = 15

  /// Opens a connection.
  ///
  /// - Parameters:
  ///   - patience: for how many seconds to ask again; as long as the opening says when nil.
  ///   - isUnwanted: asked several times a second whether to give up.
  /// - Throws: `PlainFault` as `PostgresFault` names it; `CancellationError` when given up.
  func open(
    patience: Int? = nil, unless isUnwanted: () -> Bool = { false }
  ) throws -> PostgresConnection {
    let until = PostgresClock.seconds + (patience ?? self.patience)
    while true {
      do {
        return try openOnce(isUnwanted)
      } catch let error as PostgresError {
        guard PostgresFault.mayPass(error), PostgresClock.seconds < until else {
          throw PostgresFault.connecting(error, address.place)
        }
        if isUnwanted() { throw CancellationError() }
        usleep(100_000)
      }
    }
  }

  private func openOnce(_ isUnwanted: () -> Bool) throws -> PostgresConnection {
    let connection = try begin()
    // Why: the server may word its refusals in any language; their kinds it tells only so.
    PQsetErrorVerbosity(connection.raw, PQERRORS_VERBOSE)
    PQsetNoticeReceiver(connection.raw, { _, _ in }, nil)
    try finish(connection, isUnwanted)
    PQsetErrorVerbosity(connection.raw, PQERRORS_DEFAULT)
    try checkVersion(connection)
    try checkEncoding(connection)
    // Why: compiling a statement takes longer than what a report gains by it.
    try connection.script(
      """
      SET jit = off;
      SET timezone = 'UTC'; SET standard_conforming_strings = on; SET bytea_output = 'hex';
      SET extra_float_digits = 1; SET cursor_tuple_fraction = 1; SET client_min_messages = warning;
      SET statement_timeout = \(statementTime); SET lock_timeout = \(lockTime)
      """)
    try learnDialect(connection)
    return connection
  }

  /// Finds out whether the database's large tables are spread over several servers.
  private func learnDialect(_ connection: PostgresConnection) throws {
    let answer = try connection.script(
      """
      SELECT EXISTS (SELECT 1 FROM pg_attribute
        WHERE attrelid = to_regclass('client') AND attname = 'family')
      """)
    guard PostgresCell.integer(answer.bytes(0, 0)) == 1 else { return }
    connection.dialect = .citus
    // Why: connections to one server see it as it stood when each of them began to read; and what
    // one of them has changed no other may read before the end.
    try connection.script(
      "SET citus.max_adaptive_executor_pool_size = 1; SET citus.enable_local_execution = off")
  }

  private func begin() throws -> PostgresConnection {
    let names = address.options.keys.sorted()
    let texts = (names + names.compactMap { address.options[$0] }).map { strdup($0) }
    defer { for text in texts { free(text) } }
    var keys = texts.prefix(names.count).map { UnsafePointer($0) }
    var values = texts.dropFirst(names.count).map { UnsafePointer($0) }
    keys.append(nil)
    values.append(nil)
    guard let raw = PQconnectStartParams(&keys, &values, 0) else {
      throw PostgresError(state: "", text: "out of memory", isLost: true)
    }
    return PostgresConnection(raw)
  }

  /// Waits until the connection stands.
  private func finish(_ connection: PostgresConnection, _ isUnwanted: () -> Bool) throws {
    let until = PostgresClock.milliseconds + address.connectSeconds * address.hosts * 1_000
    var awaited = PGRES_POLLING_WRITING
    guard PQstatus(connection.raw) != CONNECTION_BAD else { throw refusal(connection) }
    while awaited != PGRES_POLLING_OK {
      let left = until - PostgresClock.milliseconds
      guard left > 0 else {
        throw PostgresError(state: "", text: "timeout expired", isLost: true)
      }
      if isUnwanted() { throw CancellationError() }
      let events = Int16(awaited == PGRES_POLLING_READING ? POLLIN : POLLOUT)
      var entry = pollfd(fd: PQsocket(connection.raw), events: events, revents: 0)
      guard poll(&entry, 1, Int32(min(left, 200))) != 0 else { continue }
      awaited = PQconnectPoll(connection.raw)
      if awaited == PGRES_POLLING_FAILED { throw refusal(connection) }
    }
  }

  /// What the server or libpq says of a connection that did not come about.
  private func refusal(_ connection: PostgresConnection) -> PostgresError {
    let lines = String(cString: PQerrorMessage(connection.raw)).split(whereSeparator: \.isNewline)
    // Why: the verbose form ends with the place in the server's own source.
    let text = lines.filter { !$0.hasPrefix("LOCATION:") }.joined(separator: "\n")
    let (state, words) = Self.state(in: PostgresWords.trimmed(text))
    return PostgresError(state: state, text: words, isLost: true)
  }

  /// Takes the five signs out of `…FATAL:  28P01: password …`, whatever language it is in.
  static func state(in text: String) -> (String, String) {
    guard let found = text.firstMatch(of: #/:  ([0-9A-Z]{5}): /#) else { return ("", text) }
    return (String(found.1), text.replacing(found.output.0, with: ": ", maxReplacements: 1))
  }

  private func checkVersion(_ connection: PostgresConnection) throws {
    let number = Int(PQserverVersion(connection.raw))
    guard number < Self.oldest * 10_000 else { return }
    let version = PQparameterStatus(connection.raw, "server_version").map { String(cString: $0) }
    throw PlainFault(
      .input, "postgres.version",
      ["path": address.place, "version": version ?? String(number / 10_000)])
  }

  private func checkEncoding(_ connection: PostgresConnection) throws {
    guard let known = PQparameterStatus(connection.raw, "server_encoding") else { return }
    let encoding = String(cString: known)
    guard encoding != "UTF8" else { return }
    throw PlainFault(
      .input, "postgres.encoding", ["path": address.place, "encoding": encoding])
  }
}

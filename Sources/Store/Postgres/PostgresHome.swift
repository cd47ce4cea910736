import Domain
import SQLCompiler

/// A PostgreSQL database, as a home of records.
package final class PostgresHome: Home {
  package let place: String
  let opening: PostgresOpening
  private let pool: PostgresPool
  /// How long a statement of a reading work may run, in milliseconds; 0 for as long as it wants.
  private let readTime: Int

  /// The channel on which writing works tell that something changed.
  package static let channel = "planerka"

  /// A home at an address; connections are opened when they are needed.
  ///
  /// - Parameter connections: how many there may be at once.
  /// - Parameter lockTime: how long a writing work waits for another, in milliseconds.
  /// - Parameter readTime: how long a statement of a reading work may run, in milliseconds.
  /// - Parameter patience: for how many seconds a server is asked again that is starting up or was there
  ///   before.
  /// - Parameter waiting: how long a work waits for a connection, in milliseconds.
  package init(
    _ address: PostgresAddress, connections: Int = 8, lockTime: Int = 10_000,
    readTime: Int = 60_000, patience: Int = 10, waiting: Int = 10_000
  ) {
    place = address.place
    self.readTime = readTime
    opening = PostgresOpening(address: address, lockTime: lockTime, patience: patience)
    pool = PostgresPool(opening, size: connections, waiting: waiting)
  }

  package func read<Answer>(_ work: (any Session) throws -> Answer) throws -> Answer {
    try transaction(beginReading) { connection, _ in
      let session = PostgresSession(connection)
      let answer = try work(session)
      try session.flush()
      try self.commit(connection, "COMMIT")
      return answer
    }
  }

  package func write<Answer>(_ work: (any Session) throws -> Answer) throws -> Answer {
    try transaction(beginWriting) { connection, before in
      let session = PostgresSession(connection)
      let answer = try work(session)
      try session.flush()
      try self.commit(connection, self.telling(connection, since: before))
      return answer
    }
  }

  package func look<Answer>(_ work: (any Session) throws -> Answer) throws -> Answer {
    func nothing(_ connection: PostgresConnection) -> Int64? { nil }
    return try transaction(nothing) { connection, _ in
      let session = PostgresSession(connection)
      let answer = try work(session)
      try session.flush()
      return answer
    }
  }

  package func glance<Answer>(_ work: (any Session) throws -> Answer) throws -> Answer {
    try transaction(isPatient: false, beginReading) { connection, _ in
      let session = PostgresSession(connection)
      let answer = try work(session)
      try self.commit(connection, "COMMIT")
      return answer
    }
  }

  package func forgetConnections() { pool.closeIdle() }

  // MARK: Transactions

  /// Runs work between a beginning and an end of its own making, and undoes what it did when
  /// something throws.
  private func transaction<Answer>(
    isPatient: Bool = true, _ begin: (PostgresConnection) throws -> Int64?,
    _ work: (PostgresConnection, Int64?) throws -> Answer
  ) throws -> Answer {
    do {
      do {
        return try attempt(isPatient, begin, work)
      } catch is FailedBeginning {
        // Why: the server was restarted since, and nothing has been done yet.
        pool.closeIdle()
        return try attempt(isPatient, begin, work)
      }
    } catch let failed as FailedBeginning {
      throw PostgresFault.working(failed.error, place)
    } catch let error as PostgresError {
      throw PostgresFault.working(
        error, place, isCancelled: Interruption.current?.isCancelled == true)
    }
  }

  /// A connection that turned out to be gone before any work.
  private struct FailedBeginning: Error {
    let error: PostgresError
  }

  private func attempt<Answer>(
    _ isPatient: Bool, _ begin: (PostgresConnection) throws -> Int64?,
    _ work: (PostgresConnection, Int64?) throws -> Answer
  ) throws -> Answer {
    try pool.lend(isPatient: isPatient) { connection in
      do {
        let before: Int64?
        do {
          before = try begin(connection)
        } catch let error as PostgresError where error.isLost {
          throw FailedBeginning(error: error)
        }
        return try work(connection, before)
      } catch {
        rollBack(connection)
        throw error
      }
    }
  }

  private func rollBack(_ connection: PostgresConnection) {
    guard !connection.isBroken, connection.isInTransaction else { return }
    // Why: work that was broken off must still be undone.
    connection.interruption = nil
    connection.breakOffCopy()
    do {
      try connection.script("ROLLBACK")
    } catch {
      // Why: the pool closes a connection that is still in a transaction, which undoes it too.
      return
    }
  }

  private func beginReading(_ connection: PostgresConnection) throws -> Int64? {
    let begin = """
      BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = \(readTime)
      """
    guard connection.dialect == .citus else {
      try connection.script(begin)
      return nil
    }
    // Why: each server begins to read at a moment of its own; nothing is kept while they all do.
    try connection.script("SELECT pg_advisory_lock_shared(\(Self.moment))")
    do {
      try connection.script(begin)
      try connection.script("SELECT COUNT(*) FROM client WHERE id = 0")
    } catch {
      rollBack(connection)
      try connection.script("SELECT pg_advisory_unlock_all()")
      throw error
    }
    try connection.script("SELECT pg_advisory_unlock_shared(\(Self.moment))")
    return nil
  }

  /// What readers of a distributed database share while they begin, and who keeps something has alone.
  private static let moment = 7_526_743_693

  /// Begins a transaction that no other writing work stands beside, and returns the revision it
  /// found; nil when the database is still empty.
  private func beginWriting(_ connection: PostgresConnection) throws -> Int64? {
    do {
      return try lockRevision(connection, "BEGIN ISOLATION LEVEL READ COMMITTED;")
    } catch let error as PostgresError where error.state == "42P01" {
      rollBack(connection)
      // Why: without the table of the revision, works that make the tables queue for a number; and a
      // connection hears of tables that came to be meanwhile when it reads the list of them.
      let answer = try connection.script(
        """
        BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock(\(Self.queue));
        SELECT EXISTS (
          SELECT 1 FROM pg_class WHERE relname = 'revision' AND pg_table_is_visible(oid))
        """)
      let isThere = PostgresCell.integer(answer.bytes(0, 0)) == 1
      return isThere ? try lockRevision(connection, "") : nil
    }
  }

  private static let queue = 7_526_743_691

  private func lockRevision(_ connection: PostgresConnection, _ begin: String) throws -> Int64? {
    let answer = try connection.script("\(begin) SELECT last FROM revision FOR UPDATE")
    if connection.dialect == .citus {
      // Why: the other servers may be keeping still what the last work has kept here.
      try connection.script("SELECT pg_advisory_xact_lock_shared(\(Self.moment))")
    }
    return answer.count > 0 ? PostgresCell.integer(answer.bytes(0, 0)) : nil
  }

  /// The end of a writing work, which tells the listeners when the revision has changed.
  private func telling(_ connection: PostgresConnection, since before: Int64?) throws -> String {
    if before == nil {
      let answer = try connection.script("SELECT to_regclass('revision') IS NOT NULL")
      guard PostgresCell.integer(answer.bytes(0, 0)) == 1 else { return "COMMIT" }
    }
    let alone = "SELECT pg_advisory_xact_lock(\(Self.moment));"
    return """
      \(connection.dialect == .citus ? alone : "")
      SELECT pg_notify('\(Self.channel)', CAST(last AS text)) FROM revision
      WHERE last <> \(before ?? 0); COMMIT
      """
  }

  private func commit(_ connection: PostgresConnection, _ sql: String) throws {
    if connection.hearsSomething() {
      // Why: a server that went away before it was told to keep the work has not kept it.
      try connection.script("SELECT 1")
    }
    do {
      let answer = try connection.script(sql)
      guard answer.command == "COMMIT" else {
        throw PostgresError(
          state: "25P02", text: "the transaction had failed before its end", sql: sql)
      }
    } catch var error as PostgresError where error.isLost {
      error.isUnsure = true
      throw error
    }
  }
}

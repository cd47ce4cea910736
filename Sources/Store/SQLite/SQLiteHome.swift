import Domain
import GRDB
import GRDBSQLite

/// The embedded database: one file in the data directory, with a write-ahead log.
///
/// The journal is synced at each commit.
final class SQLiteHome: Home {
  let pool: DatabasePool
  var place: String { pool.path }

  init(path: String, busyTimeout: Double, pageLimit: Int?) throws(PlainFault) {
    do {
      var configuration = Configuration()
      configuration.busyMode = .timeout(busyTimeout)
      configuration.prepareDatabase { db in
        try db.execute(sql: "PRAGMA synchronous = FULL")
        // Why: what a long import has changed and no longer holds is written to the log, and read
        // from there, again and again.
        if !db.configuration.readonly {
          try db.execute(sql: "PRAGMA cache_size = -131072; PRAGMA temp.cache_size = -32768")
        }
        if let pageLimit { try db.execute(sql: "PRAGMA max_page_count = \(pageLimit)") }
      }
      pool = try DatabasePool(path: path, configuration: configuration)
      try pool.write { db in
        try Migration.run(on: SQLiteSession(db))
      }
    } catch let fault as PlainFault {
      throw fault
    } catch {
      throw PlainFault(.outside, "database.unusable", ["path": path, "reason": "\(error)"])
    }
  }

  func read<Answer>(_ work: (any Session) throws -> Answer) throws -> Answer {
    try telling { try pool.read { try work(SQLiteSession($0)) } }
  }

  // Why: one statement needs no transaction around it, which takes as long as the statement.
  func look<Answer>(_ work: (any Session) throws -> Answer) throws -> Answer {
    try telling { try pool.unsafeRead { try work(SQLiteSession($0)) } }
  }

  func write<Answer>(_ work: (any Session) throws -> Answer) throws -> Answer {
    try telling {
      try pool.writeWithoutTransaction { db in
        let before = sqlite3_total_changes64(db.sqliteConnection)
        defer { release(db, after: sqlite3_total_changes64(db.sqliteConnection) - before) }
        var answer: Answer?
        try db.inTransaction(.immediate) {
          answer = try work(SQLiteSession(db))
          return .commit
        }
        guard let answer else { preconditionFailure("a transaction ran without its work") }
        return answer
      }
    }
  }

  /// Gives back the memory that a long transaction has filled and short ones do not need.
  private func release(_ db: Database, after changes: Int64) {
    if changes > 50_000 { sqlite3_db_release_memory(db.sqliteConnection) }
  }

  /// Does what throws the database's failures as a person is told of them.
  func telling<Answer>(_ work: () throws -> Answer) throws -> Answer {
    do {
      return try work()
    } catch let error as DatabaseError {
      switch error.resultCode {
      case .SQLITE_FULL: throw PlainFault(.outside, "disk.full", ["path": place])
      case .SQLITE_BUSY, .SQLITE_LOCKED:
        throw PlainFault(.outside, "database.busy", ["path": place])
      default:
        throw PlainFault(
          .outside, "database.failed", ["path": place, "reason": "\(error)"])
      }
    }
  }
}

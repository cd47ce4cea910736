import Domain
import GRDB
import GRDBSQLite
import Glibc

/// The embedded database: one file in the data directory, with a write-ahead log.
///
/// The journal is synced at each commit.
final class SQLiteHome: Home {
  let pool: DatabasePool
  var place: String { pool.path }

  /// What tells the file that was opened from one that is put in its place.
  private let file: FileMark?

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
      file = FileMark(of: path)
      // Why: a file of this program's version is opened while somebody writes to it.
      let version = try pool.read { try SQLiteSession($0).schemaVersion() }
      if version != Migration.latest {
        try pool.write { db in
          try Migration.run(on: SQLiteSession(db))
        }
      }
    } catch let fault as PlainFault {
      throw fault
    } catch let error as DatabaseError {
      throw SQLiteFault.opening(error, path)
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
          // Why: whoever restores a backup puts another file in the place of this one, and what is
          // written here would be nowhere.
          guard file == FileMark(of: place) else {
            throw PlainFault(.conflict, "database.replaced", ["path": place])
          }
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
      throw SQLiteFault.working(error, place)
    }
  }
}

/// What tells a file from another that has its path later.
private struct FileMark: Equatable {
  private let device: UInt
  private let number: UInt

  /// Nil when there is no file.
  init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    (device, number) = (UInt(status.st_dev), UInt(status.st_ino))
  }
}

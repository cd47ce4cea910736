import Domain
import GRDB
import Glibc

/// A file of the embedded database, as a file.
package enum SQLiteFile {
  /// Whether a file holds a company of this program, of whatever version.
  package static func isCompany(_ path: String) -> Bool {
    var configuration = Configuration()
    configuration.readonly = true
    do {
      return try DatabaseQueue(path: path, configuration: configuration).read { db in
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let tables =
          try Int.fetchOne(
            db,
            sql: """
              SELECT COUNT(*) FROM sqlite_schema
              WHERE type = 'table' AND name IN ('revision', 'setting', 'source', 'client')
              """) ?? 0
        return version > 0 && tables == 4
      }
    } catch {
      // Why: whatever SQLite finds wrong with it, it is no database of ours.
      return false
    }
  }

  /// Gives a database another path while nobody writes to it, with all that is in its log.
  ///
  /// - Throws: `PlainFault` `database.busy` when somebody writes, `output.unwritable` when it cannot
  ///   be moved; it is where it was then.
  package static func move(_ path: String, to other: String) throws {
    let moving = {
      for suffix in ["-wal", "-shm", ""] {
        guard rename(path + suffix, other + suffix) == 0 || (errno == ENOENT && !suffix.isEmpty)
        else {
          throw PlainFault(
            .outside, "output.unwritable",
            ["path": other, "reason": String(cString: strerror(errno))])
        }
      }
    }
    guard isCompany(path) else { return try moving() }
    do {
      var configuration = Configuration()
      configuration.busyMode = .timeout(10)
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        // Why: whoever waits to write finds another file in this one's place, and keeps nothing.
        try db.inTransaction(.immediate) {
          try moving()
          return .rollback
        }
      }
      try queue.close()
      // Why: all that was in the log is in the file.
      for suffix in ["-wal", "-shm"] { unlink(other + suffix) }
    } catch let error as DatabaseError {
      throw SQLiteFault.working(error, path)
    }
  }
}

extension Storage {
  /// Whether a file holds a company of this program, of whatever version.
  public static func isCompany(at path: String) -> Bool { SQLiteFile.isCompany(path) }

  /// Gives an embedded database another path while nobody writes to it.
  ///
  /// - Throws: `PlainFault` `database.busy` or `output.unwritable`; it is where it was then.
  public static func move(_ path: String, to other: String) throws {
    try SQLiteFile.move(path, to: other)
  }

  /// Closes the database: an embedded one is one file then.
  public func close() throws { try home.close() }
}

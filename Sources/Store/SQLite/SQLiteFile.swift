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

  /// Gives a database another path while nobody writes to it, with all that is in its log; what is
  /// damaged goes as it lies.
  ///
  /// - Throws: `PlainFault` `database.busy` when somebody writes, or reads what is in the log,
  ///   `output.unwritable` when it cannot be moved; it is where it was then.
  package static func move(_ path: String, to other: String) throws {
    guard isCompany(path) else { return try rename(path, to: other) }
    var isMoved = false
    do {
      try moveWhole(path, to: other, &isMoved)
    } catch let error as DatabaseError where areDamage.contains(error.resultCode) {
      if !isMoved { try rename(path, to: other) }
    } catch let error as DatabaseError {
      throw SQLiteFault.working(error, path)
    }
  }

  private static let areDamage: [ResultCode] = [.SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_IOERR]

  /// Moves a database whose log is empty, as one file.
  private static func moveWhole(
    _ path: String, to other: String, _ isMoved: inout Bool
  ) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.writeWithoutTransaction { db in
      // Why: somebody may write between the log's emptying and our turn.
      for _ in 0..<10 where !isMoved {
        let isBusy = try Bool.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        if isBusy != false { throw DatabaseError(resultCode: .SQLITE_BUSY) }
        // Why: whoever waits to write finds another file in this one's place, and keeps nothing.
        try db.inTransaction(.immediate) {
          if size(path + "-wal") == 0 {
            try rename(path, to: other)
            isMoved = true
          }
          return .rollback
        }
      }
    }
    try queue.close()
    guard isMoved else { throw DatabaseError(resultCode: .SQLITE_BUSY) }
    // Why: all that was in the log is in the file.
    for suffix in ["-wal", "-shm"] { unlink(other + suffix) }
  }

  /// Renames a database's files.
  private static func rename(_ path: String, to other: String) throws(PlainFault) {
    for suffix in ["-wal", "-shm", ""] {
      let isDone = Glibc.rename(path + suffix, other + suffix) == 0
      guard isDone || (errno == ENOENT && !suffix.isEmpty) else {
        throw PlainFault(
          .outside, "output.unwritable",
          ["path": other, "reason": String(cString: strerror(errno))])
      }
    }
  }

  /// The bytes of a file; 0 when there is none.
  private static func size(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }
}

extension Storage {
  /// Whether a file holds a company of this program, of whatever version.
  public static func isCompany(at path: String) -> Bool { SQLiteFile.isCompany(path) }

  /// Gives an embedded database another path while nobody writes to it; a damaged one as it lies.
  ///
  /// - Throws: `PlainFault` `database.busy` or `output.unwritable`; it is where it was then.
  public static func move(_ path: String, to other: String) throws {
    try SQLiteFile.move(path, to: other)
  }

  /// Closes the database: an embedded one is one file then.
  public func close() throws { try home.close() }
}

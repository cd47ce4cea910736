import Domain
import GRDB
import Glibc

extension SQLiteHome {
  /// Copies the whole database, as it stands at one moment, into a file that is not there yet.
  func copy(to path: String, progress: @escaping (_ done: Int, _ whole: Int) -> Void) throws {
    try telling {
      var configuration = Configuration()
      configuration.journalMode = .default
      let copy = try DatabaseQueue(path: path, configuration: configuration)
      try pool.backup(to: copy, pagesPerStep: 4_096) { step in
        progress(step.completedPageCount, step.totalPageCount)
      }
      // Why: a copy is one file, without a log beside it.
      try copy.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA journal_mode = DELETE")
      }
      try copy.close()
    }
  }

  func size(_ session: any Session) throws -> Int {
    // Why: a file that is gone goes on answering whoever has it open.
    var status = stat()
    guard stat(place, &status) == 0 else {
      throw PlainFault(
        .outside, "database.unreadable",
        ["path": place, "reason": String(cString: strerror(errno))])
    }
    return Int(status.st_size)
  }

  func watch(_ changed: @escaping @Sendable () -> Void) -> (any Sendable)? { nil }

  /// Always ours: one program at a time serves a directory.
  func turn(_ name: String) -> (any Turn)? { OnlyTurn() }

  func keeper(ofColumns path: String) -> String { "" }

  /// Closes the database, which leaves one file.
  func close() throws {
    try telling {
      // Why: the connection that is closed last may be one that only reads, and then the log stays.
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
      try pool.close()
    }
  }
}

/// The turn of the only program.
private struct OnlyTurn: Turn {
  func isHeld() -> Bool { true }
}

import GRDB

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
}

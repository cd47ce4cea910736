public import Domain
import GRDB

extension SQLiteStorage {
  /// Copies the whole database, as it stands at one moment, into a file that is not there yet.
  ///
  /// - Parameter progress: told how many pages of how many are copied.
  /// - Throws: `PlainFault` `disk.full`, `database.busy` or `database.failed`.
  public func copy(to path: String, progress: @escaping (_ done: Int, _ whole: Int) -> Void) throws
  {
    do {
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
    } catch let error as DatabaseError {
      throw fault(error)
    }
  }

  /// What is wrong in the database, each as a message; none when all is well.
  public func check() throws -> [Message] {
    try pool.read { db in
      let damage = try String.fetchAll(db, sql: "PRAGMA integrity_check")
        .filter { $0 != "ok" }.map { Message("check.damage", ["text": $0]) }
      return damage + (try lostReferences(db)) + (try laterRevisions(db))
    }
  }

  /// Records that refer to one that is not there.
  private func lostReferences(_ db: Database) throws -> [Message] {
    var found: [Message] = []
    for kind in RecordKind.all {
      for field in kind.fields {
        guard case .reference(let name) = field.holds, let other = RecordKind.named(name) else {
          continue
        }
        let count =
          try Int.fetchOne(
            db,
            sql: """
              SELECT COUNT(*) FROM "\(kind.table)" r
              WHERE r."\(field.name)_id" NOTNULL AND NOT EXISTS (
                SELECT 1 FROM "\(other.table)" o WHERE o.id = r."\(field.name)_id")
              """) ?? 0
        if count > 0 {
          found.append(
            Message(
              "check.reference",
              ["kind": kind.name, "column": field.name, "count": String(count)]))
        }
      }
    }
    return found
  }

  /// Records of a revision that the database has not reached.
  private func laterRevisions(_ db: Database) throws -> [Message] {
    try RecordKind.all.compactMap { kind in
      let count =
        try Int.fetchOne(
          db,
          sql: """
            SELECT COUNT(*) FROM "\(kind.table)" WHERE revision > (SELECT last FROM revision)
            """) ?? 0
      return count > 0
        ? Message("check.revision", ["kind": kind.name, "count": String(count)]) : nil
    }
  }
}

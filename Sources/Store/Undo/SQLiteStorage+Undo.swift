public import Domain
import GRDB

extension SQLiteStorage {
  /// Takes an import back, as one transaction: what it created is deleted, what it changed is what
  /// it was before.
  ///
  /// - Parameters:
  ///   - answer: makes what the undo is answered under a key, kept in the same transaction.
  /// - Throws: `PlainFault` `import.missing`, `undo.twice` or `undo.too_old`; `UndoRefusal` when
  ///   records were changed or referred to since. Nothing is changed then.
  public func undo(
    _ id: Int, by author: Author, at now: Moment, zone: ZoneTable,
    answer: ((UndoTally) -> KeptAnswer)? = nil
  ) throws -> UndoTally {
    guard let entry = try importEntry(id) else {
      throw PlainFault(.missing, "import.missing", ["import": String(id)])
    }
    let name = ["import": String(id), "file": entry.file]
    guard entry.isReversible else { throw PlainFault(.conflict, "undo.too_old", name) }
    do {
      return try pool.writeWithoutTransaction { db in
        var tally = UndoTally(deleted: 0, restored: 0)
        try db.inTransaction(.immediate) {
          guard try Self.stands(id, db) else { throw PlainFault(.conflict, "undo.twice", name) }
          tally = try Undoing(db: db, importID: Int64(id), now: now, zone: zone).undo()
          try Change.undoing(id, of: entry.file, by: author).insert(db, at: now)
          if let answer { try answer(tally).insert(db, at: now) }
          return .commit
        }
        try releaseCache(db, after: tally.deleted + tally.restored)
        return tally
      }
    } catch let error as DatabaseError {
      throw fault(error)
    }
  }

  private static func stands(_ id: Int, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db, sql: "SELECT undone_at IS NULL FROM import WHERE id = ?", arguments: [id]) ?? false
  }
}

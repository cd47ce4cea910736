public import Domain
import GRDB

extension SQLiteStorage {
  /// Keeps a setting that tells another zone, and works every day and hour out anew in it, as one
  /// transaction. Every record gets a new revision.
  ///
  /// - Throws: `PlainFault` `disk.full`, `database.busy` or `database.failed`; nothing is changed
  ///   then.
  public func changeZone(
    _ settings: [String: String], over standards: [String: String] = [:], to zone: ZoneTable,
    by author: Author, at now: Moment
  ) throws {
    do {
      try pool.write { db in
        try Self.keep(settings, over: standards, by: author, at: now, db)
        let revision = (try Int64.fetchOne(db, sql: "SELECT last FROM revision") ?? 0) + 1
        for kind in RecordKind.all {
          for field in kind.fields where field.holds == .event {
            try recompute(field.columns, of: kind.table, zone, db)
          }
          try db.execute(
            sql: "UPDATE \"\(kind.table)\" SET revision = ?", arguments: [revision])
        }
        try db.execute(sql: "UPDATE revision SET last = ?", arguments: [revision])
        try Settling(db: db, zone: zone, since: revision - 1).settle()
      }
    } catch let error as DatabaseError {
      throw fault(error)
    }
  }

  /// Sets the day and the hour beside each moment of a column.
  private func recompute(
    _ columns: [String], of table: String, _ zone: ZoneTable, _ db: Database
  ) throws {
    let (moment, day, hour) = (columns[0], columns[1], columns[2])
    let rows = try Row.fetchCursor(
      db, sql: "SELECT id, \"\(moment)\" FROM \"\(table)\" WHERE \"\(moment)\" NOTNULL")
    let update = try db.makeStatement(
      sql: "UPDATE \"\(table)\" SET \"\(day)\" = ?, \"\(hour)\" = ? WHERE id = ?")
    while let row = try rows.next() {
      let local = zone.local(Moment(milliseconds: row[1]))
      let id: Int64 = row[0]
      try update.execute(arguments: [local.day.number, local.hour, id])
    }
  }
}

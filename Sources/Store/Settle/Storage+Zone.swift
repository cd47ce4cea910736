public import Domain
import SQLCompiler

extension Storage {
  /// Keeps a setting that tells another zone, and works every day and hour out anew in it, as one
  /// transaction. Every record gets a new revision.
  ///
  /// - Throws: `PlainFault` `disk.full`, `database.busy` or `database.failed`; nothing is changed
  ///   then.
  public func changeZone(
    _ settings: [String: String], over standards: [String: String] = [:], to zone: ZoneTable,
    by author: Author, at now: Moment
  ) throws {
    try home.write { session in
      try Self.keep(settings, over: standards, by: author, at: now, session)
      let before = try session.revision()
      for kind in RecordKind.all {
        for field in kind.fields where field.holds == .event {
          try session.setDays(field.columns, of: kind.table, where: "TRUE", zone)
        }
        try session.run("UPDATE \"\(kind.table)\" SET revision = ?", [before + 1])
      }
      try session.run("UPDATE revision SET last = ?", [before + 1])
      try Settling(session, zone: zone, since: before).settle()
    }
  }
}

extension Session {
  /// Sets the day and the hour beside each moment of a column, in the records a condition chooses.
  func setDays(
    _ columns: [String], of table: String, where condition: String, _ zone: ZoneTable
  ) throws {
    let (moment, day, hour) = (columns[0], columns[1], columns[2])
    try makeTables(
      """
      CREATE TEMP TABLE IF NOT EXISTS found_day (
        id INTEGER PRIMARY KEY, day INTEGER NOT NULL, hour INTEGER NOT NULL);
      DELETE FROM found_day;
      """)
    let rows = try cursor(
      """
      SELECT id, "\(moment)" FROM "\(table)" WHERE "\(moment)" IS NOT NULL AND \(condition)
      """, [])
    defer { rows.reset() }
    let found = try appender(to: "found_day", ["id", "day", "hour"])
    while try rows.step() {
      let local = zone.local(Moment(milliseconds: Int(rows.integer(1))))
      try found.add([
        .integer(rows.integer(0)), .integer(Int64(local.day.number)), .integer(Int64(local.hour)),
      ])
    }
    try flush()
    try renewStatistics(of: "found_day")
    // Why: SQLite looks each listed record up, and would look at all of them otherwise.
    let isListed = dialect.isPostgres ? "" : " AND \"\(table)\".id IN (SELECT id FROM found_day)"
    try run(
      """
      UPDATE "\(table)" SET "\(day)" = f.day, "\(hour)" = f.hour
      FROM found_day f WHERE f.id = "\(table)".id\(isListed)
      """)
  }
}

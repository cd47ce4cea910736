public import Domain
import GRDB

/// The embedded database: one file in the data directory, with a write-ahead log.
///
/// What a call has returned from is on disk: the journal is synced at each commit.
public final class SQLiteStorage: Sendable {
  let pool: DatabasePool

  /// Opens the database file, creates it when there is none, and brings its schema up to date.
  ///
  /// - Throws: `PlainFault` `database.newer` when a later program wrote it, `database.unusable`
  ///   when SQLite refuses it.
  public convenience init(path: String) throws(PlainFault) {
    try self.init(path: path, busyTimeout: 10, pageLimit: nil)
  }

  /// Opens it with how many seconds to wait for another writer, and how many pages it may have.
  package init(path: String, busyTimeout: Double, pageLimit: Int?) throws(PlainFault) {
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
      try pool.write(Self.migrate)
    } catch let fault as PlainFault {
      throw fault
    } catch {
      throw PlainFault(.outside, "database.unusable", ["path": path, "reason": "\(error)"])
    }
  }

  /// Gives back the memory that a long transaction has filled and short ones do not need.
  func releaseCache(_ db: Database, after records: Int) throws {
    if records > 50_000 { try db.execute(sql: "PRAGMA shrink_memory") }
  }

  /// The value of a setting; nil when it was never set.
  public func setting(_ key: String) throws -> String? {
    try pool.read { db in
      try String.fetchOne(db, sql: "SELECT value FROM setting WHERE key = ?", arguments: [key])
    }
  }

  /// Every setting by its key.
  public func settings() throws -> [String: String] {
    try pool.read { db in
      var settings: [String: String] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT key, value FROM setting ORDER BY key") {
        settings[row[0]] = row[1]
      }
      return settings
    }
  }

  /// Keeps settings, all of them or none, and notes in the history those that change.
  ///
  /// - Parameter standards: what holds for a setting that was never set, where something does.
  public func set(
    _ settings: [String: String], over standards: [String: String] = [:], by author: Author,
    at now: Moment
  ) throws {
    try pool.write { db in
      try Self.keep(settings, over: standards, by: author, at: now, db)
    }
  }

  private static func migrate(_ db: Database) throws {
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    let latest = Migration.all.last?.version ?? 0
    guard version <= latest else {
      throw PlainFault(
        .outside, "database.newer", ["version": String(version), "known": String(latest)])
    }
    for step in Migration.all where step.version > version {
      try db.execute(sql: step.sql)
      if step.version == 3 { try Settling.fillCalendar(db) }
      try db.execute(sql: "PRAGMA user_version = \(step.version)")
    }
  }
}

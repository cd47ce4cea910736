public import Domain

/// A company's database, whichever it is: what is recorded, and what is read from it.
///
/// What a call has returned from is on disk.
public final class Storage: Sendable {
  let home: any Home

  init(home: any Home) {
    self.home = home
  }

  /// The value of a setting; nil when it was never set.
  public func setting(_ key: String) throws -> String? {
    try home.read { session in
      try session.first("SELECT value FROM setting WHERE key = ?", [key])
    }
  }

  /// Every setting by its key.
  public func settings() throws -> [String: String] {
    try home.read { session in
      var settings: [String: String] = [:]
      for row in try session.rows("SELECT key, value FROM setting ORDER BY key") {
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
    try home.write { session in
      try Self.keep(settings, over: standards, by: author, at: now, session)
    }
  }
}

extension Storage {
  /// Opens the embedded database: one file, with a write-ahead log; creates it when there is none,
  /// and brings its schema up to date.
  ///
  /// - Throws: `PlainFault` `database.newer` when a later program wrote it, `database.unusable`
  ///   when SQLite refuses it.
  public convenience init(path: String) throws(PlainFault) {
    try self.init(path: path, busyTimeout: 10, pageLimit: nil)
  }

  /// Opens it with how many seconds to wait for another writer, and how many pages it may have.
  package convenience init(path: String, busyTimeout: Double, pageLimit: Int?) throws(PlainFault) {
    try self.init(
      home: SQLiteHome(path: path, busyTimeout: busyTimeout, pageLimit: pageLimit))
  }
}

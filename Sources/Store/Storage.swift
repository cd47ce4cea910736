public import Domain

/// A company's database, whichever it is: what is recorded, and what is read from it.
///
/// What a call has returned from is on disk.
public final class Storage: Sendable {
  let home: any Home

  init(home: any Home) {
    self.home = home
  }

  /// How messages name the database.
  public var place: String { home.place }

  /// Calls when something may have changed, until what it returns is dropped; nil when the database
  /// cannot tell and has to be asked.
  public func watch(_ changed: @escaping @Sendable () -> Void) -> (any Sendable)? {
    home.watch(changed)
  }

  /// The value of a setting; nil when it was never set.
  public func setting(_ key: String) throws -> String? {
    try home.look { session in
      try session.first("SELECT value FROM setting WHERE key = ?", [key])
    }
  }

  /// Every setting by its key.
  public func settings() throws -> [String: String] {
    try home.look { session in
      let rows = try session.rows("SELECT key, value FROM setting")
      return Dictionary(uniqueKeysWithValues: rows.map { ($0[0] as String, $0[1] as String) })
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

extension Storage {
  /// Opens a database of a PostgreSQL server and brings its schema up to date.
  ///
  /// - Parameters:
  ///   - url: `postgres://…`, with any option of libpq.
  ///   - create: whether a database without a company gets one.
  /// - Throws: `PlainFault` `postgres.empty` when there is no company in it and `create` is false,
  ///   `postgres.foreign` when another program has tables of the same names, `database.newer` when a later program wrote it, and whatever keeps it from being reached.
  public convenience init(postgres url: String, create: Bool) throws(PlainFault) {
    do {
      let home = PostgresHome(try PostgresAddress(url))
      let isMade = try home.read { try $0.isCompany(home.place) }
      guard isMade || create else {
        throw PlainFault(.missing, "postgres.empty", ["path": home.place])
      }
      let version = try isMade ? home.read { try $0.schemaVersion() } : 0
      if version != Migration.latest { try home.write { try Migration.run(on: $0) } }
      self.init(home: home)
    } catch let fault as PlainFault {
      throw fault
    } catch {
      throw PlainFault(.outside, "database.failed", ["path": "PostgreSQL", "reason": "\(error)"])
    }
  }
}

extension Session {
  /// Whether a database of a server holds a company of this program.
  ///
  /// - Throws: `PlainFault` `postgres.foreign` when another program has tables of the same names.
  fileprivate func isCompany(_ place: String) throws -> Bool {
    let own = RecordKind.all.map(\.table) + ["revision", "setting", "source"]
    let found: [String] = try column(
      """
      SELECT CAST(relname AS TEXT) FROM pg_class
      WHERE relnamespace = CAST(current_schema() AS regnamespace) AND relkind IN ('r', 'p')
      ORDER BY 1
      """)
    let ours = found.filter { own.contains($0) || $0 == "schema_version" }
    guard let first = ours.first else { return false }
    guard ours.contains("schema_version"), ours.contains("revision"),
      try self.first(
        """
        SELECT EXISTS (SELECT 1 FROM pg_attribute
          WHERE attrelid = to_regclass('schema_version') AND attname = 'version')
        """) == true
    else { throw PlainFault(.conflict, "postgres.foreign", ["path": place, "table": first]) }
    return true
  }
}

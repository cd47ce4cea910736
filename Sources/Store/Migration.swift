import Domain
import SQLCompiler

/// A step of the schema: statements that bring a database from one version to the next.
struct Migration {
  /// The version the database has after it.
  let version: Int
  private let sqlite: [UInt8]
  private let postgres: [UInt8]

  /// Every step, oldest first. A released step is never edited.
  static let all = [
    Migration(1, PackageResources.v0001_company_sql),
    Migration(2, PackageResources.v0002_records_sql),
    Migration(3, PackageResources.v0003_derived_sql),
    Migration(4, PackageResources.v0004_imports_sql),
    Migration(5, PackageResources.v0005_history_sql),
    Migration(6, PackageResources.v0006_columns_sql),
    Migration(7, PackageResources.v0007_facts_sql),
    Migration(
      8, PackageResources.v0008_triggers_sql,
      postgres: PackageResources.v0008_triggers_postgres_sql),
    // Why: a file's reports come out of the cube, and its imports would pay for the indexes.
    Migration(9, [], postgres: PackageResources.v0009_days_postgres_sql),
    Migration(10, PackageResources.v0010_births_sql),
    Migration(11, PackageResources.v0011_before_sql),
    Migration(12, PackageResources.v0012_rare_sql),
    Migration(13, PackageResources.v0013_connections_sql),
  ]

  private init(_ version: Int, _ sqlite: [UInt8], postgres: [UInt8]? = nil) {
    self.version = version
    self.sqlite = sqlite
    self.postgres = postgres ?? sqlite
  }

  /// The version of this program's databases.
  static let latest = all.last?.version ?? 0

  /// Brings a database to the latest version.
  ///
  /// - Throws: `PlainFault` `database.newer` when a later program wrote it.
  static func run(on session: any Session) throws {
    if session.dialect.isPostgres {
      try session.script("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)")
    }
    let version = try session.schemaVersion()
    guard version <= latest else {
      throw PlainFault(
        .outside, "database.newer", ["version": String(version), "known": String(latest)])
    }
    for step in all where step.version > version {
      try session.script(step.sql(in: session.dialect))
      if step.version == 3 { try Settling.fillCalendar(session) }
      if step.version == 11 {
        try Spreading(session: session) { _, _ in }.take(in: "first_paid_before")
      }
      try session.setSchemaVersion(step.version)
    }
    if version < 11 { try Settling.settleAllBefore(session) }
  }

  /// The step's statements in a dialect.
  func sql(in dialect: Dialect) -> String {
    switch dialect {
    case .sqlite: String(decoding: sqlite, as: UTF8.self)
    case .postgres, .citus: PostgresSchema.translated(String(decoding: postgres, as: UTF8.self))
    }
  }
}

extension Session {
  /// The version of the database's schema, 0 for a new one.
  func schemaVersion() throws -> Int {
    switch dialect {
    case .sqlite: try first("PRAGMA user_version") ?? 0
    case .postgres, .citus: try first("SELECT version FROM schema_version") ?? 0
    }
  }

  fileprivate func setSchemaVersion(_ version: Int) throws {
    switch dialect {
    case .sqlite: try script("PRAGMA user_version = \(version)")
    case .postgres, .citus:
      try script("DELETE FROM schema_version; INSERT INTO schema_version VALUES (\(version))")
    }
  }
}

/// A step of the schema: statements that bring a database from one version to the next.
struct Migration {
  /// The version the database has after it.
  let version: Int
  /// The statements, as the file holds them.
  let sql: String

  /// Every step, oldest first. A released step is never edited.
  static let all = [
    Migration(version: 1, bytes: PackageResources.v0001_company_sql),
    Migration(version: 2, bytes: PackageResources.v0002_records_sql),
    Migration(version: 3, bytes: PackageResources.v0003_derived_sql),
    Migration(version: 4, bytes: PackageResources.v0004_imports_sql),
    Migration(version: 5, bytes: PackageResources.v0005_history_sql),
    Migration(version: 6, bytes: PackageResources.v0006_columns_sql),
    Migration(version: 7, bytes: PackageResources.v0007_facts_sql),
  ]

  private init(version: Int, bytes: [UInt8]) {
    self.version = version
    self.sql = String(decoding: bytes, as: UTF8.self)
  }
}

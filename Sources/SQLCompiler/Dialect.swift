/// What databases spell in their own way.
public enum Dialect: Sendable {
  /// SQLite, from 3.40.
  case sqlite
  /// PostgreSQL, from 15.
  case postgres
}

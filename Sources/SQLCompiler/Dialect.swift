/// What databases spell in their own way.
public enum Dialect: Sendable {
  /// SQLite, from 3.40.
  case sqlite
  /// PostgreSQL, from 15.
  case postgres
}

extension Dialect {
  /// All values of a group as one text.
  func gathered(_ value: String) -> String {
    switch self {
    case .sqlite: "group_concat(\(value))"
    case .postgres: "array_agg(\(value))"
    }
  }
}

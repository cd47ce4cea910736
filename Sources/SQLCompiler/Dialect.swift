/// What databases spell in their own way.
public enum Dialect: Sendable {
  /// SQLite, from 3.40.
  case sqlite
  /// PostgreSQL, from 15.
  case postgres
  /// PostgreSQL whose large tables are spread over several servers by Citus, from 12.
  case citus
}

extension Dialect {
  /// Whether the words are PostgreSQL's.
  public var isPostgres: Bool { self != .sqlite }

  /// The tables that a distributed database spreads over its servers.
  ///
  /// Their rows have a `family`, which decides where they live: records that name each other, and
  /// what hangs on them, are of one family, so that a server joins them without asking another. The
  /// calendar is on every server, all other tables are on the one that is connected to.
  public static let spreadTables: Set<String> = [
    "client", "client_attribute", "lead", "deal", "stage_move", "temperature", "deal_item", "call",
    "activity", "payment", "task", "standing", "stage_visit", "lead_warmth", "deal_warmth",
    "deal_terms", "first_paid_before",
  ]

  /// What the condition of a join of two spread tables ends with: that the rows are of one family,
  /// which tells a distributed database that no other server need be asked.
  public func kin(_ a: String, _ b: String) -> String {
    self == .citus ? " AND \(a).family = \(b).family" : ""
  }

  /// The column of a row's family after other columns; nothing where rows have none.
  ///
  /// - Parameter name: what the statement calls the table; nothing where it has no other.
  public func family(of name: String? = nil) -> String {
    self == .citus ? ", \(name.map { "\($0)." } ?? "")family" : ""
  }

  /// All values of a group as one text.
  func gathered(_ value: String) -> String {
    isPostgres ? "array_agg(\(value))" : "group_concat(\(value))"
  }
}

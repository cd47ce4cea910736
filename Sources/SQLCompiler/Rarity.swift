/// A column that hardly a company has something in, or lacks something in.
///
/// Why: what is joined for such records alone is joined in vain wherever there are none, which costs
/// some reports a third or more; whether there is one is found in no time.
public enum Rarity: Hashable, Sendable {
  /// A record with something in the column.
  case filled(relation: String, column: String)
  /// A record with nothing in it.
  case missing(relation: String, column: String)

  /// Every one that is asked for; each has an index that finds such records.
  public static let all: [Rarity] = [
    // A deal that had another lead before its own came.
    .filled(relation: "deal", column: "lead_before"),
    // A client whose payments of earlier days became the client's by a deal that came later.
    .filled(relation: "first_paid_before", column: "client_id"),
    // A payment whose seller is its deal's.
    .missing(relation: "payment", column: "manager_id"),
  ]

  /// The SQL that finds one such record where there are any.
  public var probe: String {
    switch self {
    case .filled(let relation, let column):
      "SELECT 1 FROM \"\(relation)\" WHERE \"\(column)\" IS NOT NULL LIMIT 1"
    case .missing(let relation, let column):
      "SELECT 1 FROM \"\(relation)\" WHERE \"\(column)\" IS NULL LIMIT 1"
    }
  }
}

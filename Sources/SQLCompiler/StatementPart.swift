/// A piece of a statement, with the texts that it binds.
struct StatementPart {
  private var sql: String
  private var texts: [String]

  init(_ sql: String, _ texts: [String] = []) {
    self.sql = sql
    self.texts = texts
  }

  /// The piece and another after it.
  func then(_ next: StatementPart) -> StatementPart {
    StatementPart(sql + "\n" + next.sql, texts + next.texts)
  }

  /// The whole statement, its rows in the order of so many columns, missing last.
  func statement(orderedBy count: Int) -> Statement {
    let places = (0..<count).map { "\($0 + 1) NULLS LAST" }
    let order = places.isEmpty ? "" : "\nORDER BY \(places.joined(separator: ", "))"
    return Statement(sql: sql + order, texts: texts)
  }
}

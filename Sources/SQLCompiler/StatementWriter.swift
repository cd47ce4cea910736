import Semantics

/// Writes terms and conditions as SQL, and gathers the joins and bound texts they need.
///
/// Texts are bound in the order in which they stand in the statement: those of the columns first,
/// then of the joins, then of the rest.
struct StatementWriter {
  private let query: Query
  private var joins: [(link: Link, row: String, alias: String)] = []
  private var joinSQL: [String] = []
  private var joinTexts: [String] = []
  private var texts: [String] = []
  private var current = "r"

  init(_ query: Query) {
    self.query = query
  }

  /// A grouped select: the first columns are the keys, by which rows are ordered, missing last.
  mutating func select(
    _ columns: [String], from query: Query, groupedBy keys: Int
  ) -> Statement {
    let (filter, whereTexts) = filter(query.condition)
    var sql = "SELECT \(columns.joined(separator: ", "))\n\(from)\n\(filter)"
    if keys > 0 {
      let places = (1...keys).map { String($0) }
      sql += "\nGROUP BY \(places.joined(separator: ", "))"
      sql += "\nORDER BY \(places.map { "\($0) NULLS LAST" }.joined(separator: ", "))"
    }
    return Statement(sql: sql, texts: texts + joinTexts + whereTexts)
  }

  /// A select of single records, by id.
  mutating func list(_ columns: [String], from query: Query, limit: Int?) -> Statement {
    let (filter, whereTexts) = filter(query.condition)
    var sql = "SELECT \(columns.joined(separator: ", "))\n\(from)\n\(filter)\nORDER BY r.id"
    if let limit { sql += "\nLIMIT \(limit)" }
    return Statement(sql: sql, texts: texts + joinTexts + whereTexts)
  }

  private var from: String {
    (["FROM \"\(query.relation)\" AS r"] + joinSQL).joined(separator: "\n")
  }

  private mutating func filter(_ condition: Condition) -> (String, [String]) {
    let columnTexts = texts
    texts = []
    let sql = "WHERE \(self.sql(condition))"
    let whereTexts = texts
    texts = columnTexts
    return (sql, whereTexts)
  }

  mutating func sql(_ aggregate: Aggregate) -> String {
    switch aggregate {
    case .count(let condition):
      if condition == .always { return "COUNT(*)" }
      return "COUNT(*) FILTER (WHERE \(sql(condition)))"
    case .sum(let term, let condition):
      let sum = "SUM(\(sql(term)))"
      let filter = condition == .always ? "" : " FILTER (WHERE \(sql(condition)))"
      return "COALESCE(\(sum)\(filter), 0)"
    case .distinct(let terms, let condition):
      // Why: one number for a pair; the second of them is a day, which stays below 2^20.
      let value = terms.map { "COALESCE(\(sql($0)), -1)" }.joined(separator: " * 1048576 + ")
      let filter = condition == .always ? "" : " FILTER (WHERE \(sql(condition)))"
      return "COUNT(DISTINCT \(value))\(filter)"
    // Why: a plain 0 would answer a row a record where there are no keys and no other figures.
    case .distribution: return "0 * COUNT(*)"
    }
  }

  mutating func sql(_ term: Term) -> String {
    switch term {
    case .column(let name): return "\(current).\"\(name)\""
    case .number(let number): return String(number)
    case .asOf: return String(query.asOf)
    case .asOfDay: return String(query.asOfDay)
    case .firstOf(let terms):
      if terms.isEmpty { return "NULL" }
      if terms.count == 1 { return sql(terms[0]) }
      return "COALESCE(\(terms.map { sql($0) }.joined(separator: ", ")))"
    case .choose(let condition, let first, let otherwise):
      return "CASE WHEN \(sql(condition)) THEN \(sql(first)) ELSE \(sql(otherwise)) END"
    case .minus(let a, let b): return "(\(sql(a)) - \(sql(b)))"
    case .seconds(let milliseconds): return "(\(sql(milliseconds)) / 1000)"
    case .weekday(let day): return "((\(sql(day)) + 3) % 7 + 1)"
    case .monday(let day):
      let number = sql(day)
      return "(\(number) - (\(number) + 3) % 7)"
    case .band(let term, let limits):
      let number = sql(term)
      let cases = limits.enumerated().map { "WHEN \(number) < \($1) THEN \($0)" }
      return "CASE WHEN \(number) IS NULL THEN NULL \(cases.joined(separator: " ")) "
        + "ELSE \(limits.count) END"
    case .via(let link, let term):
      let alias = join(link)
      let outer = current
      current = alias
      defer { current = outer }
      return sql(term)
    }
  }

  mutating func sql(_ condition: Condition) -> String {
    switch condition {
    case .all(let conditions):
      if conditions.isEmpty { return "TRUE" }
      return "(\(conditions.map { sql($0) }.joined(separator: " AND ")))"
    case .any(let conditions):
      if conditions.isEmpty { return "FALSE" }
      return "(\(conditions.map { sql($0) }.joined(separator: " OR ")))"
    case .not(let condition): return "(\(sql(condition))) IS NOT TRUE"
    case .isMissing(let term): return "\(sql(term)) IS NULL"
    case .less(let a, let b): return "\(sql(a)) < \(sql(b))"
    case .atMost(let a, let b): return "\(sql(a)) <= \(sql(b))"
    case .leads(let link): return "\(join(link)).\"\(link.column)\" IS NOT NULL"
    case .isIn(let term, let values):
      let alternatives = values.map { value in
        switch value {
        case nil: return "\(sql(term)) IS NULL"
        case .number(let number): return "\(sql(term)) = \(number)"
        case .text(let text):
          let sql = "\(sql(term)) = ?"
          texts.append(text)
          return sql
        }
      }
      return alternatives.isEmpty ? "FALSE" : "(\(alternatives.joined(separator: " OR ")))"
    }
  }

  /// The alias of the record a link leads to from the record at hand, joined once.
  private mutating func join(_ link: Link) -> String {
    if let known = joins.first(where: { $0.row == current && $0.link == link }) {
      return known.alias
    }
    let kept = texts
    texts = []
    let value = sql(link.from)
    let alias = "j\(joins.count + 1)"
    var on = "\(alias).\"\(link.column)\" = \(value)"
    if link.isDated {
      on += " AND \(alias).from_at <= \(query.asOf) AND \(query.asOf) < \(alias).until_at"
    }
    joinTexts += texts
    if let name = link.name {
      on += " AND \(alias).name = ?"
      joinTexts.append(name)
    }
    texts = kept
    joins.append((link, current, alias))
    joinSQL.append("LEFT JOIN \"\(link.relation)\" AS \(alias) ON \(on)")
    return alias
  }
}

import Semantics

/// Writes terms and conditions as SQL, and gathers the joins and bound texts they need.
///
/// Texts are bound in the order in which they stand in the statement: those of the columns first,
/// then of the joins, then of the rest.
struct StatementWriter {
  private let query: Query
  private let dialect: Dialect
  private var joins: [Join] = []
  private var joinTexts: [String] = []
  private var texts: [String] = []
  private var current = "r"
  /// The column of the row at hand that makes what is being written needless wherever it is filled.
  private var instead: String?

  init(_ query: Query, _ dialect: Dialect) {
    self.query = query
    self.dialect = dialect
  }

  /// A grouped select of a query's keys and measures after some other columns.
  mutating func groups(of query: Query, after first: [String] = []) -> StatementPart {
    let keys = query.keys.map { self.sql($0) }
    let measures = query.measures.map { self.sql($0) }
    return select(
      first + keys + measures, query.condition, groupedBy: first.count..<first.count + keys.count)
  }

  /// A grouped select of flags `f1`, `f2`, …, keys `a1`, `a2`, … and measures `m1`, `m2`, ….
  mutating func folded(_ query: Query, _ flags: [Condition]) -> StatementPart {
    let flags = flags.enumerated().map { "(\(self.sql($1))) IS TRUE AS f\($0 + 1)" }
    let keys = query.keys.enumerated().map { "\(self.sql($1)) AS a\($0 + 1)" }
    let measures = query.measures.enumerated().map { "\(self.sql($1)) AS m\($0 + 1)" }
    return select(
      flags + keys + measures, query.condition, groupedBy: 0..<flags.count + keys.count)
  }

  private mutating func select(
    _ columns: [String], _ condition: Condition, groupedBy keys: Range<Int>
  ) -> StatementPart {
    let (filter, whereTexts) = filter(condition)
    var sql = "SELECT \(columns.joined(separator: ", "))\n\(from)\(filter)"
    if !keys.isEmpty {
      sql += "\nGROUP BY \(keys.map { String($0 + 1) }.joined(separator: ", "))"
    }
    return StatementPart(sql, texts + joinTexts + whereTexts)
  }

  /// A select of single records, by id.
  mutating func list(_ columns: [String], from query: Query, limit: Int?) -> Statement {
    let (filter, whereTexts) = filter(query.condition)
    var sql = "SELECT \(columns.joined(separator: ", "))\n\(from)\(filter)\nORDER BY r.id"
    if let limit { sql += "\nLIMIT \(limit)" }
    return Statement(sql: sql, texts: texts + joinTexts + whereTexts)
  }

  /// A select of the first record of each combination of terms, by id: id, moment or day, 1.
  mutating func firsts(
    of terms: [Term], _ at: Term, from query: Query, after: Int?, limit: Int?
  ) -> Statement {
    let columns = [self.sql(.column("id")), self.sql(at)]
    let different = terms.map { self.sql($0) }.joined(separator: ", ")
    let (filter, whereTexts) = filter(query.condition)
    var sql = """
      SELECT id, at, 1 FROM (
      SELECT \(columns[0]) AS id, \(columns[1]) AS at,
      ROW_NUMBER() OVER (PARTITION BY \(different) ORDER BY \(columns[0])) AS place
      \(from)\(filter)) AS found
      WHERE place = 1\(after.map { " AND id > \($0)" } ?? "")
      ORDER BY id
      """
    if let limit { sql += "\nLIMIT \(limit)" }
    return Statement(sql: sql, texts: texts + joinTexts + whereTexts)
  }

  private var from: String {
    (["FROM \"\(query.relation)\" AS r"] + joins.map { $0.sql(dialect) }).joined(separator: "\n")
  }

  private mutating func filter(_ condition: Condition) -> (String, [String]) {
    if condition == .always { return ("", []) }
    let columnTexts = texts
    texts = []
    let sql = "\nWHERE \(self.sql(condition))"
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
    case .distribution(let term, let condition):
      let value = sql(term)
      let filter = sql(condition && .not(.isMissing(term)))
      return "\(dialect.gathered(value)) FILTER (WHERE \(filter))"
    }
  }

  mutating func sql(_ term: Term) -> String {
    switch term {
    case .column(let name):
      if let place = joins.firstIndex(where: { $0.alias == current }) {
        joins[place].columns.insert(name)
      }
      return "\(current).\"\(name)\""
    case .number(let number): return String(number)
    case .asOf: return String(query.asOf)
    case .asOfDay: return String(query.asOfDay)
    case .firstOf(let terms):
      if terms.isEmpty { return "NULL" }
      if terms.count == 1 { return sql(terms[0]) }
      return "COALESCE(\(alternatives(terms).joined(separator: ", ")))"
    case .choose(let condition, let first, let otherwise):
      return "CASE WHEN \(sql(condition)) THEN \(sql(first)) ELSE \(sql(otherwise)) END"
    case .minus(let a, let b): return "(\(sql(a)) - \(sql(b)))"
    case .seconds(let milliseconds): return "(\(sql(milliseconds)) / 1000)"
    // Why: 1970 began on a Thursday; so many weeks before it no day is below 0.
    case .weekday(let day): return "((\(sql(day)) + 7000003) % 7 + 1)"
    case .monday(let day):
      let number = sql(day)
      return "(\(number) - (\(number) + 7000003) % 7)"
    case .band(let term, let limits):
      let number = sql(term)
      let cases = limits.enumerated().filter { limits.firstIndex(of: $1) == $0 }
        .map { "WHEN \(number) < \($1) THEN \($0)" }
      return "CASE WHEN \(number) IS NULL THEN NULL \(cases.joined(separator: " ")) "
        + "ELSE \(limits.count) END"
    case .via(let link, let term):
      let alias = join(link)
      let outer = (current, instead)
      (current, instead) = (alias, nil)
      defer { (current, instead) = outer }
      return sql(term)
    }
  }

  /// Terms of which the first that is not missing counts.
  private mutating func alternatives(_ terms: [Term]) -> [String] {
    let first = sql(terms[0])
    let outer = instead
    // Why: a record seldom lacks its seller, while other columns are mostly empty; and records that
    // are not few are matched with all there are, rather than looked up.
    if terms[0] == .column("manager_id"), query.condition.leavesFew, instead == nil {
      instead = first
    }
    defer { instead = outer }
    return [first] + terms.dropFirst().map { sql($0) }
  }

  mutating func sql(_ condition: Condition) -> String {
    switch condition {
    case .all(let conditions):
      if conditions.isEmpty { return "TRUE" }
      return "(\(conditions.map { sql($0) }.joined(separator: " AND ")))"
    case .any(let conditions):
      if conditions.isEmpty { return "FALSE" }
      return "(\(conditions.map { sql($0) }.joined(separator: " OR ")))"
    // Why: an index finds both.
    case .not(.atMost(.column(let name), let limit)) where limit.isFixed:
      let column = sql(.column(name))
      return "(\(column) > \(sql(limit)) OR \(column) IS NULL)"
    case .not(let condition): return "(\(sql(condition))) IS NOT TRUE"
    case .isMissing(let term): return "\(sql(term)) IS NULL"
    case .less(let a, let b): return "\(sql(a)) < \(sql(b))"
    case .atMost(let a, let b): return "\(sql(a)) <= \(sql(b))"
    case .leads(let link):
      let alias = join(link)
      if let place = joins.firstIndex(where: { $0.alias == alias }) {
        joins[place].columns.insert(link.column)
      }
      return "\(alias).\"\(link.column)\" IS NOT NULL"
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
    if let place = joins.firstIndex(where: { $0.row == current && $0.link == link }) {
      joins[place].instead.insert(instead)
      return joins[place].alias
    }
    let kept = texts
    texts = []
    let value = sql(link.from)
    let alias = "j\(joins.count + 1)"
    var on = ""
    if Dialect.spreadTables.contains(link.relation) { on += dialect.kin(alias, current) }
    if link.isDated {
      on += " AND \(alias).from_at <= \(query.asOf) AND \(query.asOf) < \(alias).until_at"
    }
    joinTexts += texts
    if let name = link.name {
      on += " AND \(alias).name = ?"
      joinTexts.append(name)
    }
    texts = kept
    joins.append(
      Join(link: link, row: current, alias: alias, value: value, and: on, instead: [instead]))
    return alias
  }
}

/// A record that a link leads to, joined to the row at hand.
private struct Join {
  let link: Link
  let row: String
  let alias: String
  /// What leads to it.
  let value: String
  let and: String
  /// The columns of the row at hand that make it needless where they are filled; nil for a use that
  /// always needs it.
  var instead: Set<String?>
  /// What is asked of it.
  var columns: Set<String> = []

  func sql(_ dialect: Dialect) -> String {
    var value = value
    // Why: nothing is looked up for an empty key.
    if instead.count == 1, let column = instead.first ?? nil {
      value = "CASE WHEN \(column) IS NULL THEN \(value) END"
    }
    var sql =
      "LEFT JOIN \"\(link.relation)\" AS \(alias) ON \(alias).\"\(link.column)\" = \(value)\(and)"
    // Why: records in which nothing stands might as well be missing, and PostgreSQL need not lay
    // them out before it looks others up.
    if dialect.isPostgres, !link.isDated, columns.count == 1, let column = columns.first,
      column != link.column
    {
      sql += " AND \(alias).\"\(column)\" IS NOT NULL"
    }
    return sql
  }
}

extension Condition {
  /// Whether it asks for records that something has not happened to yet, which are few of all.
  fileprivate var leavesFew: Bool {
    switch self {
    case .all(let conditions): conditions.contains { $0.leavesFew }
    case .not(.atMost(.column, let limit)): limit.isFixed
    default: false
    }
  }
}

extension Term {
  /// Whether it is the same for every record, and never missing.
  fileprivate var isFixed: Bool {
    switch self {
    case .number, .asOf, .asOfDay: true
    default: false
    }
  }
}

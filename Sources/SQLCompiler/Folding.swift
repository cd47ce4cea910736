import Semantics

/// A question in two steps.
///
/// Records are first folded into one row for each combination of what the keys and the counts of
/// different values say of them; only these few rows meet the calendar and are looked at for
/// different values.
struct Folding {
  /// What folds the records: its keys are the columns `a1`, `a2`, …, its measures `m1`, `m2`, ….
  private var inner: Query
  /// Conditions by which records are folded too: `f1`, `f2`, …, 1 where they hold and 0 elsewhere.
  private var flags: [Condition] = []
  /// What answers the question from the folded rows.
  private var outer: Query
  private let dialect: Dialect

  /// The steps of a query; nil when one is enough.
  init?(_ query: Query, _ dialect: Dialect) {
    let hasDistributions = query.measures.contains {
      if case .distribution = $0 { true } else { false }
    }
    let isFolded = query.keys.contains {
      Self.calendar($0) != nil || Self.splits($0, dialect)
    }
    guard !hasDistributions, query.hasDistinct || isFolded else { return nil }
    self.dialect = dialect
    inner = query
    inner.keys = []
    inner.measures = []
    outer = query
    outer.relation = Self.name
    outer.condition = .always
    // Why: the days whose different ones are counted make weeks too.
    outer.measures = query.measures.map { folded($0) }
    outer.keys = query.keys.map { folded($0) }
  }

  /// The statement that answers the question.
  func statement() -> Statement {
    let rows = rows
    var writer = StatementWriter(outer, dialect)
    return rows.then(writer.groups(of: outer)).statement(orderedBy: outer.keys.count)
  }

  /// The statement that answers the same after a column of 0, and a row of all records after a 1.
  func statementWithTotal() -> Statement {
    let rows = rows
    var total = outer
    total.keys = []
    var ofGroups = StatementWriter(outer, dialect)
    var ofTotal = StatementWriter(total, dialect)
    let before = ["1"] + outer.keys.map { _ in "NULL" }
    return rows.then(ofGroups.groups(of: outer, after: ["0"]))
      .then(StatementPart("UNION ALL"))
      .then(ofTotal.groups(of: total, after: before))
      .statement(orderedBy: outer.keys.count + 1)
  }

  private static let name = "folded"

  private var rows: StatementPart {
    var writer = StatementWriter(inner, dialect)
    let rows = writer.folded(inner, flags)
    let part = flags.isEmpty ? rows : numbered.then(rows).then(StatementPart(") AS flagged"))
    return StatementPart("WITH \(Self.name) AS (").then(part).then(StatementPart(")"))
  }

  /// What makes numbers of flags.
  private var numbered: StatementPart {
    let columns =
      flags.indices.map { "CAST(f\($0 + 1) AS INTEGER) AS f\($0 + 1)" }
      + inner.keys.indices.map { "a\($0 + 1)" } + inner.measures.indices.map { "m\($0 + 1)" }
    return StatementPart("SELECT \(columns.joined(separator: ", ")) FROM (")
  }

  // MARK: Terms of the folded rows

  private static func calendar(_ term: Term) -> (Link, Term)? {
    guard case .via(let link, let term) = term, link.relation == "calendar" else { return nil }
    return (link, term)
  }

  /// Whether a key is folded by its conditions and what they choose from.
  ///
  /// Why: PostgreSQL takes a CASE for as many groups as its columns have combinations of values, and
  /// sorts all records where a few groups would do; a condition it takes for two.
  private static func splits(_ term: Term, _ dialect: Dialect) -> Bool {
    guard dialect.isPostgres, case .choose(_, let first, let otherwise) = term else {
      return false
    }
    return [first, otherwise].allSatisfy { isPlain($0) || splits($0, dialect) }
  }

  private static func isPlain(_ term: Term) -> Bool {
    switch term {
    case .column, .number, .missing: true
    case .via(let link, let term): link.relation != "calendar" && isPlain(term)
    default: false
    }
  }

  private mutating func folded(_ term: Term) -> Term {
    switch term {
    case .number, .missing: return term
    case .choose(let condition, let first, let otherwise) where Self.splits(term, dialect):
      return .choose(flag(condition), folded(first), otherwise: folded(otherwise))
    case .monday(let day) where inner.keys.contains(day): return .monday(folded(day))
    case .weekday(let day) where inner.keys.contains(day): return .weekday(folded(day))
    default: break
    }
    if let (link, term) = Self.calendar(term) { return .via(.calendar(folded(link.from)), term) }
    let place = inner.keys.firstIndex(of: term) ?? inner.keys.count
    if place == inner.keys.count { inner.keys.append(term) }
    return .column("a\(place + 1)")
  }

  private mutating func flag(_ condition: Condition) -> Condition {
    let place = flags.firstIndex(of: condition) ?? flags.count
    if place == flags.count { flags.append(condition) }
    return .equals(.column("f\(place + 1)"), 1)
  }

  private mutating func folded(_ condition: Condition) -> Condition {
    switch condition {
    case .all(let conditions): .all(conditions.map { folded($0) })
    case .any(let conditions): .any(conditions.map { folded($0) })
    case .not(let condition): .not(folded(condition))
    case .isIn(let term, let values): .isIn(folded(term), values)
    case .isMissing(let term): .isMissing(folded(term))
    case .less(let a, let b): .less(folded(a), folded(b))
    case .atMost(let a, let b): .atMost(folded(a), folded(b))
    case .leads: .equals(folded(.choose(condition, .number(1), otherwise: .number(0))), 1)
    }
  }

  private mutating func folded(_ measure: Aggregate) -> Aggregate {
    if case .distinct(let terms, let condition) = measure {
      return .distinct(terms.map { folded($0) }, folded(condition))
    }
    inner.measures.append(measure)
    return .sum(.column("m\(inner.measures.count)"), .always)
  }
}

public import Semantics

/// A statement with its bound texts, ready for a database.
public struct Statement: Hashable, Sendable {
  /// The SQL; `?` stands for each text.
  public let sql: String
  /// The texts to bind, in order.
  public let texts: [String]
}

extension Query {
  /// The statement that answers the query's counts and sums: its keys, then a column for each
  /// measure, 0 for distributions, which `distributionStatement` answers.
  public var statement: Statement {
    var writer = StatementWriter(self)
    let keys = self.keys.map { writer.sql($0) }
    let measures = self.measures.map { writer.sql($0) }
    return writer.select(keys + measures, from: self, groupedBy: keys.count)
  }

  /// The statement that answers a distribution: the keys, the value, how often it stands.
  ///
  /// Rows without a value are left out.
  public func distributionStatement(_ term: Term, _ condition: Condition) -> Statement {
    var query = self
    query.condition = query.condition && condition && .not(.isMissing(term))
    var writer = StatementWriter(query)
    let keys = (self.keys + [term]).map { writer.sql($0) }
    return writer.select(keys + ["COUNT(*)"], from: query, groupedBy: keys.count)
  }
}

extension RecordQuery {
  /// The statement that lists the records behind a figure: id, moment or day, what each adds.
  public var statement: Statement {
    var query = query
    query.condition = query.condition && measure.condition
    let adds: Term
    switch measure {
    case .count: adds = .number(1)
    case .distinct: adds = .number(1)
    case .sum(let term, _): adds = term
    case .distribution(let term, _):
      adds = term
      query.condition = query.condition && .not(.isMissing(term))
    }
    if let after { query.condition = query.condition && .less(.number(after), .column("id")) }
    var writer = StatementWriter(query)
    let columns = [Term.column("id"), at, adds].map { writer.sql($0) }
    return writer.list(columns, from: query, limit: limit)
  }
}

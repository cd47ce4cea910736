public import Semantics

/// A statement with its bound texts, ready for a database.
public struct Statement: Hashable, Sendable {
  /// The SQL; `?` stands for each text.
  public let sql: String
  /// The texts to bind, in order.
  public let texts: [String]
}

extension Query {
  /// The statement that answers the query: its keys, then a column for each measure.
  ///
  /// A distribution is one text of all its values in any order, separated by signs that no number
  /// has; nothing when there are none.
  public func statement(in dialect: Dialect) -> Statement {
    if let folding = Folding(self, dialect) { return folding.statement() }
    var writer = StatementWriter(self, dialect)
    return writer.groups(of: self).statement(orderedBy: keys.count)
  }

  /// The statement that answers the query in its groups and as one group, where the one does not
  /// follow from the others: a column before the keys is 0 for a group and 1 for all of them.
  public func statementWithTotal(in dialect: Dialect) -> Statement? {
    guard !keys.isEmpty, hasDistinct else { return nil }
    return Folding(self, dialect)?.statementWithTotal()
  }

  /// Whether different values are counted, which do not add up.
  public var hasDistinct: Bool {
    measures.contains { if case .distinct = $0 { true } else { false } }
  }
}

extension RecordQuery {
  /// The statement that lists the records behind a figure: id, moment or day, what each adds.
  public func statement(in dialect: Dialect) -> Statement {
    var query = query
    query.condition = query.condition && measure.condition
    let adds: Term
    switch measure {
    case .count: adds = .number(1)
    case .distinct(let terms, _):
      var writer = StatementWriter(query, dialect)
      return writer.firsts(of: terms, at, from: query, after: after, limit: limit)
    case .sum(let term, _): adds = term
    case .distribution(let term, _):
      adds = term
      query.condition = query.condition && .not(.isMissing(term))
    }
    if let after { query.condition = query.condition && .less(.number(after), .column("id")) }
    var writer = StatementWriter(query, dialect)
    let columns = [Term.column("id"), at, adds].map { writer.sql($0) }
    return writer.list(columns, from: query, limit: limit)
  }
}

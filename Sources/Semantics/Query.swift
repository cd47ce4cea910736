/// A figure over the records of a group.
public enum Aggregate: Hashable, Sendable {
  /// How many records fulfil a condition.
  case count(Condition)
  /// The sum of a term over them; missing ones add nothing.
  case sum(Term, Condition)
  /// How many different combinations of terms they have.
  case distinct([Term], Condition)
  /// How often each value of a term stands among them.
  case distribution(Term, Condition)

  /// What records must fulfil to enter the figure.
  public var condition: Condition {
    switch self {
    case .count(let condition), .sum(_, let condition), .distinct(_, let condition),
      .distribution(_, let condition):
      condition
    }
  }
}

/// A question to an engine: which records, in which groups, which figures over each.
public struct Query: Hashable, Sendable {
  /// The relation whose records are counted.
  public var relation: String
  /// What every record must fulfil.
  public var condition: Condition
  /// What makes the groups; without any all records are one group.
  public var keys: [Term]
  /// The figures over each group.
  public var measures: [Aggregate]
  /// The moment asked about, in milliseconds.
  public var asOf: Int
  /// Its day in the company's zone.
  public var asOfDay: Int

  /// A question over a relation.
  public init(
    relation: String, condition: Condition, keys: [Term], measures: [Aggregate], asOf: Int,
    asOfDay: Int
  ) {
    self.relation = relation
    self.condition = condition
    self.keys = keys
    self.measures = measures
    self.asOf = asOf
    self.asOfDay = asOfDay
  }
}

extension Query {
  /// The same question about all records as one group.
  public var whole: Query {
    var whole = self
    whole.keys = []
    return whole
  }
}

/// An engine's answer: a row a group, in the order of their keys, missing last.
public struct Frame: Equatable, Sendable {
  /// The groups that have records.
  public var rows: [FrameRow]

  /// An answer of groups.
  public init(rows: [FrameRow]) {
    self.rows = rows
  }
}

/// A group of an answer.
public struct FrameRow: Equatable, Sendable {
  /// The values of the query's keys, in its order.
  public var keys: [Value?]
  /// The values of the query's measures, in its order.
  public var measures: [Measured]

  /// A group by its keys and measures.
  public init(keys: [Value?], measures: [Measured]) {
    self.keys = keys
    self.measures = measures
  }
}

/// The value of a measure over a group.
public enum Measured: Equatable, Sendable {
  /// A count or a sum.
  case number(Int)
  /// Values, as often as each stands.
  case values(Distribution)

  /// The count or sum; that of values is how many there are.
  public var number: Int {
    switch self {
    case .number(let number): number
    case .values(let values): values.count
    }
  }

  /// The values; none of a count or a sum.
  public var values: Distribution {
    if case .values(let values) = self { values } else { Distribution() }
  }
}

extension Int {
  /// The sum, or the last number on its side when it does not fit.
  ///
  /// Why: a sum beyond 64 bits says nothing, and must not end the program.
  @inlinable
  public func clampedSum(_ other: Int) -> Int {
    let (sum, isOver) = addingReportingOverflow(other)
    return isOver ? (other < 0 ? .min : .max) : sum
  }
}

/// A question for the records behind a figure.
public struct RecordQuery: Sendable {
  /// The figure's query; its keys are not asked.
  public var query: Query
  /// The measure of it.
  public var measure: Aggregate
  /// The moment or day of a record's event.
  public var at: Term
  /// The records after this id only.
  public var after: Int?
  /// How many at most; all when nil.
  public var limit: Int?

  /// The records behind a measure of a query.
  public init(_ query: Query, _ measure: Aggregate, at: Term, after: Int? = nil, limit: Int? = nil)
  {
    self.query = query
    self.measure = measure
    self.at = at
    self.after = after
    self.limit = limit
  }
}

extension RecordQuery {
  /// The question for how many records there are and what they add together.
  public var totals: Query {
    var totals = query
    totals.keys = []
    totals.condition = query.condition && measure.condition
    switch measure {
    case .count: totals.measures = [.count(.always), .count(.always)]
    case .distinct(let terms, _):
      totals.measures = [.distinct(terms, .always), .distinct(terms, .always)]
    case .sum(let term, _): totals.measures = [.count(.always), .sum(term, .always)]
    case .distribution(let term, _):
      totals.condition = totals.condition && .not(.isMissing(term))
      totals.measures = [.count(.always), .sum(term, .always)]
    }
    return totals
  }
}

/// A record behind a figure.
public struct FoundRecord: Equatable, Sendable {
  /// Our id.
  public let id: Int
  /// The moment or day of its event.
  public let at: Int?
  /// What it adds to the figure: 1 to a count, its amount to a sum, its value to a median.
  public let adds: Int

  /// A record and what it adds.
  public init(id: Int, at: Int?, adds: Int) {
    self.id = id
    self.at = at
    self.adds = adds
  }
}

/// What both engines do.
public protocol Answering: Sendable {
  /// Answers a question.
  func answer(_ query: Query) throws -> Frame
  /// Answers several questions, in their order.
  func answers(_ queries: [Query]) throws -> [Frame]
  /// Lists the records behind a figure, by id; of those that a figure counts once the first.
  func records(_ query: RecordQuery) throws -> [FoundRecord]
}

extension Answering {
  public func answers(_ queries: [Query]) throws -> [Frame] {
    try queries.map { try answer($0) }
  }
}

/// Something a record says: a column of its own, or one it takes from another record.
///
/// Both engines answer the same terms; a missing value spreads like SQL's NULL.
public indirect enum Term: Hashable, Sendable {
  /// A stored column.
  case column(String)
  /// A term of the record a link leads to; missing when it leads nowhere.
  case via(Link, Term)
  /// The first that is not missing.
  case firstOf([Term])
  /// A number.
  case number(Int)
  /// The moment asked about, in milliseconds.
  case asOf
  /// The day of that moment in the company's zone.
  case asOfDay
  /// One term when a condition holds, else another.
  case choose(Condition, Term, otherwise: Term)
  /// The difference of two numbers.
  case minus(Term, Term)
  /// Whole seconds of milliseconds that are not below 0.
  case seconds(Term)
  /// How many of the ascending limits a number has reached: 0 below the first.
  case band(Term, [Int])
  /// The day of the week of a day, 1 Monday … 7.
  case weekday(Term)
  /// The Monday of a day's week.
  case monday(Term)
}

extension Term {
  /// The first day of the month of a day.
  public static func month(_ day: Term) -> Term { .via(.calendar(day), .column("month")) }

  /// Nothing, for records that have no such field.
  public static let missing = Term.firstOf([])
}

/// The way from a record to one record of another relation.
public struct Link: Hashable, Sendable {
  /// The value that leads there.
  public let from: Term
  /// The relation it leads to.
  public let relation: String
  /// The relation's column that the value meets; unique together with the rest.
  public let column: String
  /// Whether the row is the one whose time (`from_at` ..< `until_at`) holds the moment asked about.
  public let isDated: Bool
  /// The value of the relation's column `name`, for relations of named values.
  public let name: String?

  /// A link from a value to a column of a relation.
  public init(
    _ from: Term, to relation: String, column: String = "id", isDated: Bool = false,
    name: String? = nil
  ) {
    self.from = from
    self.relation = relation
    self.column = column
    self.isDated = isDated
    self.name = name
  }

  /// The calendar's row of a day.
  public static func calendar(_ day: Term) -> Link { Link(day, to: "calendar", column: "day") }
}

/// What must hold for a record to count. A comparison with a missing value does not hold.
public indirect enum Condition: Hashable, Sendable {
  /// A term has one of the values; nil stands for a missing one.
  case isIn(Term, [Value?])
  /// A term is missing.
  case isMissing(Term)
  /// The first is below the second.
  case less(Term, Term)
  /// The first is not above the second.
  case atMost(Term, Term)
  /// A link leads to a record.
  case leads(Link)
  /// All of them hold; true of none.
  case all([Condition])
  /// One of them holds; false of none.
  case any([Condition])
  /// It does not hold.
  case not(Condition)

  /// Every record.
  public static let always = Condition.all([])

  /// A term equals a number.
  public static func equals(_ term: Term, _ number: Int) -> Condition {
    .isIn(term, [.number(number)])
  }

  /// A term is a number between two, both included.
  public static func between(_ term: Term, _ low: Int, _ high: Int) -> Condition {
    .all([.atMost(.number(low), term), .atMost(term, .number(high))])
  }

  /// Both hold.
  public static func && (a: Condition, b: Condition) -> Condition {
    switch (a, b) {
    case (.all(let first), .all(let second)): .all(first + second)
    case (.all(let first), _): .all(first + [b])
    case (_, .all(let second)): .all([a] + second)
    default: .all([a, b])
    }
  }
}

import Domain
public import Semantics

/// How a report is made: one value a report, described, not coded.
public protocol ReportRecipe: Sendable {
  /// The report's name.
  var id: String { get }
  /// What `by` may name: a key or a pair of keys.
  var by: [String] { get }
  /// Whether it is about one day instead of a period.
  var isOfDay: Bool { get }
  /// Whether it takes a slice, a mode and a pipeline.
  var isSliced: Bool { get }
  /// The plan for a request.
  func plan(_ request: ReportRequest) -> ReportPlan
}

extension ReportRecipe {
  public var by: [String] { [] }
  public var isOfDay: Bool { false }
  public var isSliced: Bool { false }
}

/// What a report asks and how it arranges the answers.
public struct ReportPlan: Sendable {
  var keys: [ReportKey]
  var asks: [Ask]
  var figures: [FigureRule]
  var total = TotalKind.figures
  var keepsEmptyRows = false
  /// The pipelines whose guessed order of stages the reader should know of; none when nil.
  var notesLadders = false
  /// Makes the report's rows of the groups that were answered, when they are not the rows already.
  var reshape: (@Sendable ([Group]) -> [Group])?
  /// What else a figure's records must fulfil in a row, when rows are not the groups asked.
  var narrow: (@Sendable (_ measure: String, _ row: RowAddress) -> Condition?)?
  /// The measure a row shows under another's name.
  var rename: (@Sendable (_ measure: String, _ row: RowAddress) -> String)?
  /// The keys by which reshaped rows are found among the asks; all of them when nil.
  var askedKeys: Int?

  init(keys: [ReportKey], asks: [Ask], figures: [FigureRule]) {
    self.keys = keys
    self.asks = asks
    self.figures = figures
  }

  enum TotalKind: Sendable { case none, figures, eachOfLastKey }
}

/// The values that name a row, by key; a key that is not in it is free.
public typealias RowAddress = [String: Value?]

/// One sort of events a report counts, with the figures over them.
struct Ask: Sendable {
  let subject: Subject
  let condition: Condition
  let measures: [Measure]
  /// The groups it is asked by, when they are not the report's keys.
  var keys: [Term]?

  init(
    _ subject: Subject, where condition: Condition = .always, keys: [Term]? = nil,
    _ measures: [Measure]
  ) {
    self.subject = subject
    self.condition = condition
    self.measures = measures
    self.keys = keys
  }

  /// Events of the request's period.
  init(_ subject: Subject, in request: ReportRequest, _ measures: [Measure]) {
    self.init(
      subject, where: .between(subject.day, request.from.number, request.to.number), measures)
  }
}

/// A figure over the records of an ask, by name; equal names of several asks add up.
struct Measure: Sendable {
  let name: String
  let type: FigureType
  let aggregate: Aggregate

  static func count(_ name: String, where condition: Condition = .always) -> Measure {
    Measure(name: name, type: .count, aggregate: .count(condition))
  }
  static func money(_ name: String, _ term: Term, where condition: Condition = .always) -> Measure {
    Measure(name: name, type: .money, aggregate: .sum(term, condition))
  }
  static func sum(
    _ name: String, _ term: Term, as type: FigureType = .count, where condition: Condition = .always
  ) -> Measure {
    Measure(name: name, type: type, aggregate: .sum(term, condition))
  }
  static func distinct(
    _ name: String, _ terms: [Term], where condition: Condition = .always
  ) -> Measure {
    Measure(name: name, type: .count, aggregate: .distinct(terms, condition))
  }
  static func values(_ name: String, _ term: Term, where condition: Condition = .always) -> Measure
  {
    Measure(name: name, type: .days, aggregate: .distribution(term, condition))
  }
}

/// A group of records with its measures, from which a row's figures are made.
struct Group: Sendable {
  /// The values of the keys; empty for the total.
  var keys: [Value?]
  /// The measures by name.
  var measures: Measures
  /// Numbers that are no measures, such as plans and norms.
  var numbers: [String: Double] = [:]

  init(keys: [Value?], measures: Measures = [:], numbers: [String: Double] = [:]) {
    self.keys = keys
    self.measures = measures
    self.numbers = numbers
  }

  /// A count or sum; 0 when the group has none.
  func number(_ name: MeasureName) -> Int { measures[name].number }

  /// The values of a distribution.
  func values(_ name: MeasureName) -> Distribution { measures[name].values }
}

/// How a figure is made of a group's measures, and what it opens to.
struct FigureRule: Sendable {
  let key: String
  let type: FigureType
  let opens: Opening
  /// How many of the units of its records make one of the figure's.
  var unit = 1.0
  let make: @Sendable (Group, Surroundings) -> Figure

  /// What a figure opens to.
  enum Opening: Sendable {
    /// The records behind a measure.
    case records(String)
    /// The figures or measures it is made of.
    case parts([String])
    /// Nothing: it is set, not counted.
    case nothing
  }

  /// What stands around a group: the whole answer and the request.
  struct Surroundings: Sendable {
    let total: Group
    let request: ReportRequest
    let isTotal: Bool
  }
}

extension FigureRule {
  static func count(_ key: String, of measure: String? = nil) -> FigureRule {
    let name = MeasureName(measure ?? key)
    return FigureRule(key: key, type: .count, opens: .records(name.text)) { group, _ in
      .count(group.number(name))
    }
  }

  static func seconds(_ key: String) -> FigureRule {
    let name = MeasureName(key)
    return FigureRule(key: key, type: .seconds, opens: .records(key)) { group, _ in
      .count(group.number(name))
    }
  }

  static func money(_ key: String) -> FigureRule {
    let name = MeasureName(key)
    return FigureRule(key: key, type: .money, opens: .records(key)) { group, around in
      .money(group.number(name), digits: around.request.company.currency.digits)
    }
  }

  /// A ratio of two measures; nothing when the second is 0.
  static func ratio(
    _ key: String, _ part: String, of whole: String, as type: FigureType = .percent
  ) -> FigureRule {
    let names = (part: MeasureName(part), whole: MeasureName(whole))
    return FigureRule(key: key, type: type, opens: .parts([part, whole])) { group, _ in
      .ratio(Double(group.number(names.part)), Double(group.number(names.whole)))
    }
  }

  /// Money divided by a count, in whole units.
  static func average(_ key: String, _ money: String, of count: String) -> FigureRule {
    let names = (money: MeasureName(money), count: MeasureName(count))
    return FigureRule(key: key, type: .money, opens: .parts([money, count])) { group, around in
      .ratio(
        Double(group.number(names.money)) / around.request.company.minorUnits,
        Double(group.number(names.count)))
    }
  }

  /// The share of the whole answer.
  static func share(_ key: String, of measure: String) -> FigureRule {
    let name = MeasureName(measure)
    return FigureRule(key: key, type: .percent, opens: .parts([measure])) { group, around in
      .ratio(Double(group.number(name)), Double(around.total.number(name)))
    }
  }

  /// The median of a distribution in units of its values.
  static func median(_ key: String, of measure: String, unit: Double = 1) -> FigureRule {
    let name = MeasureName(measure)
    return FigureRule(key: key, type: .days, opens: .records(measure), unit: unit) { group, _ in
      group.values(name).median.map { .real($0 / unit) } ?? .none
    }
  }

  /// A figure worked out from several.
  static func made(
    _ key: String, _ type: FigureType, of parts: [String],
    _ make: @escaping @Sendable (Group, Surroundings) -> Figure
  ) -> FigureRule {
    FigureRule(key: key, type: type, opens: parts.isEmpty ? .nothing : .parts(parts), make: make)
  }
}

extension Figure {
  /// A ratio; nothing when the denominator is 0.
  static func ratio(_ part: Double, _ whole: Double) -> Figure {
    whole == 0 ? .none : .real(part / whole)
  }

  static func real(orNone number: Double?) -> Figure { number.map { .real($0) } ?? .none }
}

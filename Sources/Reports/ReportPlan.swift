import Domain
public import Semantics

/// What a report asks and how it arranges the answers.
public struct ReportPlan: Sendable {
  var keys: [ReportKey]
  var asks: [Ask]
  var figures: [FigureRule]
  /// What the figures over all records are like.
  public internal(set) var total = TotalKind.figures
  var keepsEmptyRows = false
  /// Whether the reader should know of pipelines whose order of stages is guessed, or has none.
  var notesLadders = false
  /// Makes the report's rows of the groups that were answered, when they are not the rows already.
  var reshape: (@Sendable ([Group]) -> [Group])?
  /// What only the records behind figures are asked of, and no figure is made of.
  var beside: [Ask] = []
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

  /// What the figures over all records are like: none, those of one group, or those of each value of
  /// the last key.
  public enum TotalKind: Sendable { case none, figures, eachOfLastKey }
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
  init(
    _ subject: Subject, in request: ReportRequest, where condition: Condition = .always,
    _ measures: [Measure]
  ) {
    self.init(
      subject,
      where: .between(subject.day, request.from.number, request.to.number) && condition, measures)
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

import Domain
import Semantics

/// How a figure is made of a group's measures, and what it opens to.
struct FigureRule: Sendable {
  let key: String
  let type: FigureType
  let opens: Opening
  /// How many of the units of its records make one of the figure's.
  var unit = 1.0
  let make: @Sendable (Group, Surroundings) -> Figure

  /// Whether it opens to anything.
  var isOpening: Bool {
    if case .nothing = opens { false } else { true }
  }

  /// What a figure opens to.
  enum Opening: Sendable {
    /// The records behind a measure.
    case records(String)
    /// What it is made of.
    case parts([FigurePart])
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

/// Something a figure is made of.
public enum FigurePart: Sendable, Hashable, ExpressibleByStringLiteral {
  /// A figure or a measure of the same row.
  case own(String)
  /// The same over all records of the answer.
  case ofAll(String)
  /// A number that follows from the question, such as the days of its period.
  case given(String, Int)

  /// A figure or a measure of the same row.
  public init(stringLiteral name: String) { self = .own(name) }

  /// The name it is shown under.
  public var name: String {
    switch self {
    case .own(let name), .ofAll(let name), .given(let name, _): name
    }
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

  /// The sum of several measures, with the one whose records it adds up.
  static func money(_ key: String, of measures: [String], opens measure: String) -> FigureRule {
    let names = measures.map { MeasureName($0) }
    return FigureRule(key: key, type: .money, opens: .records(measure)) { group, around in
      .money(
        names.reduce(0) { $0.clampedSum(group.number($1)) },
        digits: around.request.company.currency.digits)
    }
  }

  /// A ratio of two measures; nothing when the second is 0.
  static func ratio(
    _ key: String, _ part: String, of whole: String, as type: FigureType = .percent
  ) -> FigureRule {
    let names = (part: MeasureName(part), whole: MeasureName(whole))
    return FigureRule(key: key, type: type, opens: .parts([.own(part), .own(whole)])) { group, _ in
      .ratio(Double(group.number(names.part)), Double(group.number(names.whole)))
    }
  }

  /// A count that follows from others, with the measure whose records it counts.
  static func count(
    _ key: String, opens measure: String, _ make: @escaping @Sendable (Group) -> Int
  ) -> FigureRule {
    FigureRule(key: key, type: .count, opens: .records(measure)) { group, _ in .count(make(group)) }
  }

  /// Money divided by a count, in whole units.
  static func average(_ key: String, _ money: String, of count: String) -> FigureRule {
    let names = (money: MeasureName(money), count: MeasureName(count))
    return FigureRule(key: key, type: .money, opens: .parts([.own(money), .own(count)])) {
      group, around in
      .ratio(
        Double(group.number(names.money)) / around.request.company.minorUnits,
        Double(group.number(names.count)))
    }
  }

  /// The share of the whole answer.
  static func share(_ key: String, of measure: String) -> FigureRule {
    let name = MeasureName(measure)
    let parts: [FigurePart] = [.own(measure), .ofAll(measure)]
    return FigureRule(key: key, type: .percent, opens: .parts(parts)) { group, around in
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
    _ key: String, _ type: FigureType, of parts: [FigurePart],
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

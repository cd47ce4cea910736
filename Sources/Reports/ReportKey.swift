import Domain
import Semantics

/// A key of a report's rows.
struct ReportKey: Sendable {
  /// The key's name.
  let name: String
  /// The field whose values it shows.
  let field: Field
  /// How its values show.
  let kind: Kind

  /// How the values of a key show, which also tells their order.
  enum Kind: Sendable {
    /// Records with ids and names, by name and then id.
    case named
    /// A fixed set, in its order, values from 1.
    case choice([String])
    /// Texts, by bytes.
    case text
    /// Texts in an order of their own.
    case ordered([String])
    /// Stages, in the order of the ladder of the row's pipeline, which is its first key.
    case stage
    /// Days, shown as ISO dates.
    case day
    /// First days of months, shown as year and month.
    case month
    /// Numbers as they are.
    case number
  }

  static let manager = ReportKey(name: "manager", field: .manager, kind: .named)
  static let channel = ReportKey(name: "channel", field: .channel, kind: .named)
  static let product = ReportKey(name: "product", field: .product, kind: .named)
  static let campaign = ReportKey(name: "campaign", field: .campaign, kind: .text)
  static let reason = ReportKey(name: "reason", field: .reason, kind: .text)
  static let day = ReportKey(name: "day", field: .day, kind: .day)
  static let week = ReportKey(name: "week", field: .week, kind: .day)
  static let month = ReportKey(name: "month", field: .month, kind: .month)
  static let hour = ReportKey(name: "hour", field: .hour, kind: .number)
  static let weekday = ReportKey(name: "weekday", field: .weekday, kind: .number)
  static let temperature = ReportKey(
    name: "temperature", field: .temperature, kind: .choice(FixedSet.temperatures))
  static let potential = ReportKey(
    name: "potential", field: .clientType, kind: .choice(FixedSet.clientTypes))
  static let band = ReportKey(name: "band", field: .callBand, kind: .choice(FixedSet.callBands))
  static let direction = ReportKey(
    name: "direction", field: .direction, kind: .choice(FixedSet.directions))

  /// The keys that `by` may name, by name.
  static let byName: [String: ReportKey] = Dictionary(
    [manager, channel, product, campaign, day, week, month, hour, weekday, direction]
      .map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  /// Stages by pipeline and their order in it.
  static func stage(_ directory: Directory) -> ReportKey {
    let names = directory.ladders.flatMap { $0.ladder.stages.map(\.name) }
    return ReportKey(name: "stage", field: .stage, kind: .ordered(names))
  }

  /// The key under which a funnel's slice shows.
  static func slice(_ field: Field) -> ReportKey { of(field, named: "slice") }

  /// A key of a field under a name.
  static func of(_ field: Field, named name: String) -> ReportKey {
    let kind: Kind =
      switch field {
      case .manager, .channel, .product: .named
      case .clientType: .choice(FixedSet.clientTypes)
      case .temperature: .choice(FixedSet.temperatures)
      case .segment("sex"): .choice(FixedSet.sexes)
      case .segment("age"): .choice(FixedSet.ages)
      default: .text
      }
    return ReportKey(name: name, field: field, kind: kind)
  }

  /// Whether its values are ordered differently for each value of the first key.
  var isOfFirst: Bool {
    if case .stage = kind { true } else { false }
  }

  /// What the key shows for a value.
  func cell(_ value: Value?, _ directory: Directory) -> KeyCell {
    var id: String?
    var text: String?
    var isNumber = false
    switch (kind, value) {
    case (_, nil): break
    case (.named, .number(let number)?):
      let entry = directory.names(field)?.entries[number]
      id = entry?.id
      text = entry?.name
    case (.choice(let words), .number(let place)?): text = words[safe: place - 1]
    case (.day, .number(let number)?): text = Day(number).description
    case (.month, .number(let number)?): text = Day(number).yearAndMonth
    case (_, .number(let number)?):
      text = String(number)
      isNumber = true
    case (_, .text(let value)?): text = value
    }
    var hasID = false
    if case .named = kind { hasID = true }
    return KeyCell(text: text, id: id, hasID: hasID, isNumber: isNumber, value: value)
  }

  /// A number in whose order a value stands among the key's values; nil when it is a text.
  func rank(_ value: Value?, _ directory: Directory) -> Int? {
    guard let value else { return .max }
    guard case .number(let number) = value else { return nil }
    guard case .named = kind, let names = directory.names(field) else { return number }
    return names.places[number] ?? names.places.count + number
  }

  /// Whether one value comes before another; nil comes last.
  ///
  /// - Parameter pipeline: the first key of the row.
  func precedes(
    _ a: Value?, _ b: Value?, _ directory: Directory, in pipeline: Value? = nil
  ) -> Bool {
    guard let a else { return false }
    guard let b else { return true }
    switch (kind, a, b) {
    case (.named, .number, .number): return rank(a, directory) ?? 0 < rank(b, directory) ?? 0
    case (.ordered(let order), .text(let a), .text(let b)):
      return order.precedes(a, b)
    case (.stage, .text(let a), .text(let b)):
      let ladder = directory.ladders.first { $0.pipeline == pipeline?.text }?.ladder
      return (ladder?.stages.map(\.name) ?? []).precedes(a, b)
    case (_, .number(let a), .number(let b)): return a < b
    case (_, .text(let a), .text(let b)): return a.bytesPrecede(b)
    case (_, .number, .text): return true
    case (_, .text, .number): return false
    }
  }
}

extension String {
  /// Whether it comes first by UTF-8 bytes.
  func bytesPrecede(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}

extension [String] {
  /// Whether a word of the list comes before another; words that are not in it come last.
  fileprivate func precedes(_ a: String, _ b: String) -> Bool {
    let places = (firstIndex(of: a) ?? .max, firstIndex(of: b) ?? .max)
    return places.0 == places.1 ? a.bytesPrecede(b) : places.0 < places.1
  }
}

extension Array {
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

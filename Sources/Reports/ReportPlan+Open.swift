import Domain
public import Semantics

/// What a figure of a report opens to.
public enum FigureOpening: Sendable {
  /// The records it counts or sums, by subject; what they add is in units of `unit`.
  case records([OpenedRecords], unit: Double)
  /// What it is made of.
  case parts([FigurePart])
  /// Nothing: it is set, not counted.
  case nothing
}

extension FigureOpening {
  /// Whether there is nothing to open.
  public var isNothing: Bool {
    if case .nothing = self { true } else { false }
  }
}

/// The records of one subject behind a figure.
public struct OpenedRecords: Sendable {
  /// The question for them.
  public var query: RecordQuery
  /// Whether their time is a moment rather than a day.
  public let hasTime: Bool
  /// What each adds.
  public let type: FigureType
}

extension ReportPlan {
  /// The names of the figures, of their parts and of the measures they are made of.
  public var figureNames: [String] {
    var names = figures.map(\.key)
    let parts = figures.flatMap { figure -> [String] in
      guard case .parts(let parts) = figure.opens else { return [] }
      return parts.compactMap { if case .given = $0 { nil } else { $0.name } }
    }
    for name in parts + asks.flatMap(\.measures).map(\.name) where !names.contains(name) {
      names.append(name)
    }
    return names
  }

  /// The keys that an address must name beside those it names for a figure to be opened: all of a row's,
  /// none of the total's; of what adds up any of them, and the last where each of its values has a total
  /// of its own.
  public func missingKeys(for figure: String, in row: RowAddress) -> [String] {
    if total == .eachOfLastKey {
      let last = keys.last.map(\.name) ?? ""
      return row.isEmpty || row[last] != nil ? [] : [last]
    }
    return row.isEmpty || addsUp(figure) ? [] : keyNames.filter { row[$0] == nil }
  }

  /// Whether a figure of several rows together is the sum of theirs.
  private func addsUp(_ figure: String) -> Bool {
    let rule = figures.first { $0.key == figure }
    if case .parts? = rule?.opens { return false }
    guard rule?.type != .days, reshape == nil,
      let measure = asks.flatMap(\.measures).first(where: { $0.name == figure })
    else { return false }
    switch measure.aggregate {
    case .count, .sum: return true
    case .distinct, .distribution: return false
    }
  }

  /// The names of the row's keys.
  public var keyNames: [String] { keys.map(\.name) }

  /// The value a text names among those of a key; nil when it names none, `.some(nil)` for `none`.
  public func value(_ text: String, of key: String, _ directory: Directory) -> Value?? {
    keys.first { $0.name == key }?.value(text, directory)
  }

  /// What a figure, or a measure, opens to in a row; in the total when the address is empty.
  public func opening(
    _ name: String, in row: RowAddress, _ request: ReportRequest
  ) -> FigureOpening {
    if total == .eachOfLastKey, row.isEmpty, figures.contains(where: { $0.key == name }) {
      return .nothing
    }
    let rule = figures.first { $0.key == name }
    switch rule?.opens {
    case .parts(let parts): return .parts(parts)
    case .nothing: return .nothing
    case .records(let measure):
      return .records(records(measure, row, request), unit: rule?.unit ?? 1)
    case nil: return .records(records(name, row, request), unit: 1)
    }
  }

  /// The measure that a row shows under a figure's name; nil when the figure has its own.
  public func measure(of figure: String, in row: RowAddress) -> String? {
    guard total == .eachOfLastKey,
      case .records(let measure)? = figures.first(where: { $0.key == figure })?.opens,
      let name = rename?(measure, row), name != measure,
      asks.contains(where: { $0.measures.contains { $0.name == name } })
    else { return nil }
    return name
  }

  /// What the cells of a figure, or of a measure, hold; nil when there is none of the name.
  public func type(of name: String) -> FigureType? {
    figures.first { $0.key == name }?.type
      ?? asks.flatMap(\.measures).first { $0.name == name }?.type
  }

  /// The value of a figure, or of a measure, in a row of the answers; nil when there is no such row.
  public func value(
    of name: String, in row: RowAddress, _ answers: [Frame], _ request: ReportRequest
  ) -> Figure? {
    // Why: where each value of the last key has a total of its own, nothing is the total of all.
    if total == .eachOfLastKey, row.isEmpty, figures.contains(where: { $0.key == name }) {
      return Figure.none
    }
    let (rows, total) = groups(answers, request)
    let isTotal = row.count < keys.count
    let address = keys.map { row[$0.name] ?? nil }
    let group: Group? =
      if row.isEmpty {
        total
      } else if isTotal {
        together(
          rows.filter { group in
            zip(keys, group.keys).allSatisfy { key, value in
              row[key.name].map { $0 == value } ?? true
            }
          }, keys: address)
      } else {
        rows.first { $0.keys == address }
      }
    guard let group else { return nil }
    let around = FigureRule.Surroundings(total: total, request: request, isTotal: isTotal)
    if let rule = figures.first(where: { $0.key == name }) { return rule.make(group, around) }
    let type = type(of: name)
    let number = group.number(MeasureName(name))
    return type == .money
      ? .money(number, digits: request.company.currency.digits) : .count(number)
  }

  private func records(
    _ measure: String, _ row: RowAddress, _ request: ReportRequest
  ) -> [OpenedRecords] {
    let name = rename?(measure, row) ?? measure
    return (asks + beside).compactMap { ask in
      guard let own = ask.measures.first(where: { $0.name == name }) else { return nil }
      var query = query(ask, request)
      query.condition = query.condition && condition(of: ask, row)
      if let narrowed = narrow?(measure, row) { query.condition = query.condition && narrowed }
      return OpenedRecords(
        query: RecordQuery(query, own.aggregate, at: ask.subject.at), hasTime: ask.subject.hasTime,
        type: own.type)
    }
  }

  /// The row's keys that the ask knows.
  private func condition(of ask: Ask, _ row: RowAddress) -> Condition {
    var conditions: [Condition] = []
    for (place, key) in keys.prefix(askedKeys ?? keys.count).enumerated() {
      guard let value = row[key.name] else { continue }
      let term = ask.keys?[place] ?? ask.subject.term(key.field) ?? .missing
      conditions.append(.isIn(term, [value]))
    }
    return .all(conditions)
  }
}

extension ReportKey {
  /// The value a text names: an id, a word, a day, a number; nil when it names none.
  func value(_ text: String, _ directory: Directory) -> Value?? {
    if text == "none" { return .some(nil) }
    let text = KeyCell.read(text)
    switch kind {
    case .named:
      let found = directory.names(field)?.find(text) ?? []
      return found.count == 1 ? .some(.number(found[0])) : nil
    case .choice(let words):
      return words.firstIndex(of: text).map { .some(.number($0 + 1)) }
    case .day:
      return WrittenTime(utf8: Array(text.utf8)).map { .some(.number($0.local.day.number)) }
    case .month:
      return WrittenTime(utf8: Array("\(text)-01".utf8)).map { .some(.number($0.local.day.number)) }
    case .number: return Int(text).map { .some(.number($0)) }
    case .text, .ordered, .stage: return .some(.text(text))
    }
  }
}

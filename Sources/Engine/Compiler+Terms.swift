import Semantics

extension Compiler {
  /// The step whose values are those of a term.
  mutating func value(_ term: Term, _ rows: Rows) throws -> Int {
    switch term {
    case .column(let name): return try column(name, rows)
    case .number(let number): return constant(number)
    case .asOf:
      validity.only(at: asOf)
      return constant(asOf)
    case .asOfDay:
      validity.only(on: asOfDay)
      return constant(asOfDay)
    case .via(let link, let term):
      let target = try self.rows(link, from: rows)
      return try value(term, target)
    case .firstOf(let terms):
      var first = missing
      for term in terms {
        if !spans[first].canMiss { break }
        first = firstOf(first, try value(term, rows))
      }
      return first
    case .choose(let condition, let first, let otherwise):
      let mask = try mask(condition, rows)
      return try choose(mask, first, otherwise, rows)
    case .minus(let a, let b): return minus(try value(a, rows), try value(b, rows))
    case .seconds(let term): return seconds(try value(term, rows))
    case .weekday(let day): return weekday(try value(day, rows))
    case .monday(let day): return monday(try value(day, rows))
    case .band(let term, let limits): return band(try value(term, rows), limits)
    }
  }

  mutating func constant(_ number: Int) -> Int {
    add(Step(operation: .constant, number: number), Span(number))
  }

  var missing: Int {
    mutating get { add(Step(operation: .constant, number: .missing), .missing) }
  }

  private mutating func column(_ name: String, _ rows: Rows) throws -> Int {
    let relation = cube.relations[rows.scope.relation]
    guard let place = relation.place(of: name) else {
      throw NotInCube(name: "\(relation.shape.name).\(name)")
    }
    guard let step = rows.step else { return missing }
    var span = span(place, of: rows)
    if span.isMissing { return missing }
    if step >= 0 {
      if let known = self.known(place, of: relation, linked: step) { return known }
      span = span.orMissing
    }
    if let constant = span.constant { return self.constant(constant) }
    let list = [rows.scope.relation]
    guard step >= 0, isOfKey(steps[step], rows.scope) else {
      return add(Step(operation: .column, a: step, number: place, list: list), span)
    }
    // Why: a value is found by its key as fast as by its row, which then nothing needs.
    let keyed = Step(operation: .keyedColumn, a: steps[step].a, number: place, list: list)
    return add(keyed, span, rows.scope)
  }

  /// Whether a link leads each key to its only row or to its last one.
  func isOfKey(_ link: Step, _ scope: Scope) -> Bool {
    let (moment, name) = (link.list[0], link.list[1])
    let isUnique = cube.relations[scope.relation].shape.isUnique
    return name == .missing && (moment == LinkView.latest || (moment == .missing && isUnique))
  }

  /// The values of a column of the few rows a link can lead to, found beforehand; nil when the rows
  /// are many.
  private mutating func known(_ column: Int, of relation: Relation, linked step: Int) -> Int? {
    let from = steps[step].a
    let keys = spans[from]
    let extent = keys.high.subtractingReportingOverflow(keys.low)
    guard relation.shape.isUnique, !keys.isMissing, !extent.overflow, extent.partialValue < 128
    else { return nil }
    let values =
      (keys.low...keys.high).map { relation.value(column, key: $0) }
      + (keys.canMiss ? [.missing] : [])
    var span = Span.nothing
    for value in values {
      span.canMiss = span.canMiss || value == .missing
      if value == .missing { continue }
      span.low = min(span.low, value)
      span.high = max(span.high, value)
    }
    if span.isMissing { return missing }
    if let constant = span.constant { return self.constant(constant) }
    return add(
      Step(operation: .lookup, a: from, number: keys.low, list: values), span)
  }

  mutating func firstOf(_ a: Int, _ b: Int) -> Int {
    if spans[a].isMissing { return b }
    if !spans[a].canMiss || spans[b].isMissing { return a }
    var span = spans[a].joined(spans[b])
    span.canMiss = spans[b].canMiss
    return add(Step(operation: .firstOf, a: a, b: b), span)
  }

  private mutating func choose(
    _ mask: Int, _ first: Term, _ otherwise: Term, _ rows: Rows
  ) throws -> Int {
    switch steps[mask].operation {
    case .always: return try value(first, rows)
    case .never: return try value(otherwise, rows)
    default:
      let a = try value(first, rows)
      let b = try value(otherwise, rows)
      if a == b { return a }
      return add(
        Step(operation: .choose, a: a, b: b, c: mask), spans[a].joined(spans[b]))
    }
  }

  private mutating func minus(_ a: Int, _ b: Int) -> Int {
    let span = spans[a] - spans[b]
    if span.isMissing { return missing }
    if let constant = span.constant { return self.constant(constant) }
    return add(Step(operation: .minus, a: a, b: b), span)
  }

  private mutating func seconds(_ a: Int) -> Int {
    let span = spans[a].mapped { $0 / 1_000 }
    if span.isMissing { return missing }
    if let constant = span.constant { return self.constant(constant) }
    return add(Step(operation: .seconds, a: a), span)
  }

  /// How many of the ascending limits numbers reach: some all of them, others none.
  private mutating func band(_ a: Int, _ limits: [Int]) -> Int {
    let known = spans[a]
    let span = known.mapped { number in limits.count { $0 <= number } }
    if span.isMissing { return missing }
    if let constant = span.constant { return self.constant(constant) }
    let open = limits.filter { known.low < $0 && $0 <= known.high }
    return add(Step(operation: .band, a: a, number: span.low, list: open), span)
  }

  private mutating func weekday(_ day: Int) -> Int {
    let span = spans[day]
    if span.isMissing { return missing }
    if let constant = span.constant { return self.constant(constant.weekday) }
    return add(Step(operation: .weekday, a: day), Span(low: 1, high: 7, canMiss: span.canMiss))
  }

  private mutating func monday(_ day: Int) -> Int {
    let span = spans[day]
    if span.isMissing { return missing }
    if let constant = span.constant { return self.constant(constant &- (constant.weekday &- 1)) }
    return add(
      Step(operation: .monday, a: day),
      Span(low: span.low - 6, high: span.high, canMiss: span.canMiss))
  }
}

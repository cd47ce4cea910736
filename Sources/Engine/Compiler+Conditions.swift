import Semantics

extension Compiler {
  /// The step whose mask marks the rows that fulfil a condition.
  ///
  /// SQL's third truth value needs no place of its own: wherever it can stand, in a filter, in a
  /// choice and under `.not`, which asks what is not true, it counts as false.
  mutating func mask(_ condition: Condition, _ rows: Rows) throws -> Int {
    switch condition {
    case .all(let conditions):
      var whole = always
      for condition in conditions {
        whole = both(whole, try mask(condition, rows))
        if steps[whole].operation == .never { break }
      }
      return whole
    case .any(let conditions):
      var whole = never
      for condition in conditions {
        whole = either(whole, try mask(condition, rows))
        if steps[whole].operation == .always { break }
      }
      return whole
    case .not(let condition): return not(try mask(condition, rows))
    case .isMissing(let term): return isMissing(try value(term, rows))
    case .less(let a, let b): return try compare(a, b, rows, orEqual: false)
    case .atMost(let a, let b): return try compare(a, b, rows, orEqual: true)
    case .leads(let link):
      let target = try self.rows(link, from: rows)
      guard let step = target.step else { return never }
      if isOfKey(steps[step], target.scope) {
        return not(isMissing(rowKey(steps[step].a, target.scope)))
      }
      return add(Step(operation: .leads, a: step), .any)
    case .isIn(let term, let values):
      return isIn(
        try value(term, rows), values, isText: isText(term, rows.scope.relation))
    }
  }

  private var always: Int { mutating get { add(Step(operation: .always), .any) } }
  private var never: Int { mutating get { add(Step(operation: .never), .any) } }

  mutating func both(_ a: Int, _ b: Int) -> Int {
    switch (steps[a].operation, steps[b].operation) {
    case (.always, _), (_, .never): b
    case (_, .always), (.never, _): a
    case _ where a == b || implies(a, b): a
    case _ where implies(b, a): b
    default: add(Step(operation: .both, a: a, b: b), .any)
    }
  }

  private mutating func either(_ a: Int, _ b: Int) -> Int {
    switch (steps[a].operation, steps[b].operation) {
    case (.never, _), (_, .always): b
    case (_, .never), (.always, _): a
    default: a == b ? a : add(Step(operation: .either, a: a, b: b), .any)
    }
  }

  mutating func not(_ a: Int) -> Int {
    switch steps[a].operation {
    case .always: never
    case .never: always
    case .not: steps[a].a
    default: add(Step(operation: .not, a: a), .any)
    }
  }

  mutating func isMissing(_ a: Int) -> Int {
    if spans[a].isMissing { return always }
    if !spans[a].canMiss { return never }
    return add(Step(operation: .isMissing, a: presence(of: a)), .any)
  }

  private mutating func isThere(_ a: Int) -> Int { not(isMissing(a)) }

  private mutating func compare(
    _ a: Term, _ b: Term, _ rows: Rows, orEqual: Bool
  ) throws -> Int {
    let isText = isText(a, rows.scope.relation) && isText(b, rows.scope.relation)
    let (first, second) = (try compared(a, rows), try compared(b, rows))
    for (term, other) in [(a, second), (b, first)] {
      switch term {
      case .asOf: validity.only(like: asOf, to: spans[other])
      case .asOfDay: validity.only(likeDay: asOfDay, to: spans[other])
      default: break
      }
    }
    return less(first, second, orEqual: orEqual, isText)
  }

  /// The step of a term that is compared: of the moment asked about it matters only how it lies to
  /// the bounds of the other term.
  private mutating func compared(_ term: Term, _ rows: Rows) throws -> Int {
    switch term {
    case .asOf: constant(asOf)
    case .asOfDay: constant(asOfDay)
    default: try value(term, rows)
    }
  }

  private mutating func less(_ a: Int, _ b: Int, orEqual: Bool, _ isText: Bool) -> Int {
    let (first, second) = (spans[a], spans[b])
    if first.isMissing || second.isMissing { return never }
    if isText {
      return add(Step(operation: orEqual ? .textAtMost : .textLess, a: a, b: b), .any)
    }
    if orEqual ? first.high <= second.low : first.high < second.low {
      return both(isThere(a), isThere(b))
    }
    if orEqual ? first.low > second.high : first.low >= second.high { return never }
    return add(Step(operation: orEqual ? .atMost : .less, a: a, b: b), .any)
  }

  private mutating func isIn(_ a: Int, _ values: [Value?], isText: Bool) -> Int {
    let span = spans[a]
    let isNilIn = values.contains { $0 == nil }
    let numbers = values.compactMap { number($0, isText) }
      .filter { span.low <= $0 && $0 <= span.high }
    let nothing = isNilIn ? isMissing(a) : never
    if numbers.isEmpty { return nothing }
    if span.low == span.high { return either(isThere(a), nothing) }
    let found = add(
      Step(operation: .isIn, a: a, list: Set(numbers).sorted()), .any)
    return either(found, nothing)
  }

  /// The number a value is stored as; nil when it stands nowhere.
  private func number(_ value: Value?, _ isText: Bool) -> Int? {
    switch value {
    case .number(let number): isText ? nil : number
    case .text(let text): isText ? cube.texts.known(text) : nil
    case nil: nil
    }
  }
}

extension Compiler {
  /// Whether a term's values are texts.
  func isText(_ term: Term, _ relation: Int) -> Bool { cube.isText(term, relation) }
}

extension Cube {
  /// Whether the values of a term of a relation are numbers of texts.
  func isText(_ term: Term, _ relation: Int) -> Bool {
    switch term {
    case .column(let name):
      guard let place = relations[relation].place(of: name) else { return false }
      return relations[relation].shape.columns[place].kind == .text
    case .via(let link, let term):
      guard let target = place(of: link.relation) else { return false }
      return isText(term, target)
    case .firstOf(let terms): return terms.contains { isText($0, relation) }
    case .choose(_, let a, let b): return isText(a, relation) || isText(b, relation)
    default: return false
    }
  }
}

import Semantics

/// Makes the program of a question over one chunk.
///
/// Steps that are alike are one step. What the bounds of the chunk's columns, and of the chunks its
/// links lead to, decide beforehand becomes a constant; so moments and periods remain in a program
/// only where they cut the chunk, and programs that are equal give equal results.
struct Compiler {
  let cube: Cube
  let relation: Int
  let chunk: Int
  let asOf: Int
  let asOfDay: Int
  /// The only rows of the chunk that the program is for; nil when it is for all.
  private let few: [Int32]?
  private(set) var steps: [Step] = []
  private var marks: [Int] = []
  private(set) var spans: [Span] = []
  private(set) var scopes: [Int: Scope] = [:]
  /// The moments for which everything decided so far stays so.
  var validity = Validity()
  /// Where links were found to lead: what is in there was looked at.
  private(set) var seen: Set<Lead> = []

  init(
    _ cube: Cube, relation: Int, chunk: Int, asOf: Int, asOfDay: Int, of few: [Int32]? = nil
  ) {
    (self.cube, self.relation, self.chunk) = (cube, relation, chunk)
    (self.asOf, self.asOfDay, self.few) = (asOf, asOfDay, few)
  }

  /// What is known of a column of the rows a term speaks of.
  ///
  /// Why: few rows bound their values closely, so that most steps become constants.
  func span(_ column: Int, of rows: Rows) -> Span {
    let relation = cube.relations[rows.scope.relation]
    guard rows.step == -1, let few, let chunk = relation.chunks[self.chunk] else {
      return relation.span(column, rows.scope.chunks)
    }
    let view = ColumnView(chunk.columns[column])
    var span = Span.nothing
    for row in few {
      let value: Int = view.value(Int(row))
      span = value == .missing ? span.orMissing : span.joined(Span(value))
    }
    return span
  }

  /// The rows that terms speak of: the chunk's own, or those a link leads to.
  struct Rows {
    /// The link's step; -1 for the chunk's own rows, nil when the link leads nowhere.
    let step: Int?
    let scope: Scope
  }

  var ownRows: Rows {
    Rows(step: -1, scope: Scope(relation: relation, chunks: chunk..<chunk + 1))
  }

  /// The program of a query; nil when no row of the chunk can count.
  mutating func program(
    _ condition: Condition, keys: [Term], measures: [Aggregate]
  ) throws -> Program? {
    let rows = ownRows
    let mask = try self.mask(condition, rows)
    if steps[mask].operation == .never { return nil }
    var keySteps: [Int] = []
    for key in keys { keySteps.append(try value(key, rows)) }
    var measureSteps: [ProgramMeasure] = []
    for measure in measures { measureSteps.append(try self.measure(measure, rows)) }
    return Program(
      steps: steps, spans: spans, scopes: scopes, relation: relation, chunk: chunk,
      condition: unlessAlways(mask), keys: keySteps, measures: measureSteps
    ).trimmed
  }

  private mutating func measure(
    _ measure: Aggregate, _ rows: Rows
  ) throws -> ProgramMeasure {
    let mask = try self.mask(measure.condition, rows)
    switch measure {
    case .count: return .count(mask: unlessAlways(mask))
    case .sum(let term, _): return .sum(try value(term, rows), mask: unlessAlways(mask))
    case .distinct(let terms, _):
      var values: [Int] = []
      for term in terms {
        values.append(firstOf(try value(term, rows), constant(-1)))
      }
      return .distinct(values, mask: unlessAlways(mask))
    case .distribution(let term, _):
      let value = try value(term, rows)
      let isThere = both(mask, not(isMissing(value)))
      return .distribution(value, mask: unlessAlways(isThere))
    }
  }

  private func unlessAlways(_ mask: Int) -> Int? {
    steps[mask].operation == .always ? nil : mask
  }

  /// The number of a step, which is kept once.
  mutating func add(_ step: Step, _ span: Span) -> Int {
    // Why: steps are few, so that looking through short marks of them costs less than hashing.
    let mark = step.mark
    for index in marks.indices.reversed() where marks[index] == mark && steps[index] == step {
      return index
    }
    steps.append(step)
    marks.append(mark)
    spans.append(span)
    return steps.count - 1
  }

  /// The number of a step that reads rows which may lie in some chunks.
  mutating func add(_ step: Step, _ span: Span, _ scope: Scope) -> Int {
    let index = add(step, span)
    scopes[index] = scope
    return index
  }
}

/// Where a link leads.
struct Lead: Hashable {
  let relation: Int
  /// The high bits of the least and the greatest key.
  let low: Int
  let high: Int
  /// The chunk's own column of the keys; nil when they are other values.
  let column: Int?
}

extension Compiler {
  /// The rows a link leads to.
  mutating func rows(_ link: Link, from rows: Rows) throws -> Rows {
    guard let target = cube.place(of: link.relation) else { throw NotInCube(name: link.relation) }
    let relation = cube.relations[target]
    guard relation.shape.key == link.column, relation.shape.arrangedBy.isEmpty else {
      throw NotInCube(name: "\(link.relation).\(link.column)")
    }
    let from = try value(link.from, rows)
    let shift = relation.shape.shift
    let span = spans[from]
    var scope = Scope(relation: target, chunks: 0..<0)
    if !span.isMissing {
      let (low, high) = (span.low >> shift, span.high >> shift)
      let last = min(high - relation.low + 1, relation.chunks.count)
      scope = Scope(
        relation: target, chunks: max(low - relation.low, 0)..<max(low - relation.low, last, 0))
      seen.insert(
        Lead(relation: target, low: low, high: high, column: ownColumn(link.from, rows)))
    }
    let nowhere = Rows(step: nil, scope: scope)
    if scope.chunks.isEmpty { return nowhere }
    var (moment, name) = (Int.missing, Int.missing)
    if link.isDated {
      guard let held = try time(scope) else { return nowhere }
      moment = held
    }
    if let text = link.name {
      guard let number = cube.texts.known(text) else { return nowhere }
      name = number
    }
    let step = add(
      Step(operation: .link, a: from, number: target, list: [moment, name]), .any, scope)
    return Rows(step: step, scope: scope)
  }

  /// The chunk's own column that a term is.
  private func ownColumn(_ term: Term, _ rows: Rows) -> Int? {
    guard rows.step == -1, case .column(let name) = term else { return nil }
    return cube.relations[rows.scope.relation].place(of: name)
  }

  /// The moment that stands for the one asked about among the times of rows: the earliest after
  /// which nothing changes, when that is before it; nil when no row's time holds it.
  private mutating func time(_ scope: Scope) throws -> Int? {
    let begins = try span("from_at", scope)
    let ends = try span("until_at", scope)
    if begins.low > asOf {
      validity.only(before: begins.low)
      return nil
    }
    if ends.high <= asOf {
      validity.only(from: ends.high)
      return nil
    }
    let relation = cube.relations[scope.relation]
    guard let place = relation.place(of: "until_at") else {
      validity.only(at: asOf)
      return asOf
    }
    var last = begins.high
    var isOpenEnded = true
    for chunk in relation.chunks[scope.chunks] {
      guard let chunk else { continue }
      let column = chunk.columns[place]
      last = max(last, column.high == ends.high ? column.nextHigh : column.high)
      isOpenEnded = isOpenEnded && chunk.isOpenEnded && column.high == ends.high
    }
    guard last <= asOf else {
      validity.only(at: asOf)
      return asOf
    }
    validity.only(from: last)
    validity.only(before: ends.high)
    return isOpenEnded ? LinkView.latest : last
  }

  private func span(_ column: String, _ scope: Scope) throws -> Span {
    let relation = cube.relations[scope.relation]
    guard let place = relation.place(of: column) else {
      throw NotInCube(name: "\(relation.shape.name).\(column)")
    }
    return relation.span(place, scope.chunks)
  }
}

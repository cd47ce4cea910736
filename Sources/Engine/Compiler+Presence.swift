import Semantics

/// What tells that something is there without reading it: moments are wide, and most questions ask
/// only whether there is one.
extension Compiler {
  /// A step whose values are missing where those of a step are, and which is narrow if that can be.
  mutating func presence(of step: Int) -> Int {
    let read = steps[step]
    if spans[step].isNarrow { return step }
    switch read.operation {
    case .column where read.a < 0:
      return add(Step(operation: .presence, number: read.number), Self.present)
    case .keyedColumn:
      guard let scope = scopes[step] else { return step }
      if !isAlwaysThere(step) {
        let present = Step(
          operation: .keyedPresence, a: read.a, number: read.number, list: read.list)
        return add(present, Self.present, scope)
      }
      return rowKey(read.a, scope)
    default: return step
    }
  }

  /// The step that has a value where the values of a step lead to a row: the key of that row, which
  /// serves all columns that are always there.
  mutating func rowKey(_ from: Int, _ scope: Scope) -> Int {
    let keys = cube.relations[scope.relation].span(0, scope.chunks).orMissing
    return add(
      Step(operation: .keyedColumn, a: from, number: 0, list: [scope.relation]), keys, scope)
  }

  private static let present = Span(low: 0, high: 0, canMiss: true)

  /// Whether every row that a mask marks is marked by another one, which tells that something is
  /// there.
  func implies(_ mask: Int, _ other: Int) -> Bool {
    guard steps[other].operation == .not, steps[steps[other].a].operation == .isMissing
    else { return false }
    return isOnlyWhere(mask, present: steps[steps[other].a].a)
  }

  /// Whether a mask marks only rows in which a step has a value.
  private func isOnlyWhere(_ mask: Int, present value: Int) -> Bool {
    let step = steps[mask]
    switch step.operation {
    case .both:
      return isOnlyWhere(step.a, present: value) || isOnlyWhere(step.b, present: value)
    case .less, .atMost, .textLess, .textAtMost:
      return isThere(value, where: step.a) || isThere(value, where: step.b)
    case .isIn: return isThere(value, where: step.a)
    case .not where steps[step.a].operation == .isMissing:
      return isThere(value, where: steps[step.a].a)
    default: return false
    }
  }

  /// Whether a step has a value wherever another one has.
  private func isThere(_ value: Int, where other: Int) -> Bool {
    if value == other { return true }
    let (a, b) = (steps[value], steps[other])
    let isOfRow = b.operation == .keyedColumn || b.operation == .keyedPresence
    switch a.operation {
    case .presence: return b.operation == .column && b.a < 0 && b.number == a.number
    case .keyedPresence: return isOfRow && b.a == a.a && b.list == a.list && b.number == a.number
    case .keyedColumn: return isOfRow && b.a == a.a && b.list == a.list && isAlwaysThere(value)
    default: return false
    }
  }

  /// Whether a keyed column has a value in every row that there is.
  private func isAlwaysThere(_ step: Int) -> Bool {
    guard let scope = scopes[step] else { return false }
    return cube.relations[scope.relation].chunks[scope.chunks].allSatisfy {
      $0?.columns[steps[step].number].hasMissing != true
    }
  }
}

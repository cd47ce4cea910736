/// A step of a program: what it does, to the results of which earlier steps.
struct Step: Equatable {
  enum Operation: Int {
    /// Rows: those that the values of step `a` lead to in relation `number`; `list` is the moment
    /// that must lie in their time, and the number of the name they must have.
    case link
    /// Values: column `number` of the rows of step `a`, or of the chunk's own rows when it is -1.
    case column
    /// Values: column `number` of the only or last rows that the values of step `a` lead to in
    /// relation `list`.
    case keyedColumn
    /// Values: 0 where column `number` of the chunk's own rows is not missing.
    case presence
    /// Values: 0 where what `keyedColumn` reads is not missing.
    case keyedPresence
    case constant, firstOf, choose, minus, seconds, weekday, monday, band
    /// Values: those of `list` for the values of step `a` from `number` on; the last is for others.
    case lookup
    /// Masks.
    case never, always, isMissing, less, atMost, textLess, textAtMost, leads, both, either, not
    case isIn
  }

  let operation: Operation
  var a = -1
  var b = -1
  var c = -1
  var number = 0
  var list: [Int] = []

  /// Whether both do the same.
  static func == (a: Step, b: Step) -> Bool {
    a.operation == b.operation && a.a == b.a && a.b == b.b && a.c == b.c && a.number == b.number
      && a.list == b.list
  }
}

extension Step {
  /// A number by which most steps differ.
  var mark: Int {
    (((operation.rawValue &* 31 &+ a) &* 31 &+ b) &* 31 &+ c) &* 0x9E37_79B9 &+ number
  }
}

/// A query as it is worked out over one chunk: steps in an order in which each finds the results it
/// needs, without those that the chunk's bounds make needless.
struct Program {
  var steps: [Step]
  /// What is known of each step's values.
  var spans: [Span]
  /// Where the rows of each link may lie: a relation and its chunks.
  var scopes: [Int: Scope]
  var relation: Int
  var chunk: Int
  /// The mask of the rows that count; nil when all do.
  var condition: Int?
  var keys: [Int]
  var measures: [ProgramMeasure]
}

/// The chunks of a relation that rows may lie in.
struct Scope: Hashable {
  let relation: Int
  let chunks: Range<Int>
}

/// A figure by the steps it takes its values from; a mask is nil when all rows count.
enum ProgramMeasure {
  case count(mask: Int?)
  case sum(Int, mask: Int?)
  case distinct([Int], mask: Int?)
  case distribution(Int, mask: Int?)

  /// The steps it takes values from.
  var values: [Int] {
    switch self {
    case .count: []
    case .sum(let value, _), .distribution(let value, _): [value]
    case .distinct(let values, _): values
    }
  }

  /// The step that marks its rows.
  var mask: Int? {
    switch self {
    case .count(let mask), .sum(_, let mask), .distinct(_, let mask), .distribution(_, let mask):
      mask
    }
  }

  var steps: [Int] { values + [mask].compactMap { $0 } }

  /// Whether its accumulator looks at the group of each row even where runs of rows tell it.
  var asksGroupsOfRows: Bool {
    switch self {
    case .count, .sum: false
    case .distinct, .distribution: true
    }
  }

  func renumbered(_ number: (Int) -> Int) -> ProgramMeasure {
    switch self {
    case .count(let mask): .count(mask: mask.map(number))
    case .sum(let value, let mask): .sum(number(value), mask: mask.map(number))
    case .distinct(let values, let mask): .distinct(values.map(number), mask: mask.map(number))
    case .distribution(let value, let mask): .distribution(number(value), mask: mask.map(number))
    }
  }
}

extension Program {
  /// The same without the steps nothing needs.
  var trimmed: Program {
    let roots = keys + measures.flatMap(\.steps) + [condition].compactMap { $0 }
    let isNeeded = needed(from: roots)
    var numbers: [Int: Int] = [-1: -1]
    var kept = self
    (kept.steps, kept.spans, kept.scopes) = ([], [], [:])
    for (index, step) in steps.enumerated() where isNeeded[index] {
      var step = step
      step.a = numbers[step.a] ?? -1
      step.b = numbers[step.b] ?? -1
      step.c = numbers[step.c] ?? -1
      numbers[index] = kept.steps.count
      kept.scopes[kept.steps.count] = scopes[index]
      kept.steps.append(step)
      kept.spans.append(spans[index])
    }
    func number(_ step: Int) -> Int { numbers[step] ?? -1 }
    kept.condition = condition.map(number)
    kept.keys = keys.map(number)
    kept.measures = measures.map { $0.renumbered(number) }
    return kept
  }

  /// The steps whose results steps take.
  func direct(_ taking: [Int]) -> Set<Int> {
    Set(taking.flatMap { [steps[$0].a, steps[$0].b, steps[$0].c] })
  }

  /// Which steps lead to the given ones.
  func needed(from roots: [Int]) -> [Bool] {
    var isNeeded = [Bool](repeating: false, count: steps.count)
    for root in roots { isNeeded[root] = true }
    for index in steps.indices.reversed() where isNeeded[index] {
      for before in [steps[index].a, steps[index].b, steps[index].c] where before >= 0 {
        isNeeded[before] = true
      }
    }
    return isNeeded
  }
}

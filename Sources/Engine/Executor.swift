/// Works a program out over its chunk, batch by batch.
///
/// The rows that count are found first; what they carry on is then kept for them alone, and the
/// other steps are worked out for them only.
final class Executor<Number: Word> {
  private let program: Program
  private let cube: Cube
  private let scratch: Scratch
  private let own: [ColumnView]
  let registers: Registers<Number>
  /// What steps read of other relations, by step.
  private var links: [LinkBox?]
  private var gathers: [GatherBox<Number>?]
  private var keyed: [KeyedBox<Number>?]
  /// The steps that find the rows, those of them that the others use, and the others.
  private let first: [Int]
  private let carried: [Int]
  private let second: [Int]
  private let rowCount: Int
  private var chosen: UnsafeMutablePointer<Int32> { registers.chosen }

  /// What a batch has: how many rows count.
  private(set) var count = 0
  private var start = 0
  private var isWhole = true

  init(_ program: Program, _ cube: Cube, _ scratch: Scratch) {
    self.program = program
    self.cube = cube
    self.scratch = scratch
    links = .init(repeating: nil, count: program.steps.count)
    gathers = .init(repeating: nil, count: program.steps.count)
    keyed = .init(repeating: nil, count: program.steps.count)
    let chunk = cube.relations[program.relation].chunks[program.chunk]
    rowCount = chunk?.count ?? 0
    own = (chunk?.columns ?? []).map { ColumnView($0) }
    registers = Registers(program, in: scratch)
    let isFirst = program.needed(from: [program.condition].compactMap { $0 })
    let roots = program.keys + program.measures.flatMap(\.steps)
    let isUsed = program.needed(from: roots)
    let isFixed = program.steps.map { $0.operation == .constant }
    first = program.steps.indices.filter { isFirst[$0] && !isFixed[$0] }
    second = program.steps.indices.filter { isUsed[$0] && !isFirst[$0] && !isFixed[$0] }
    var direct = Set(roots)
    for step in second.map({ program.steps[$0] }) { direct.formUnion([step.a, step.b, step.c]) }
    carried = first.filter { direct.contains($0) }
    for (index, step) in program.steps.enumerated() {
      switch step.operation {
      case .link:
        if let scope = program.scopes[index] { links[index] = LinkBox(cube, scope) }
      case .column where step.a >= 0:
        if let scope = program.scopes[step.a] {
          gathers[index] = GatherBox(cube, scope, column: step.number)
        }
      case .keyedColumn, .keyedPresence:
        if let scope = program.scopes[index] {
          let form: KeyedForm =
            step.operation == .keyedPresence
            ? .presence : program.spans[index].isNarrow ? .narrow : .wide
          let relation = cube.relations[scope.relation]
          keyed[index] = KeyedBox(
            relation, column: step.number, form, keys: program.spans[step.a])
        }
      case .constant: Kernel.run(step, registers, count: BatchGroups.most, into: index)
      default: break
      }
    }
  }

  /// Goes through the batches, of all rows or some, that have rows that count.
  func eachBatch(of rows: [Int32]? = nil, _ body: () -> Void) {
    withExtendedLifetime((cube, scratch)) {
      let rowCount = rows?.count ?? rowCount
      for start in stride(from: 0, to: rowCount, by: BatchGroups.most) {
        begin(start, min(BatchGroups.most, rowCount - start), rows)
        if count > 0 { body() }
      }
    }
  }

  func values(_ step: Int) -> UnsafePointer<Number> { UnsafePointer(registers.values(step)) }

  func mask(_ step: Int) -> UnsafePointer<UInt8> { UnsafePointer(registers.mask(step)) }

  private func begin(_ start: Int, _ whole: Int, _ rows: [Int32]?) {
    (self.start, count, isWhole) = (start, whole, rows == nil)
    if let rows { for place in 0..<whole { chosen[place] = rows[start + place] } }
    for step in first { run(step) }
    if let condition = program.condition { choose(registers.mask(condition), whole, rows) }
    if count == 0 { return }
    for step in second { run(step) }
  }

  /// Keeps the rows of a mask.
  private func choose(_ mask: UnsafeMutablePointer<UInt8>, _ whole: Int, _ rows: [Int32]?) {
    var kept = 0
    for place in 0..<whole {
      chosen[kept] = Int32(truncatingIfNeeded: place)
      kept &+= Int(mask[place])
    }
    count = kept
    if kept == whole, rows == nil { return }
    isWhole = false
    for step in carried {
      if program.steps[step].operation.isMask {
        let values = registers.mask(step)
        for place in 0..<kept { values[place] = values[Int(chosen[place])] }
      } else {
        let values = registers.values(step)
        for place in 0..<kept { values[place] = values[Int(chosen[place])] }
      }
    }
    if let rows {
      for place in 0..<kept { chosen[place] = rows[start + Int(chosen[place])] }
    } else {
      let start = Int32(truncatingIfNeeded: start)
      for place in 0..<kept { chosen[place] &+= start }
    }
  }

  private func run(_ index: Int) {
    let step = program.steps[index]
    switch step.operation {
    case .link:
      links[index]?.view.find(
        values(step.a), count: count, moment: step.list[0], name: step.list[1],
        into: registers.values(index))
    case .column:
      if let gather = gathers[index] {
        gather.view.read(values(step.a), count: count, into: registers.values(index))
      } else if isWhole {
        own[step.number].read(from: start, count: count, into: registers.values(index))
      } else {
        own[step.number].read(UnsafePointer(chosen), count: count, into: registers.values(index))
      }
    case .presence:
      own[step.number].readPresence(
        isWhole ? nil : UnsafePointer(chosen), from: start, count: count,
        into: registers.values(index))
    case .keyedColumn, .keyedPresence:
      keyed[index]?.view.read(values(step.a), count: count, into: registers.values(index))
    case .textLess, .textAtMost: compareTexts(step, into: registers.mask(index))
    default:
      Kernel.run(step, registers, count: count, into: index)
    }
  }

  private func compareTexts(_ step: Step, into out: UnsafeMutablePointer<UInt8>) {
    let (a, b) = (values(step.a), values(step.b))
    for place in 0..<count {
      let isThere = a[place] != .none && b[place] != .none
      let holds =
        isThere
        && (step.operation == .textLess
          ? cube.texts.precedes(a[place].wide, b[place].wide)
          : !cube.texts.precedes(b[place].wide, a[place].wide))
      out[place] = holds ? 1 : 0
    }
  }
}

/// Holds a link's view, which cannot be copied.
private final class LinkBox {
  let view: LinkView

  init(_ cube: Cube, _ scope: Scope) { view = LinkView(cube, scope) }
}

/// Holds a column's view, which cannot be copied.
private final class GatherBox<Number: Word> {
  let view: GatherView<Number>

  init(_ cube: Cube, _ scope: Scope, column: Int) {
    view = GatherView(cube, scope, column: column)
  }
}

/// Holds a keyed column's view, which cannot be copied.
private final class KeyedBox<Number: Word> {
  let view: KeyedColumn<Number>

  init(_ relation: Relation, column: Int, _ form: KeyedForm, keys: Span) {
    view = KeyedColumn(relation, column: column, form, keys: keys)
  }
}

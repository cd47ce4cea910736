/// Works a program out over its chunk, batch by batch.
///
/// What is the same throughout a run of rows is worked out for its first row. The rows that count are
/// found next; what they carry on is then kept for them alone, and the other steps are worked out for
/// them only.
final class Executor<Number: Word> {
  private let program: Program
  private let cube: Cube
  private let scratch: Scratch
  private let own: [ColumnView]
  let registers: Registers<Number>
  /// What steps read of other relations, by step.
  @exclusivity(unchecked) private var links: [LinkBox?]
  @exclusivity(unchecked) private var gathers: [GatherBox<Number>?]
  @exclusivity(unchecked) private var keyed: [KeyedBox<Number>?]
  /// The same when few rows are asked.
  @exclusivity(unchecked) private var few: [KeyedRows?]
  /// What is worked out once a run, and the steps that are.
  let sharing: Sharing
  private let shared: [Int]
  /// The steps that find the rows, those of them that the others use, and the others; among them are
  /// those of runs whose results are needed row by row.
  private let first: [Int]
  private let carried: [Int]
  private let second: [Int]
  /// Whether rows need to know their run.
  @exclusivity(unchecked) private var isSpread = false
  /// The few rows that are asked; nil when all are.
  private let rows: [Int32]?
  let rowCount: Int
  private var chosen: UnsafeMutablePointer<Int32> { registers.chosen }

  /// What a batch has: how many rows count.
  @exclusivity(unchecked) private(set) var count = 0
  @exclusivity(unchecked) private var start = 0
  @exclusivity(unchecked) private var isWhole = true
  /// Whether the steps of runs are being worked out.
  @exclusivity(unchecked) private var isOfRuns = false
  @exclusivity(unchecked) private(set) var runCount = 0
  @exclusivity(unchecked) private var run = 0

  init(_ program: Program, _ cube: Cube, _ scratch: Scratch, of rows: [Int32]? = nil) {
    self.program = program
    self.cube = cube
    self.scratch = scratch
    links = .init(repeating: nil, count: program.steps.count)
    gathers = .init(repeating: nil, count: program.steps.count)
    keyed = .init(repeating: nil, count: program.steps.count)
    few = .init(repeating: nil, count: program.steps.count)
    let chunk = cube.relations[program.relation].chunks[program.chunk]
    self.rows = rows
    rowCount = rows?.count ?? chunk?.count ?? 0
    own = (chunk?.columns ?? []).map { ColumnView($0) }
    let most = min(BatchGroups.most, rowCount)
    registers = Registers(program, rows: most, in: scratch)
    let sharing = Sharing(program, cube, isWhole: rows == nil)
    self.sharing = sharing
    let isFirst = program.needed(from: [program.condition].compactMap { $0 })
    let roots = sharing.roots(program)
    let isUsed = program.needed(from: roots)
    let steps = program.steps.indices.filter { program.steps[$0].operation != .constant }
    shared = steps.filter { sharing.isShared[$0] }
    let ownFirst = steps.filter { isFirst[$0] && !sharing.isShared[$0] }
    let ownSecond = steps.filter { isUsed[$0] && !isFirst[$0] && !sharing.isShared[$0] }
    let ofFirst = program.direct(ownFirst).union([program.condition].compactMap { $0 })
    let ofSecond = program.direct(ownSecond).union(roots)
    first = shared.filter { ofFirst.contains($0) } + ownFirst
    second = shared.filter { ofSecond.contains($0) && !ofFirst.contains($0) } + ownSecond
    carried = first.filter { ofSecond.contains($0) }
    isSpread = (first + second).contains(where: isSpread)
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
          let relation = cube.relations[scope.relation]
          let form =
            step.operation == .keyedPresence
            ? .presence : KeyedForm(relation, step.number, read: program.spans[index])
          if rows != nil {
            few[index] = KeyedRows(relation: relation, column: step.number, form: form)
          } else {
            keyed[index] = KeyedBox(relation, column: step.number, form)
          }
        }
      case .constant: Kernel.run(step, registers, count: most, into: index)
      default: break
      }
    }
  }

  /// Goes through the batches that have rows that count.
  ///
  /// - Parameter ofRuns: takes what was worked out for the runs of a batch, before its rows.
  func eachBatch(ofRuns: () -> Void = {}, _ body: () -> Void) {
    withExtendedLifetime((cube, scratch)) {
      run = 0
      for start in stride(from: 0, to: rowCount, by: BatchGroups.most) {
        let end = min(start + BatchGroups.most, rowCount)
        if let runs = sharing.runs {
          workOut(runs, start, end)
          ofRuns()
        }
        begin(start, end - start)
        if count > 0 { body() }
      }
    }
  }

  func values(_ step: Int) -> UnsafePointer<Number> { UnsafePointer(registers.values(step)) }

  func mask(_ step: Int) -> UnsafePointer<UInt8> { UnsafePointer(registers.mask(step)) }

  private func begin(_ start: Int, _ whole: Int) {
    (self.start, count, isWhole, isOfRuns) = (start, whole, rows == nil, false)
    if let rows { for place in 0..<whole { chosen[place] = rows[start + place] } }
    if isSpread { findRunsOfRows() }
    for step in first { run(step) }
    if let condition = program.condition { choose(registers.mask(condition), whole) }
    if count == 0 { return }
    for step in second { run(step) }
  }

  /// Works out the steps of the runs that lie in a batch.
  private func workOut(_ runs: Runs, _ start: Int, _ end: Int) {
    let (starts, ends) = (runs.starts, registers.ends)
    while Int(starts[run + 1]) <= start { run += 1 }
    runCount = 0
    var row = start
    while row < end {
      chosen[runCount] = starts[run + runCount]
      row = min(Int(starts[run + runCount + 1]), end)
      ends[runCount] = Int32(truncatingIfNeeded: row - start)
      runCount += 1
    }
    (count, isWhole, isOfRuns) = (runCount, false, true)
    for step in shared { run(step) }
  }

  /// Finds the run of each row of a batch.
  private func findRunsOfRows() {
    let (ends, runs) = (registers.ends, registers.runs)
    runs.update(repeating: 0, count: count)
    // Why: short runs end unforeseen, so that there is no loop over the rows of one.
    for run in 0..<runCount - 1 { runs[Int(ends[run])] = 1 }
    var run: Int32 = 0
    for row in 0..<count {
      run &+= runs[row]
      runs[row] = run
    }
  }

  /// Whether rows take what a step found for their run; what is a column is as well read.
  private func isSpread(_ index: Int) -> Bool {
    let step = program.steps[index]
    return sharing.isShared[index] && (step.operation != .column || step.a >= 0)
  }

  /// Gives each row what was worked out for its run.
  private func spread(_ step: Int) {
    if program.steps[step].operation.isMask {
      spread(registers.mask(step))
    } else {
      spread(registers.values(step))
    }
  }

  private func spread<Stored>(_ values: UnsafeMutablePointer<Stored>) {
    let runs = registers.runs
    withUnsafeTemporaryAllocation(of: Stored.self, capacity: runCount) { ofRuns in
      for run in 0..<runCount { ofRuns[run] = values[run] }
      for place in 0..<count { values[place] = ofRuns[Int(runs[place])] }
    }
  }

  /// Keeps the rows of a mask.
  private func choose(_ mask: UnsafeMutablePointer<UInt8>, _ whole: Int) {
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
    if isSpread {
      let runs = registers.runs
      for place in 0..<kept { runs[place] = runs[Int(chosen[place])] }
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
    if !isOfRuns, isSpread(index) { return spread(index) }
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
      if let few = few[index] {
        few.read(values(step.a), count: count, into: registers.values(index))
      } else {
        keyed[index]?.view.read(values(step.a), count: count, into: registers.values(index))
      }
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

  init(_ relation: Relation, column: Int, _ form: KeyedForm) {
    view = KeyedColumn(relation, column: column, form)
  }
}

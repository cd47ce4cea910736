/// What of a program is the same throughout a run of rows, and is worked out once for it.
struct Sharing {
  /// Nil when nothing is worked out by runs.
  let runs: Runs?
  /// Whether a step is the same throughout a run.
  let isShared: [Bool]
  /// Whether every row of a run counts and is of one group.
  let isGrouped: Bool
  /// Whether a measure finds all there is to find in one row of each run.
  let isOfRuns: [Bool]

  /// - Parameter isWhole: whether all rows are asked.
  init(_ program: Program, _ cube: Cube, isWhole: Bool) {
    let relation = cube.relations[program.relation]
    let columns = isWhole ? relation.shape.runColumns : []
    let (isShared, isDerived) = program.shared(columns)
    let areKeys = program.condition == nil && program.keys.allSatisfy { isShared[$0] }
    let isWorth = !columns.isEmpty && (isDerived || (areKeys && !program.keys.isEmpty))
    let runs = isWorth ? relation.chunks[program.chunk]?.runs(columns) : nil
    let isGrouped = runs != nil && areKeys
    (self.runs, self.isGrouped) = (runs, isGrouped)
    self.isShared = isShared.map { runs != nil && $0 }
    isOfRuns = program.measures.map { measure in
      guard isGrouped, case .distinct = measure else { return false }
      return measure.steps.allSatisfy { isShared[$0] }
    }
  }

  /// The steps whose results are taken row by row.
  func roots(_ program: Program) -> [Int] {
    (isGrouped ? [] : program.keys)
      + zip(program.measures, isOfRuns).flatMap { $1 ? [] : $0.steps }
  }
}

extension Program {
  /// The steps that are the same in rows that agree in columns of their own, and whether any of them
  /// does more than read one of these.
  fileprivate func shared(_ columns: [Int]) -> ([Bool], isDerived: Bool) {
    var isShared = [Bool](repeating: false, count: steps.count)
    var isDerived = false
    for (index, step) in steps.enumerated() {
      switch step.operation {
      case .constant, .always, .never: isShared[index] = true
      case .column where step.a < 0: isShared[index] = columns.contains(step.number)
      case .presence: isShared[index] = columns.contains(step.number)
      default:
        isShared[index] = [step.a, step.b, step.c].allSatisfy { $0 < 0 || isShared[$0] }
        isDerived = isDerived || isShared[index]
      }
    }
    return (isShared, isDerived)
  }
}

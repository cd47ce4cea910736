/// What a measure takes from a batch of rows.
struct Batch<Number: Word> {
  let count: Int
  let values: [UnsafePointer<Number>]
  /// Marks the rows that count; nil when all do.
  let mask: UnsafePointer<UInt8>?
  let groups: BatchGroups
}

/// The groups of a batch of rows.
struct BatchGroups {
  /// How many rows are worked out at once: few enough that results stay near the processor.
  static let most = 2_048
  /// Rows that follow each other in one group are taken together when they are so many on average.
  private static let leastRun = 24
  private static let block = 16

  /// The group of each row.
  let ofRows: UnsafeMutablePointer<Int32>
  /// How many groups there are so far.
  var count = 0
  /// Rows in sequence that are of one group; none when groups change from row to row.
  private(set) var runs: [Run] = []

  /// Rows of one group.
  struct Run {
    var group: Int
    let rows: Range<Int>
  }

  /// Finds the runs of so many rows.
  mutating func findRuns(_ rows: Int) {
    runs.removeAll(keepingCapacity: true)
    let most = rows / Self.leastRun
    guard most > 0 else { return }
    var (start, row) = (0, 0)
    while row < rows {
      let group = ofRows[start]
      if row + Self.block <= rows {
        // Why: the loop has no branch, so that the processor compares many rows at once.
        var difference: Int32 = 0
        for place in row..<row + Self.block { difference |= ofRows[place] ^ group }
        if difference == 0 {
          row += Self.block
          continue
        }
      }
      if ofRows[row] != group {
        guard runs.count < most else { return runs.removeAll(keepingCapacity: true) }
        runs.append(Run(group: Int(group), rows: start..<row))
        start = row
      }
      row += 1
    }
    runs.append(Run(group: Int(ofRows[start]), rows: start..<rows))
  }

  /// Gives each run its group in place of what its rows have had in common.
  mutating func renumber(_ number: (_ common: Int, _ row: Int) -> Int32) {
    for index in runs.indices {
      let rows = runs[index].rows
      let group = number(runs[index].group, rows.lowerBound)
      runs[index].group = Int(group)
      (ofRows + rows.lowerBound).update(repeating: group, count: rows.count)
    }
  }
}

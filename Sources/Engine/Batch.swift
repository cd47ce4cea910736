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
  /// Room for the place of each row's keys, of which the groups are found.
  let slots: UnsafeMutablePointer<Int32>
  /// How many groups there are so far.
  var count = 0
  /// Rows in sequence that are of one group; none when groups change from row to row.
  private(set) var runs: [Run] = []
  /// How many batches one after another had no runs.
  private var without = 0

  init(ofRows: UnsafeMutablePointer<Int32>, slots: UnsafeMutablePointer<Int32>) {
    (self.ofRows, self.slots) = (ofRows, slots)
  }

  /// Rows of one group.
  struct Run {
    var group: Int
    let rows: Range<Int>
  }

  /// Finds the runs of so many rows by the places of their keys.
  mutating func findRuns(_ rows: Int) {
    let ofRows = slots
    runs.removeAll(keepingCapacity: true)
    // Why: batches of a chunk are alike, so that they need not all be looked through in vain.
    without &+= 1
    if without > 2, without % 16 != 0 { return }
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
    without = 0
  }

  /// Gives the rows of runs that end at places of a batch the groups that were found for the runs.
  ///
  /// - Parameter always: whether each row must have its group where long runs tell it, too.
  mutating func spread(_ ends: UnsafePointer<Int32>, _ count: Int, always: Bool) {
    slots.update(from: ofRows, count: count)
    runs.removeAll(keepingCapacity: true)
    let areLong = Int(ends[count - 1]) >= count * Self.leastRun
    var start = 0
    for run in 0..<count {
      let end = Int(ends[run])
      if always || !areLong {
        (ofRows + start).update(repeating: slots[run], count: end - start)
      }
      if areLong { runs.append(Run(group: Int(slots[run]), rows: start..<end)) }
      start = end
    }
  }

  /// Gives each run its group in place of the place of its keys.
  mutating func renumber(_ number: (_ slot: Int, _ row: Int) -> Int32) {
    for index in runs.indices {
      let rows = runs[index].rows
      let group = number(runs[index].group, rows.lowerBound)
      runs[index].group = Int(group)
      (ofRows + rows.lowerBound).update(repeating: group, count: rows.count)
    }
  }
}

extension BatchGroups {
  /// So few groups have several sums each.
  private static let fewest = 64
  private static let lanes = 8

  /// Adds what each row has to the number of its group.
  @inline(__always)
  func add(_ value: (_ row: Int) -> Int, of rows: Int, to numbers: inout [Int]) {
    numbers.extend(to: count)
    numbers.withUnsafeMutableBufferPointer { numbers in
      if !runs.isEmpty {
        for run in runs {
          var sum = 0
          for row in run.rows { sum &+= value(row) }
          numbers[run.group] &+= sum
        }
      } else if count <= Self.fewest {
        addInLanes(value, of: rows, to: &numbers)
      } else {
        for row in 0..<rows { numbers[Int(ofRows[row])] &+= value(row) }
      }
    }
  }

  /// Why: rows that follow each other are often of one group, and a sum can be added to only when
  /// what was added before has arrived.
  @inline(__always)
  private func addInLanes(
    _ value: (_ row: Int) -> Int, of rows: Int, to numbers: inout UnsafeMutableBufferPointer<Int>
  ) {
    let lanes = Self.lanes
    withUnsafeTemporaryAllocation(of: Int.self, capacity: count * lanes) { sums in
      for place in 0..<count * lanes { sums[place] = 0 }
      let whole = rows & ~(lanes - 1)
      for row in stride(from: 0, to: whole, by: lanes) {
        sums[Int(ofRows[row]) &* lanes] &+= value(row)
        sums[Int(ofRows[row &+ 1]) &* lanes &+ 1] &+= value(row &+ 1)
        sums[Int(ofRows[row &+ 2]) &* lanes &+ 2] &+= value(row &+ 2)
        sums[Int(ofRows[row &+ 3]) &* lanes &+ 3] &+= value(row &+ 3)
        sums[Int(ofRows[row &+ 4]) &* lanes &+ 4] &+= value(row &+ 4)
        sums[Int(ofRows[row &+ 5]) &* lanes &+ 5] &+= value(row &+ 5)
        sums[Int(ofRows[row &+ 6]) &* lanes &+ 6] &+= value(row &+ 6)
        sums[Int(ofRows[row &+ 7]) &* lanes &+ 7] &+= value(row &+ 7)
      }
      for row in whole..<rows { sums[Int(ofRows[row]) &* lanes] &+= value(row) }
      for group in 0..<count {
        for lane in 0..<lanes { numbers[group] &+= sums[group * lanes + lane] }
      }
    }
  }
}

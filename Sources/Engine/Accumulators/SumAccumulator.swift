/// Adds values up; missing ones add nothing.
final class SumAccumulator: Accumulator {
  private var sums: [Int] = []
  private let canMiss: Bool

  /// Adds values up of which it is known whether any can be missing.
  init(canMiss: Bool) {
    self.canMiss = canMiss
  }

  func update(_ batch: Batch<Int32>) { take(batch) }

  func update(_ batch: Batch<Int>) { take(batch) }

  @inline(__always)
  private func take<Number: Word>(_ batch: Batch<Number>) {
    let values = batch.values[0]
    if let mask = batch.mask {
      add(batch) { mask[$0] != 0 && values[$0] != .none ? Int(truncatingIfNeeded: values[$0]) : 0 }
    } else if canMiss {
      add(batch) { values[$0] != .none ? Int(truncatingIfNeeded: values[$0]) : 0 }
    } else {
      add(batch) { Int(truncatingIfNeeded: values[$0]) }
    }
  }

  @inline(__always)
  private func add<Number: Word>(_ batch: Batch<Number>, _ value: (Int) -> Int) {
    let groups = batch.groups
    sums.extend(to: groups.count)
    sums.withUnsafeMutableBufferPointer { sums in
      for run in groups.runs {
        var sum = 0
        for row in run.rows { sum &+= value(row) }
        sums[run.group] &+= sum
      }
      if groups.runs.isEmpty {
        for row in 0..<batch.count { sums[Int(groups.ofRows[row])] &+= value(row) }
      }
    }
  }

  func merge(_ other: Gathered, map: [Int32], count: Int) {
    sums.extend(to: count)
    guard case .numbers(let numbers) = other else { return }
    for (group, number) in numbers.enumerated() { sums[Int(map[group])] &+= number }
  }

  func finish(count: Int) -> Gathered {
    sums.extend(to: count)
    return .numbers(sums)
  }
}

/// Counts rows.
final class CountAccumulator: Accumulator {
  private var counts: [Int] = []

  func update(_ batch: Batch<Int32>) { take(batch) }

  func update(_ batch: Batch<Int>) { take(batch) }

  @inline(__always)
  private func take<Number: Word>(_ batch: Batch<Number>) {
    let groups = batch.groups
    counts.extend(to: groups.count)
    counts.withUnsafeMutableBufferPointer { counts in
      if let mask = batch.mask {
        for run in groups.runs {
          var sum = 0
          for row in run.rows { sum &+= Int(mask[row]) }
          counts[run.group] &+= sum
        }
        if groups.runs.isEmpty {
          for row in 0..<batch.count { counts[Int(groups.ofRows[row])] &+= Int(mask[row]) }
        }
      } else {
        for run in groups.runs { counts[run.group] &+= run.rows.count }
        if groups.runs.isEmpty {
          for row in 0..<batch.count { counts[Int(groups.ofRows[row])] &+= 1 }
        }
      }
    }
  }

  func merge(_ other: Gathered, map: [Int32], count: Int) {
    counts.extend(to: count)
    guard case .numbers(let numbers) = other else { return }
    for (group, number) in numbers.enumerated() { counts[Int(map[group])] &+= number }
  }

  func finish(count: Int) -> Gathered {
    counts.extend(to: count)
    return .numbers(counts)
  }
}

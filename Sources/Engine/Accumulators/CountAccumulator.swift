/// Counts rows.
final class CountAccumulator: Accumulator {
  private var counts: [Int] = []

  func update(_ batch: Batch, groups: UnsafePointer<Int32>, count: Int) {
    counts.extend(to: count)
    let rowCount = batch.count
    counts.withUnsafeMutableBufferPointer { counts in
      if let mask = batch.mask {
        for row in 0..<rowCount { counts[Int(groups[row])] &+= Int(mask[row]) }
      } else {
        for row in 0..<rowCount { counts[Int(groups[row])] &+= 1 }
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

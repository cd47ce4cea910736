/// Adds values up; missing ones add nothing.
final class SumAccumulator: Accumulator {
  private var sums: [Int] = []

  func update(_ batch: Batch, groups: UnsafePointer<Int32>, count: Int) {
    sums.extend(to: count)
    let rowCount = batch.count
    let values = batch.values[0]
    sums.withUnsafeMutableBufferPointer { sums in
      if let mask = batch.mask {
        for row in 0..<rowCount {
          let isIn = mask[row] != 0 && values[row] != .missing
          sums[Int(groups[row])] &+= isIn ? values[row] : 0
        }
      } else {
        for row in 0..<rowCount {
          sums[Int(groups[row])] &+= values[row] == .missing ? 0 : values[row]
        }
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

/// Counts rows.
final class CountAccumulator: Accumulator {
  private var counts: [Int] = []
  /// Whether a sum of the same rows counts them too, and tells.
  let isTold: Bool

  init(isTold: Bool = false) {
    self.isTold = isTold
  }

  func update(_ batch: Batch<Int32>) { take(batch) }

  func update(_ batch: Batch<Int>) { take(batch) }

  @inline(__always)
  private func take<Number: Word>(_ batch: Batch<Number>) {
    if isTold { return }
    if let mask = batch.mask {
      batch.groups.add({ Int(mask[$0]) }, of: batch.count, to: &counts)
    } else {
      batch.groups.add({ _ in 1 }, of: batch.count, to: &counts)
    }
  }

  /// Takes in how many rows of each group were counted elsewhere.
  func take(_ counted: some Collection<Int>) {
    counts.extend(to: counted.count)
    for (group, count) in counted.enumerated() { counts[group] &+= count }
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

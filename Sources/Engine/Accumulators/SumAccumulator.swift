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
    let (values, groups) = (batch.values[0], batch.groups)
    if let mask = batch.mask {
      groups.add(
        { mask[$0] != 0 && values[$0] != .none ? Int(truncatingIfNeeded: values[$0]) : 0 },
        of: batch.count, to: &sums)
    } else if canMiss {
      groups.add(
        { values[$0] != .none ? Int(truncatingIfNeeded: values[$0]) : 0 }, of: batch.count,
        to: &sums)
    } else {
      groups.add({ Int(truncatingIfNeeded: values[$0]) }, of: batch.count, to: &sums)
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

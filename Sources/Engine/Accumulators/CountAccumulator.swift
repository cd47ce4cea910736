/// Counts rows.
final class CountAccumulator: Accumulator {
  @exclusivity(unchecked) private var counts: [Int] = []
  /// The sum of the same rows that counts them; nil when none does.
  private let sum: SumAccumulator?

  /// Counts rows, or takes over what a sum of the same rows has counted.
  init(countedBy sum: SumAccumulator? = nil) {
    self.sum = sum
  }

  /// Whether another one counts.
  var isCounted: Bool { sum != nil }

  func update(_ batch: Batch<Int32>) { take(batch) }

  func update(_ batch: Batch<Int>) { take(batch) }

  @inline(__always)
  private func take<Number: Word>(_ batch: Batch<Number>) {
    if sum != nil { return }
    if let mask = batch.mask {
      batch.groups.add({ Int(mask[$0]) }, of: batch.count, to: &counts)
    } else {
      batch.groups.add({ _ in 1 }, of: batch.count, to: &counts)
    }
  }

  func merge(_ other: Gathered, map: [Int32], count: Int) {
    counts.extend(to: count)
    guard case .numbers(let numbers) = other else { return }
    numbers.add(to: &counts, at: map)
  }

  func finish(count: Int) -> Gathered {
    if let sum { return .numbers(sum.counts(count)) }
    counts.extend(to: count)
    return .numbers(counts)
  }
}

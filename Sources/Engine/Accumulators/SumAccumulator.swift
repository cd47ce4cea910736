/// Adds values up; missing ones add nothing.
final class SumAccumulator: Accumulator {
  private var sums: [Int] = []
  private let canMiss: Bool
  /// What is told how many rows were added up; nil when nothing is.
  private let counts: CountAccumulator?
  /// A batch's sums with the counts in their high bits.
  private var packed: [Int] = []
  /// Where the counts begin: the values of a batch, each below 2³¹, add up to less.
  private static let shift = 48

  /// Adds values up of which it is known whether any can be missing.
  init(canMiss: Bool) {
    self.canMiss = canMiss
    counts = nil
  }

  /// Adds values up and counts their rows in the same look at each.
  init(telling counts: CountAccumulator) {
    canMiss = false
    self.counts = counts
  }

  /// Whether values of such bounds can be counted while they are added up.
  static func counts(_ span: Span) -> Bool {
    !span.canMiss && span.low >= 0 && span.high <= Int(Int32.max)
  }

  func update(_ batch: Batch<Int32>) { take(batch) }

  func update(_ batch: Batch<Int>) { take(batch) }

  @inline(__always)
  private func take<Number: Word>(_ batch: Batch<Number>) {
    if let counts { return take(batch, telling: counts) }
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

  @inline(__always)
  private func take<Number: Word>(_ batch: Batch<Number>, telling counts: CountAccumulator) {
    let (values, groups, one) = (batch.values[0], batch.groups, 1 << Self.shift)
    packed.removeAll(keepingCapacity: true)
    if let mask = batch.mask {
      groups.add(
        { mask[$0] != 0 ? Int(truncatingIfNeeded: values[$0]) &+ one : 0 }, of: batch.count,
        to: &packed)
    } else {
      groups.add({ Int(truncatingIfNeeded: values[$0]) &+ one }, of: batch.count, to: &packed)
    }
    sums.extend(to: groups.count)
    for group in packed.indices { sums[group] &+= packed[group] & (one - 1) }
    counts.take(packed.lazy.map { $0 >> Self.shift })
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

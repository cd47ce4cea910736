/// Adds values up; missing ones add nothing.
final class SumAccumulator: Accumulator {
  @exclusivity(unchecked) private var sums: [Int] = []
  private let canMiss: Bool
  /// Whether it counts the rows it adds up.
  private let isCounting: Bool
  /// Sums with the counts of their rows in the high bits, kept until there are many rows.
  @exclusivity(unchecked) private var packed: [Int] = []
  @exclusivity(unchecked) private var packedRows = 0
  @exclusivity(unchecked) private var counts: [Int] = []
  /// Where the counts begin: below, so many values, each below 2³¹, add up to less.
  private static let shift = 47
  private static let mostPacked = 1 << 15

  /// Adds values up.
  ///
  /// - Parameters:
  ///   - canMiss: whether any can be missing.
  ///   - isCounting: whether it counts their rows in the same look at each.
  init(canMiss: Bool, isCounting: Bool = false) {
    (self.canMiss, self.isCounting) = (canMiss, isCounting)
  }

  /// Whether values of such bounds can be counted while they are added up.
  static func counts(_ span: Span) -> Bool {
    !span.canMiss && span.low >= 0 && span.high <= Int(Int32.max)
  }

  func update(_ batch: Batch<Int32>) { take(batch) }

  func update(_ batch: Batch<Int>) { take(batch) }

  @inline(__always)
  private func take<Number: Word>(_ batch: Batch<Number>) {
    if isCounting { return count(batch) }
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
  private func count<Number: Word>(_ batch: Batch<Number>) {
    if packedRows + batch.count > Self.mostPacked { unpack() }
    packedRows += batch.count
    let (values, groups, one) = (batch.values[0], batch.groups, 1 << Self.shift)
    if let mask = batch.mask {
      groups.add(
        { mask[$0] != 0 ? Int(truncatingIfNeeded: values[$0]) &+ one : 0 }, of: batch.count,
        to: &packed)
    } else {
      groups.add({ Int(truncatingIfNeeded: values[$0]) &+ one }, of: batch.count, to: &packed)
    }
  }

  /// Adds what is packed to the sums and the counts.
  private func unpack() {
    sums.extend(to: packed.count)
    counts.extend(to: packed.count)
    for (group, packed) in packed.enumerated() {
      sums[group] &+= packed & (1 << Self.shift - 1)
      counts[group] &+= Int(bitPattern: UInt(bitPattern: packed) >> UInt(Self.shift))
    }
    packed.removeAll(keepingCapacity: true)
    packedRows = 0
  }

  /// How many rows of each of so many groups it has added up.
  func counts(_ count: Int) -> [Int] {
    unpack()
    counts.extend(to: count)
    return counts
  }

  func merge(_ other: Gathered, map: [Int32], count: Int) {
    sums.extend(to: count)
    guard case .numbers(let numbers) = other else { return }
    numbers.add(to: &sums, at: map)
  }

  func finish(count: Int) -> Gathered {
    unpack()
    sums.extend(to: count)
    return .numbers(sums)
  }
}

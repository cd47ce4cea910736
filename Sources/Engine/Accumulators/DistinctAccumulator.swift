/// Gathers different combinations of values, each once a group.
final class DistinctAccumulator: Accumulator {
  private let spans: [Span]
  /// The places of combinations in `seen`: of a group, then of the values in it.
  private let strides: [Int]
  private let groupStride: Int
  private var seen: [UInt8] = []
  private let slots = UnsafeMutablePointer<Int>.allocate(capacity: Batch.most)
  /// Groups and numbers of combinations, merged.
  private let merged = Grouping(width: 2)
  private static let most = 1 << 22

  init(_ spans: [Span]) {
    self.spans = spans
    var strides: [Int] = []
    var size = 1
    for span in spans {
      strides.append(size)
      let extent = span.high.subtractingReportingOverflow(span.low).partialValue
      let isWide = extent < 0 || extent >= Self.most
      size = isWide ? Self.most : min(size * (extent + 1), Self.most)
    }
    self.strides = strides
    groupStride = size
  }

  deinit { slots.deallocate() }

  func update(_ batch: Batch, groups: UnsafePointer<Int32>, count: Int) {
    guard groupStride * count < Self.most else {
      flush()
      return hash(batch, groups)
    }
    if seen.count < groupStride * count {
      seen += repeatElement(0, count: groupStride * count * 2 - seen.count)
    }
    let stride = groupStride
    for row in 0..<batch.count { slots[row] = Int(groups[row]) &* stride }
    for (place, values) in batch.values.enumerated() {
      let (low, stride) = (spans[place].low, strides[place])
      for row in 0..<batch.count { slots[row] &+= (values[row] &- low) &* stride }
    }
    seen.withUnsafeMutableBufferPointer { seen in
      if let mask = batch.mask {
        for row in 0..<batch.count { seen[slots[row]] |= mask[row] }
      } else {
        for row in 0..<batch.count { seen[slots[row]] = 1 }
      }
    }
  }

  private func hash(_ batch: Batch, _ groups: UnsafePointer<Int32>) {
    for row in 0..<batch.count where batch.mask.map({ $0[row] != 0 }) ?? true {
      let number = Self.number(batch.values.count) { batch.values[$0][row] }
      _ = merged.number(of: Int(groups[row]), number)
    }
  }

  func merge(_ other: Gathered, map: [Int32], count: Int) {
    guard case .pairs(let groups, let values) = other else { return }
    for (group, value) in zip(groups, values) {
      _ = merged.number(of: Int(map[Int(group)]), value)
    }
  }

  func finish(count: Int) -> Gathered {
    flush()
    return .pairs(
      groups: (0..<merged.count).map { Int32(merged.keys[$0 * 2]) },
      values: (0..<merged.count).map { merged.keys[$0 * 2 + 1] })
  }

  /// Keeps the combinations seen so far as numbers.
  private func flush() {
    for slot in seen.indices where seen[slot] != 0 {
      let number = Self.number(spans.count) { place in
        let size = place + 1 < strides.count ? strides[place + 1] : groupStride
        return slot % size / strides[place] + spans[place].low
      }
      _ = merged.number(of: slot / groupStride, number)
    }
    seen = []
  }

  /// A combination as one number, as SQL makes it.
  private static func number(_ count: Int, _ value: (Int) -> Int) -> Int {
    (0..<count).reduce(0) { $0 &+ ($1 == count - 1 ? value($1) : value($1) &* 1_048_576) }
  }
}

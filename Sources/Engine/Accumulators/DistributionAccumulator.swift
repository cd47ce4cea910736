import Semantics

/// Gathers the values of each group.
final class DistributionAccumulator: Accumulator {
  /// The values of a chunk and the groups they are of; room for them is made when the first come.
  private var values: UnsafeMutablePointer<Int>?
  private var groups: UnsafeMutablePointer<Int32>?
  private var count = 0
  private let most: Int
  /// What is merged.
  private var merged: [Distribution] = []

  /// Gathers the values of so many rows at most.
  init(rows most: Int) {
    self.most = most
  }

  deinit {
    values?.deallocate()
    groups?.deallocate()
  }

  func update(_ batch: Batch<Int32>) { take(batch) }

  func update(_ batch: Batch<Int>) { take(batch) }

  @inline(__always)
  private func take<Number: Word>(_ batch: Batch<Number>) {
    let values = values ?? .allocate(capacity: most)
    let groups = groups ?? .allocate(capacity: most)
    (self.values, self.groups) = (values, groups)
    let (source, ofRows) = (batch.values[0], batch.groups.ofRows)
    // Why: each is written, and the place moves on only past those that count.
    var end = count
    for row in 0..<batch.count {
      values[end] = source[row].wide
      groups[end] = ofRows[row]
      end &+= Int(batch.mask?[row] ?? 1)
    }
    count = end
  }

  func merge(_ other: Gathered, map: [Int32], count: Int) {
    guard case .values(let values) = other else { return }
    extend(to: count)
    for (group, values) in values.enumerated() { merged[Int(map[group])].add(values) }
  }

  func finish(count: Int) -> Gathered {
    extend(to: count)
    for (group, values) in ownValues(count).enumerated() {
      merged[group].add(Distribution(ascending: values))
    }
    return .values(merged)
  }

  private func extend(to count: Int) {
    while merged.count < count { merged.append(Distribution()) }
  }

  /// The chunk's values by group, ascending.
  private func ownValues(_ groupCount: Int) -> [[Int]] {
    guard let values, let groups else { return [] }
    let count = count
    return withUnsafeTemporaryAllocation(of: Int.self, capacity: count) { ordered in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: groupCount) { ends in
        ends.update(repeating: 0)
        for place in 0..<count { ends[Int(groups[place])] &+= 1 }
        var sum = 0
        for group in ends.indices { (ends[group], sum) = (sum, sum + ends[group]) }
        for place in 0..<count {
          let group = Int(groups[place])
          ordered[ends[group]] = values[place]
          ends[group] &+= 1
        }
        return ends.indices.map { group in
          let start = group == 0 ? 0 : ends[group - 1]
          return UnsafeBufferPointer(rebasing: ordered[start..<ends[group]]).ascending
        }
      }
    }
  }
}

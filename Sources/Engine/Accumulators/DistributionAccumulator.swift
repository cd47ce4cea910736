import Semantics

/// Gathers the values of each group.
final class DistributionAccumulator: Accumulator {
  /// The values of a chunk and the groups they are of.
  private var groups: [Int32] = []
  private var values: [Int] = []
  /// What is merged.
  private var merged: [Distribution] = []

  func update(_ batch: Batch<Int32>) { take(batch) }

  func update(_ batch: Batch<Int>) { take(batch) }

  @inline(__always)
  private func take<Number: Word>(_ batch: Batch<Number>) {
    let (source, groups, start) = (batch.values[0], batch.groups.ofRows, values.count)
    // Why: room is made for all, each is written, and the place moves on only past those that count.
    values += repeatElement(0, count: batch.count)
    self.groups += repeatElement(0, count: batch.count)
    var end = start
    values.withUnsafeMutableBufferPointer { values in
      self.groups.withUnsafeMutableBufferPointer { own in
        for row in 0..<batch.count {
          values[end] = source[row].wide
          own[end] = groups[row]
          end &+= Int(batch.mask?[row] ?? 1)
        }
      }
    }
    values.removeLast(start + batch.count - end)
    self.groups.removeLast(start + batch.count - end)
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
  private func ownValues(_ count: Int) -> [[Int]] {
    if values.isEmpty { return [] }
    var ends = [Int](repeating: 0, count: count)
    for group in groups { ends[Int(group)] += 1 }
    var places: [UnsafeMutableBufferPointer<Int>] = []
    for size in ends { places.append(.allocate(capacity: size)) }
    defer { for place in places { place.deallocate() } }
    for group in ends.indices { ends[group] = 0 }
    for index in values.indices {
      let group = Int(groups[index])
      places[group][ends[group]] = values[index]
      ends[group] += 1
    }
    return places.map { place in
      place.sortNumbers()
      return Array(place)
    }
  }
}

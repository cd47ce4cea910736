import Semantics

/// Gathers the values of each group.
final class DistributionAccumulator: Accumulator {
  /// The values of a chunk and the groups they are of.
  private var groups: [Int32] = []
  private var values: [Int] = []
  /// What is merged: the runs of each group, in pieces.
  private var pieces: [[[ValueCount]]] = []

  func update(_ batch: Batch, groups: UnsafePointer<Int32>, count: Int) {
    let (source, mask) = (batch.values[0], batch.mask)
    self.groups.reserveCapacity(self.groups.count + batch.count)
    for row in 0..<batch.count where mask.map({ $0[row] != 0 }) ?? true {
      self.groups.append(groups[row])
      values.append(source[row])
    }
  }

  func merge(_ other: Gathered, map: [Int32], count: Int) {
    guard case .runs(let runs) = other else { return }
    while pieces.count < count { pieces.append([]) }
    for (group, run) in runs.enumerated() where !run.isEmpty {
      pieces[Int(map[group])].append(run)
    }
  }

  func finish(count: Int) -> Gathered {
    while pieces.count < count { pieces.append([]) }
    for (group, run) in ownRuns(count).enumerated() where !run.isEmpty { pieces[group].append(run) }
    return .runs(pieces.map { Self.merged($0) })
  }

  /// The runs of the chunk's values, by group.
  private func ownRuns(_ count: Int) -> [[ValueCount]] {
    var starts = [Int](repeating: 0, count: count + 1)
    for group in groups { starts[Int(group) + 1] += 1 }
    for group in 0..<count { starts[group + 1] += starts[group] }
    var next = starts
    var sorted = [Int](repeating: 0, count: values.count)
    for index in values.indices {
      let group = Int(groups[index])
      sorted[next[group]] = values[index]
      next[group] += 1
    }
    return sorted.withUnsafeMutableBufferPointer { sorted in
      (0..<count).map { group in
        let own = UnsafeMutableBufferPointer(rebasing: sorted[starts[group]..<starts[group + 1]])
        own.sortNumbers()
        return Self.runs(UnsafeBufferPointer(own))
      }
    }
  }

  private static func runs(_ sorted: UnsafeBufferPointer<Int>) -> [ValueCount] {
    [ValueCount](unsafeUninitializedCapacity: sorted.count) { buffer, count in
      var start = 0
      while start < sorted.count {
        var end = start + 1
        while end < sorted.count, sorted[end] == sorted[start] { end += 1 }
        buffer[count] = ValueCount(sorted[start], end - start)
        count += 1
        start = end
      }
    }
  }

  /// Merges pairs of pieces until one is left.
  private static func merged(_ pieces: [[ValueCount]]) -> [ValueCount] {
    var pieces = pieces
    while pieces.count > 1 {
      pieces = stride(from: 0, to: pieces.count, by: 2).map { start in
        start + 1 < pieces.count ? merged(pieces[start], pieces[start + 1]) : pieces[start]
      }
    }
    return pieces.first ?? []
  }

  private static func merged(_ first: [ValueCount], _ second: [ValueCount]) -> [ValueCount] {
    [ValueCount](unsafeUninitializedCapacity: first.count + second.count) { out, count in
      first.withUnsafeBufferPointer { a in
        second.withUnsafeBufferPointer { b in
          var (i, j) = (0, 0)
          while i < a.count, j < b.count {
            let (left, right) = (a[i], b[j])
            if left.value == right.value {
              out[count] = ValueCount(left.value, left.count + right.count)
              i &+= 1
              j &+= 1
            } else {
              let isLeft = left.value < right.value
              out[count] = isLeft ? left : right
              i &+= isLeft ? 1 : 0
              j &+= isLeft ? 0 : 1
            }
            count &+= 1
          }
          for place in i..<a.count {
            out[count] = a[place]
            count &+= 1
          }
          for place in j..<b.count {
            out[count] = b[place]
            count &+= 1
          }
        }
      }
    }
  }
}

extension UnsafeMutableBufferPointer<Int> {
  /// Sorts numbers by their digits of eleven bits, the lowest first.
  func sortNumbers() {
    guard count > 64, let low = self.min(), let high = self.max() else {
      var few = self
      return few.sort()
    }
    let range = UInt(bitPattern: high &- low)
    let other = UnsafeMutableBufferPointer<Int>.allocate(capacity: count)
    defer { other.deallocate() }
    var (from, to) = (self, other)
    var starts = [Int](repeating: 0, count: 2_049)
    for shift in stride(from: 0, to: 64, by: 11) where range >> UInt(shift) > 0 {
      for digit in starts.indices { starts[digit] = 0 }
      for number in from {
        starts[Int((UInt(bitPattern: number &- low) >> UInt(shift)) & 2_047) + 1] += 1
      }
      for digit in 1...2_048 { starts[digit] += starts[digit - 1] }
      for number in from {
        let digit = Int((UInt(bitPattern: number &- low) >> UInt(shift)) & 2_047)
        to[starts[digit]] = number
        starts[digit] += 1
      }
      swap(&from, &to)
    }
    if from.baseAddress != baseAddress { _ = update(fromContentsOf: from) }
  }
}

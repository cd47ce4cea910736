import Semantics

/// Gathers a measure group by group.
protocol Accumulator: AnyObject {
  /// Takes a batch of narrow values in.
  func update(_ batch: Batch<Int32>)
  /// Takes a batch of wide values in.
  func update(_ batch: Batch<Int>)
  /// Takes in what another one has gathered; `map` gives the number of each of its groups.
  func merge(_ other: Gathered, map: [Int32], count: Int)
  /// What it has gathered for so many groups.
  func finish(count: Int) -> Gathered
}

extension Program {
  /// The accumulators of the measures over so many rows of a chunk, for the groups of the keys.
  func accumulators(_ grouping: Grouping, rows: Int) -> [any Accumulator] {
    var accumulators = measures.map { accumulator(of: $0, grouping, rows) }
    for (place, measure) in measures.enumerated() {
      guard case .sum(let value, let mask) = measure, SumAccumulator.counts(spans[value]),
        let count = measures.firstIndex(where: { $0.counts(mask) })
      else { continue }
      // Why: of two sums over the same rows only one need count them.
      if (accumulators[count] as? CountAccumulator)?.isCounted == true { continue }
      let sum = SumAccumulator(canMiss: false, isCounting: true)
      accumulators[count] = CountAccumulator(countedBy: sum)
      accumulators[place] = sum
    }
    return accumulators
  }

  private func accumulator(
    of measure: ProgramMeasure, _ grouping: Grouping, _ rows: Int
  ) -> any Accumulator {
    switch measure {
    case .count: CountAccumulator()
    case .sum(let value, _): SumAccumulator(canMiss: spans[value].canMiss)
    case .distinct(let values, _):
      DistinctAccumulator(
        values.map { spans[$0] }, keys: values.map { keys.firstIndex(of: $0) }, of: grouping)
    case .distribution: DistributionAccumulator(rows: rows)
    }
  }
}

extension ProgramMeasure {
  /// Whether it counts the rows of a mask.
  fileprivate func counts(_ mask: Int?) -> Bool {
    guard case .count(let own) = self else { return false }
    return own == mask
  }
}

extension Gathered {
  /// An empty accumulator that merges what is like this.
  func merger(of grouping: Grouping) -> any Accumulator {
    switch self {
    case .numbers: SumAccumulator(canMiss: true)
    case .pairs: DistinctAccumulator([], keys: [], of: grouping)
    case .values: DistributionAccumulator(rows: 0)
    }
  }
}

extension [Int] {
  /// Adds each number to the one at its place.
  func add(to numbers: inout [Int], at places: [Int32]) {
    // Why: whoever else may look at the numbers is ruled out once, not for each of them.
    numbers.withUnsafeMutableBufferPointer { numbers in
      for (index, number) in enumerated() {
        let place = Int(places[index])
        numbers[place] = numbers[place].clampedSum(number)
      }
    }
  }

  /// Makes room for so many numbers, the new ones 0.
  mutating func extend(to count: Int) {
    if self.count < count { append(contentsOf: repeatElement(0, count: count - self.count)) }
  }
}

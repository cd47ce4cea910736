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

extension ProgramMeasure {
  /// An accumulator of the measure over so many rows of a chunk, for the groups of keys.
  func accumulator(
    _ program: Program, _ grouping: Grouping, rows: Int
  ) -> any Accumulator {
    let spans = program.spans
    return switch self {
    case .count: CountAccumulator()
    case .sum(let value, _): SumAccumulator(canMiss: spans[value].canMiss)
    case .distinct(let values, _):
      DistinctAccumulator(
        values.map { spans[$0] }, keys: values.map { program.keys.firstIndex(of: $0) },
        of: grouping)
    case .distribution: DistributionAccumulator(rows: rows)
    }
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
  /// Makes room for so many numbers, the new ones 0.
  mutating func extend(to count: Int) {
    if self.count < count { append(contentsOf: repeatElement(0, count: count - self.count)) }
  }
}

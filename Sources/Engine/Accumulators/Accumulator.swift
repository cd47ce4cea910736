/// Gathers a measure group by group.
protocol Accumulator: AnyObject {
  /// Takes a batch in, with the group of each row among so many groups.
  func update(_ batch: Batch, groups: UnsafePointer<Int32>, count: Int)
  /// Takes in what another one has gathered; `map` gives the number of each of its groups.
  func merge(_ other: Gathered, map: [Int32], count: Int)
  /// What it has gathered for so many groups.
  func finish(count: Int) -> Gathered
}

extension ProgramMeasure {
  /// An accumulator of the measure over a chunk.
  func accumulator(_ spans: [Span]) -> any Accumulator {
    switch self {
    case .count: CountAccumulator()
    case .sum: SumAccumulator()
    case .distinct(let values, _): DistinctAccumulator(values.map { spans[$0] })
    case .distribution: DistributionAccumulator()
    }
  }
}

extension Gathered {
  /// An empty accumulator that merges what is like this.
  var merger: any Accumulator {
    switch self {
    case .numbers: SumAccumulator()
    case .pairs: DistinctAccumulator([])
    case .values: DistributionAccumulator()
    }
  }
}

extension [Int] {
  /// Makes room for so many numbers, the new ones 0.
  mutating func extend(to count: Int) {
    if self.count < count { append(contentsOf: repeatElement(0, count: count - self.count)) }
  }
}

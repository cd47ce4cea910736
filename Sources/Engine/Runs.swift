import Synchronization

/// Rows of a chunk that follow each other and agree in the columns by which they lie.
struct Runs: Sendable {
  /// How many there are.
  let count: Int
  private let bytes: Bytes
  /// Runs that are shorter on average are not worth it.
  private static let least = 2

  /// The first row of each run, and behind the last one how many rows there are.
  var starts: UnsafePointer<Int32> { bytes.start.assumingMemoryBound(to: Int32.self) }

  /// The runs of rows that agree in columns; nil when they are not worth it.
  init?(_ columns: [Column], rows: Int) {
    let views = columns.map { ColumnView($0) }
    var starts: [Int32] = [0]
    for row in 1..<max(rows, 1) {
      let isSame = views.allSatisfy { $0.step == 0 && $0.stored(row) == $0.stored(row - 1) }
      if !isSame { starts.append(Int32(row)) }
    }
    if rows < starts.count * Self.least { return nil }
    count = starts.count
    starts.append(Int32(rows))
    bytes = Bytes(count: starts.count * MemoryLayout<Int32>.size) { memory in
      memory.bindMemory(to: Int32.self, capacity: starts.count)
        .update(from: starts, count: starts.count)
    }
  }
}

extension RelationShape {
  /// The places of the columns in which rows that lie together agree.
  var runColumns: [Int] {
    if arrangedBy.isEmpty { return isUnique ? [] : [0] }
    return columns.indices.filter { arrangedBy.contains(columns[$0].name) }
  }
}

extension Chunk {
  /// The runs of its rows; they are found when first asked.
  func runs(_ columns: [Int]) -> Runs? {
    knownRuns.withLock { known in
      if let known { return known.runs }
      let runs = Runs(columns.map { self.columns[$0] }, rows: count)
      known = KnownRuns(runs: runs)
      return runs
    }
  }
}

/// What was found when runs were looked for.
struct KnownRuns: Sendable {
  let runs: Runs?
}

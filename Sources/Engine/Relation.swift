/// A relation of the cube: its chunks by the high bits of their keys.
final class Relation: Sendable {
  // Why a class: questions look at relations often, and a value of so many parts is long to copy.
  let shape: RelationShape
  /// The high bits of the first chunk's keys.
  let low: Int
  let chunks: [Chunk?]
  /// The ids of the chunks, 0 where there is none.
  let chunkIDs: [Int]
  /// The columns that were asked by key, found when first asked.
  let keyed = KeyedTables()
  private let places: [String: Int]
  /// The bounds of the columns of the chunks, column by column.
  private let spans: [Span]

  init(_ shape: RelationShape, _ chunks: [Int: Chunk]) {
    self.shape = shape
    places = Dictionary(
      shape.columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    let low = chunks.keys.min() ?? 0
    let high = chunks.keys.max() ?? -1
    self.low = low
    self.chunks = low > high ? [] : (low...high).map { chunks[$0] }
    chunkIDs = self.chunks.map { $0?.id ?? 0 }
    let there = self.chunks
    spans = shape.columns.indices.flatMap { column in
      there.map { chunk in
        guard let column = chunk?.columns[column] else { return .nothing }
        return Span(low: column.low, high: column.high, canMiss: column.hasMissing)
      }
    }
  }

  /// The bounds of a column over chunks.
  func span(_ column: Int, _ range: Range<Int>) -> Span {
    let first = column * chunks.count
    return spans[first + range.lowerBound..<first + range.upperBound].reduce(.nothing) {
      $0.joined($1)
    }
  }

  func place(of column: String) -> Int? { places[column] }

  /// A value of the only or last row of a key; missing when there is no such row.
  func value(_ column: Int, key: Int) -> Int {
    let index = key >> shape.shift - low
    guard chunks.indices.contains(index), let chunk = chunks[index] else { return .missing }
    var row = key & (1 << shape.shift - 1) - chunk.first
    if let starts = chunk.starts?.start.assumingMemoryBound(to: UInt32.self) {
      guard starts[row] < starts[row + 1] else { return .missing }
      row = Int(starts[row + 1]) - 1
    }
    guard (0..<chunk.count).contains(row) else { return .missing }
    return ColumnView(chunk.columns[column]).value(row)
  }

  /// The chunks by the high bits of their keys.
  var byNumber: [Int: Chunk] {
    var found: [Int: Chunk] = [:]
    for (index, chunk) in chunks.enumerated() { found[low + index] = chunk }
    return found
  }
}

/// Rows on their way into a cube, column by column; they come in the order of their keys.
public final class RowBlock {
  /// The relation they are of.
  public let shape: RelationShape
  /// How many there are.
  public private(set) var count = 0
  private var capacity = 1_024
  private var columns: [UnsafeMutablePointer<Int>]

  /// No rows yet.
  public init(_ shape: RelationShape) {
    self.shape = shape
    let capacity = capacity
    columns = shape.columns.map { _ in .allocate(capacity: capacity) }
  }

  deinit { for column in columns { column.deallocate() } }

  /// Adds a row: a value for each column of the shape, the key first.
  public func append(_ row: UnsafePointer<Int>) {
    if count == capacity { grow() }
    for column in columns.indices { columns[column][count] = row[column] }
    count += 1
  }

  var keys: UnsafeBufferPointer<Int> { values(0) }

  func values(_ column: Int) -> UnsafeBufferPointer<Int> {
    UnsafeBufferPointer(start: columns[column], count: count)
  }

  func removeAll() { count = 0 }

  private func grow() {
    for index in columns.indices {
      let wider = UnsafeMutablePointer<Int>.allocate(capacity: capacity * 2)
      wider.update(from: columns[index], count: count)
      columns[index].deallocate()
      columns[index] = wider
    }
    capacity *= 2
  }
}

/// Rows that are at hand, handed out as those of a file.
public final class ListedRows: RowSource {
  /// A row: the line it was made of, and its cells.
  public struct Listed: Equatable, Sendable {
    /// The line, counted from 1.
    public let line: Int
    /// Its cells.
    public let cells: [String]

    /// A row made of what begins on a line.
    public init(line: Int, _ cells: [String]) {
      self.line = line
      self.cells = cells
    }
  }

  private let rows: [Listed]
  private let buffer = RecordBuffer(capacity: 4_096)
  private var place = 0
  public private(set) var row: Row

  /// Rows below a header.
  public init(header: [String], _ rows: [Listed]) {
    self.rows = [Listed(line: 1, header)] + rows
    row = Row(line: 0, count: 0, buffer: buffer)
  }

  /// How many rows are handed out, and how many there are.
  public var progress: (consumed: Int, size: Int) { (place, rows.count) }

  public func next() throws(FormatFault) -> Bool {
    guard place < rows.count else { return false }
    let listed = rows[place]
    place += 1
    buffer.clearCells()
    (buffer.start, buffer.end) = (0, 0)
    for cell in listed.cells {
      let bytes = Array(cell.utf8)
      buffer.reserve(bytes.count)
      bytes.withUnsafeBufferPointer { source in
        guard let base = source.baseAddress else { return }
        (buffer.bytes + buffer.end).update(from: base, count: source.count)
      }
      buffer.add(.init(start: buffer.end, end: buffer.end + bytes.count, isQuoted: false))
      buffer.end += bytes.count
    }
    row = Row(line: listed.line, count: listed.cells.count, buffer: buffer)
    return true
  }
}

import Dispatch
import Domain
import Formats
import Store

/// A row of the file on its way in.
struct ReadRow: Sendable {
  let cells: [Cell]
  let faults: [RowFault]
  let line: Int
  /// The cells as they stand in the file, when they may be asked for.
  let texts: [String]?
}

/// Rows of a file that follow each other.
struct RowBlock: Sendable {
  var rows: [ReadRow] = []
  /// How many bytes of the file are read, and how many it has.
  var consumed = 0
  var size = 0
  /// Whether rows behind these are left unread because of a limit.
  var isCut = false
}

/// The rows of a file, block by block: while one block is recorded, the next is read on a thread of
/// its own.
final class RowBlocks: @unchecked Sendable {
  // Why unchecked: what changes is touched by one reading at a time, which begins when the block
  // before was taken.
  private let source: any RowSource
  private let reader: RowReader
  private let blockSize: Int
  /// A block ends early when its rows are so long.
  private static let mostBytes = 33_554_432
  private let keepsTexts: Bool
  private let rowLimit: Int?
  private var rowCount = 0
  private var isEnded = false
  private var coming: Result<RowBlock?, any Error> = .success(nil)
  private let isRead = DispatchSemaphore(value: 0)
  private let queue = DispatchQueue(label: "planerka.reading")

  /// - Parameters:
  ///   - source: the file below its header.
  ///   - blockSize: how many rows a block has; the last one has fewer.
  ///   - keepsTexts: whether rows are given as they stand in the file too.
  ///   - rowLimit: how many rows are read at most; nil when all are.
  init(
    _ source: any RowSource, _ reader: RowReader, blockSize: Int, keepsTexts: Bool, rowLimit: Int?
  ) {
    self.source = source
    self.reader = reader
    self.blockSize = blockSize
    self.keepsTexts = keepsTexts
    self.rowLimit = rowLimit
    readNext()
  }

  /// The next block; nil after the last, and then it must not be asked for again.
  ///
  /// - Throws: what is wrong with the file as a whole.
  func next() throws -> RowBlock? {
    isRead.wait()
    let block = try coming.get()
    if block != nil { readNext() }
    return block
  }

  private func readNext() {
    queue.async {
      self.coming = Result { try self.read() }
      self.isRead.signal()
    }
  }

  private func read() throws -> RowBlock? {
    if isEnded { return nil }
    var block = RowBlock()
    var bytes = 0
    while block.rows.count < blockSize, bytes < Self.mostBytes, !isEnded {
      guard try source.next() else {
        isEnded = true
        break
      }
      block.isCut = rowCount == rowLimit
      if block.isCut {
        isEnded = true
        break
      }
      rowCount += 1
      let row = source.row
      bytes += row.size
      let (cells, faults) = reader.cells(of: row, number: rowCount)
      block.rows.append(
        ReadRow(
          cells: cells, faults: faults, line: row.line, texts: keepsTexts ? row.texts : nil))
    }
    (block.consumed, block.size) = source.progress
    return block
  }
}

extension Row {
  /// The texts of its cells.
  fileprivate var texts: [String] { (0..<count).map { text($0) } }
}

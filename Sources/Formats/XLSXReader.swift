/// Reads a sheet of an XLSX workbook row by row; only the texts that cells share stay in memory.
///
/// Cells become the texts a person sees, in the forms that delimited text has: numbers as plain
/// decimals (a percent as its fraction), days and times by ISO 8601, yes and no.  Blank rows are
/// stepped over; a row is at least as wide as the first one, the header.
public final class XLSXReader: RowSource {
  /// The name of the sheet.
  public let sheet: String
  /// The row that `next()` moved to; its line is the number of the row in the sheet.
  public private(set) var row: Row

  private let path: String
  private let size: Int
  private let taker: SheetTaker
  private let stream: XMLStream
  private var width: Int?
  private var isAtEnd = false

  /// Opens a sheet by its name or, without one, the first that is shown.
  ///
  /// Throws the faults of `ByteSource`, and `file.sheet_missing`, `file.not_workbook`,
  /// `file.workbook_locked`, `file.workbook_damaged`, `file.workbook_too_large`.
  public init(path: String, sheet name: String? = nil) throws(FormatFault) {
    let file = try PlainFile(path: path)
    if file.size == 0 { throw .empty(path) }
    guard try FileKind.of(file) == .xlsx else { throw .notWorkbook(path) }
    let index = try WorkbookIndex(path: path, size: file.size)
    let found = try index.sheet(name, path: path)
    var styles = WorkbookStyles()
    if let name = index.styles,
      let part = try WorkbookPart(
        name, ofWorkbook: path, size: file.size, limit: WorkbookPart.plainSize)
    {
      styles = try WorkbookStyles(part)
    }
    var strings = SharedStrings()
    if let name = index.strings,
      let part = try WorkbookPart(
        name, ofWorkbook: path, size: file.size, limit: SharedStrings.sizeLimit)
    {
      strings = try SharedStrings(part)
    }
    guard let part = try WorkbookPart(found.part, ofWorkbook: path, size: file.size) else {
      throw .workbookDamaged(path, part: found.part, reason: "missing")
    }
    self.path = path
    size = file.size
    sheet = found.name
    taker = SheetTaker(
      path: path, strings: strings, formats: styles.formats, isFrom1904: index.isFrom1904)
    stream = try XMLStream(part, taker: taker)
    row = Row(line: 0, count: 0, buffer: taker.buffer)
  }

  /// The number of bytes of the file on disk read so far, and its length in bytes.
  public var progress: (consumed: Int, size: Int) {
    (isAtEnd ? size : min(stream.consumed, size), size)
  }

  /// Moves to the next row that is not blank; false at the end of the sheet.
  ///
  /// Throws `file.empty` when there is no row at all, `file.workbook_damaged`,
  /// `file.workbook_too_large`, `file.cells_too_many`, `file.record_too_long`, `file.truncated`
  /// and `file.archive_damaged`.
  public func next() throws(FormatFault) -> Bool {
    if !isAtEnd, try stream.advance() {
      let width = width ?? taker.buffer.count
      self.width = width
      row.line = taker.line
      row.count = max(width, taker.buffer.count)
      return true
    }
    isAtEnd = true
    taker.buffer.clearCells()
    row.count = 0
    if width == nil { throw .empty(path) }
    return false
  }
}

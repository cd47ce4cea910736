/// A file that hands out its rows one by one, whatever it is made of.
///
/// The first row is the header; the caller reads it like any other.
public protocol RowSource: AnyObject {
  /// The row that `next()` moved to, valid until the next move.
  var row: Row { get }

  /// The number of bytes of the file on disk read so far, and its length in bytes.
  var progress: (consumed: Int, size: Int) { get }

  /// Moves to the next row that is not blank; false at the end.
  ///
  /// Throws `file.empty` when there is no row at all, and the faults of its kind of file.
  func next() throws(FormatFault) -> Bool
}

extension CSVReader: RowSource {}

/// A file of rows as somebody names it: delimited text or an XLSX workbook, packed or not.
public struct TableFile: Equatable, Sendable {
  /// The path of the file.
  public var path: String
  /// The sheet of a workbook by its name; without one, the first that is shown.
  public var sheet: String?
  /// The encoding of a text; without one, it is recognised.  A workbook has its own.
  public var encoding: TextEncoding?
  /// The delimiter of a text, an ASCII byte; without one, it is recognised.
  public var delimiter: UInt8?

  /// Names a file and what is known of it.
  public init(
    path: String, sheet: String? = nil, encoding: TextEncoding? = nil, delimiter: UInt8? = nil
  ) {
    self.path = path
    self.sheet = sheet
    self.encoding = encoding
    self.delimiter = delimiter
  }

  /// Opens the reader that fits what the file is by its bytes.
  ///
  /// Throws the faults of `CSVReader` and `XLSXReader`, `file.packed_twice` and `file.unwritable` of
  /// packed files, and `file.no_sheets` when a sheet is named of a file that is no workbook.
  public func open() throws(FormatFault) -> any RowSource {
    let file = try PlainFile(path: path)
    if file.size == 0 { throw .empty(path) }
    let kind = try FileKind.of(file)
    if kind == .xlsx { return try XLSXReader(path: path, sheet: sheet) }
    if kind != .plain, let workbook = try PackedWorkbook(path: path, sheet: sheet) {
      return workbook
    }
    if let sheet { throw .noSheets(path, sheet: sheet) }
    return try CSVReader(path: path, encoding: encoding, delimiter: delimiter)
  }
}

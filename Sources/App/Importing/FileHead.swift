import Domain
import Formats
import Foundation

/// The beginning of a file: what its columns are called and what stands in its first rows.
public struct FileHead: Sendable {
  /// The names of the columns, white space around them cut.
  public let header: [String]
  /// The cells of the first rows, each as wide as the header.
  public let rows: [[String]]
  /// The lines of the file on which they begin.
  public let lines: [Int]
  /// What the file is, in technical words: `CSV, windows-1251, ;`.
  public let form: String
  /// The length of the file in bytes.
  public let size: Int

  /// How many rows are looked at.
  public static let rowLimit = 200
  /// How much of each cell of theirs.
  private static let cellLimit = 1_000

  /// Reads the beginning of an order's file, which messages call by its owner's name.
  ///
  /// - Throws: `PlainFault` of the file's form.
  public init(of order: ImportOrder) throws {
    self = try naming(order.name) { () throws(FormatFault) in try Self.read(order.file) }
  }

  private static func read(_ file: TableFile) throws(FormatFault) -> FileHead {
    let reader = try file.open()
    _ = try reader.next()
    let header = cells(reader, reader.row.count)
    var rows: [[String]] = []
    var lines: [Int] = []
    while rows.count < rowLimit, try reader.next() {
      lines.append(reader.row.line)
      rows.append(cells(reader, header.count))
    }
    return FileHead(
      header: header, rows: rows, lines: lines, form: form(reader), size: reader.progress.size)
  }

  private static func cells(_ reader: any RowSource, _ width: Int) -> [String] {
    (0..<width).map { place in
      let text = reader.row.text(place).trimmingCharacters(in: .whitespacesAndNewlines)
      // Why: the beginning of a text tells what it is, and many rows are looked at.
      return text.utf8.count > cellLimit ? String(text.prefix(cellLimit)) : text
    }
  }

  /// A beginning that is known already.
  public init(header: [String], rows: [[String]]) {
    self.init(
      header: header, rows: rows, lines: Array(2..<(rows.count + 2)), form: "", size: 0)
  }

  private init(header: [String], rows: [[String]], lines: [Int], form: String, size: Int) {
    self.header = header
    self.rows = rows
    self.lines = lines
    self.form = form
    self.size = size
  }

  /// The filled cells of a column.
  func samples(_ column: Int) -> [String] {
    rows.compactMap { $0[column].isEmpty ? nil : $0[column] }
  }

  private static func form(_ reader: any RowSource) -> String {
    switch reader {
    case let workbook as XLSXReader: "XLSX, \(workbook.sheet)"
    case let text as CSVReader:
      "CSV, \(text.encoding.rawValue), "
        + (text.delimiter == 9 ? "tab" : String(UnicodeScalar(text.delimiter)))
    default: ""
    }
  }
}

extension Planerka {
  /// The different texts of a column over a whole file, at most `limit` of them.
  ///
  /// - Throws: `PlainFault` of the file's form.
  func distinct(_ column: Int, of order: ImportOrder, limit: Int) throws -> [String] {
    let found = try naming(order.name) { () throws(FormatFault) in
      let reader = try order.file.open()
      _ = try reader.next()
      var found: Set<String> = []
      while found.count < limit, try reader.next() {
        found.insert(reader.row.text(column).trimmingCharacters(in: .whitespacesAndNewlines))
      }
      return found
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

/// Does work whose faults call the file by its owner's name.
private func naming<Result>(
  _ name: String?, _ work: () throws(FormatFault) -> Result
) throws(PlainFault) -> Result {
  do {
    return try work()
  } catch {
    throw PlainFault(error, named: name)
  }
}

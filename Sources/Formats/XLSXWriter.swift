import Cxlsxwriter
import Glibc

/// Writes an XLSX workbook sheet after sheet and row after row, in memory that does not grow.
///
/// ```swift
/// let writer = try XLSXWriter(path: path)
/// try writer.startSheet("Сделки", columns: [XLSXColumn("Сделка"), XLSXColumn("Сумма")])
/// try writer.add([.text("b1"), .money(minor: 150_050)])
/// try writer.addLines("О таблице", [("Период", .text("март"))])
/// try writer.finish()
/// ```
///
/// The file is made by `finish()`; without it there is none.
public final class XLSXWriter {
  private let path: String
  private let book: UnsafeMutablePointer<lxw_workbook>
  private var isFinished = false
  private var formats: [String: UnsafeMutablePointer<lxw_format>] = [:]
  private var names: Set<String> = []
  private var sheet: SheetBeingWritten?
  private let bold: UnsafeMutablePointer<lxw_format>?

  /// Sets out to write a workbook to this path.
  ///
  /// `created` is the time the workbook names as that of its making, in seconds since 1970; a
  /// given one makes equal contents equal bytes.  Throws `file.unwritable` without memory.
  public init(path: String, created: Int? = nil) throws(FormatFault) {
    var options = lxw_workbook_options(constant_memory: 1, tmpdir: nil, use_zip64: 0)
    guard let book = workbook_new_opt(path, &options) else {
      throw .unwritable(path, reason: "workbook_new_opt")
    }
    self.path = path
    self.book = book
    bold = workbook_add_format(book)
    format_set_bold(bold)
    if let created {
      var properties = lxw_doc_properties()
      properties.created = time_t(created)
      workbook_set_properties(book, &properties)
    }
  }

  deinit {
    if !isFinished { lxw_workbook_free(book) }
  }

  /// Starts a sheet with a bold head that stays in view and filters below it.
  ///
  /// A name that Excel would not take is changed into one that it does.  Throws
  /// `file.unwritable`, and `file.sheet_full` for more columns than a sheet has.
  public func startSheet(_ name: String, columns: [XLSXColumn]) throws(FormatFault) {
    var sheet = try openSheet(name)
    sheet.formats = columns.map(\.format)
    sheet.isTable = true
    self.sheet = sheet
    try write(columns.map { .text($0.title) }, style: bold)
  }

  /// Adds a row below the last one of the sheet.
  ///
  /// Throws `file.sheet_full` when the sheet has no more room, and `file.unwritable`.
  public func add(_ cells: [XLSXCell]) throws(FormatFault) {
    try write(cells, style: nil)
  }

  /// Adds a whole sheet of labels with their values.
  ///
  /// Throws the faults of `startSheet` and `add`.
  public func addLines(
    _ name: String, _ lines: [(label: String, cell: XLSXCell)]
  ) throws(FormatFault) {
    sheet = try openSheet(name)
    for line in lines { try write([.text(line.label), line.cell], style: nil) }
  }

  /// Makes the file.  The writer takes nothing more.
  ///
  /// Throws `file.unwritable`.
  public func finish() throws(FormatFault) {
    if isFinished { return }
    if names.isEmpty { sheet = try openSheet("") }
    closeSheet()
    // Why: of a path it cannot open the library speaks on standard error, and gives no reason.
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
    if descriptor < 0 { throw .unwritable(path, reason: Self.systemReason) }
    close(descriptor)
    isFinished = true
    try check(workbook_close(book))
  }

  /// The bytes of a workbook that `write` fills, for an answer over HTTP.
  ///
  /// They are made in a temporary file.  Throws `file.unwritable` and what `write` throws.
  public static func bytes(
    created: Int? = nil, _ write: (XLSXWriter) throws -> Void
  ) throws -> [UInt8] {
    let made = try TemporaryFile()
    let path = made.path
    close(made.descriptor)
    defer { unlink(path) }
    let writer = try XLSXWriter(path: path, created: created)
    try write(writer)
    try writer.finish()
    let file = try PlainFile(path: path)
    return try file.peek(at: 0, count: file.size)
  }

  private func openSheet(_ name: String) throws(FormatFault) -> SheetBeingWritten {
    if isFinished { throw .unwritable(path, reason: "finished") }
    closeSheet()
    let name = SheetName.acceptable(name, besides: names)
    names.insert(name.lowercased())
    guard let made = workbook_add_worksheet(book, name) else {
      throw .unwritable(path, reason: "workbook_add_worksheet")
    }
    return SheetBeingWritten(name: name, sheet: made)
  }

  private func write(
    _ cells: [XLSXCell], style: UnsafeMutablePointer<lxw_format>?
  ) throws(FormatFault) {
    guard var sheet else { throw .unwritable(path, reason: "no sheet") }
    // Why: held twice, the lengths in it would be copied for every row.
    self.sheet = nil
    defer { self.sheet = sheet }
    guard sheet.row < LXW_ROW_MAX, cells.count <= LXW_COL_MAX else {
      throw .sheetFull(sheet.name, rows: Int(LXW_ROW_MAX), columns: Int(LXW_COL_MAX))
    }
    for (column, cell) in cells.enumerated() {
      let columnFormat = sheet.formats.indices.contains(column) ? sheet.formats[column] : nil
      let place = (row: lxw_row_t(sheet.row), column: lxw_col_t(column))
      switch cell.content(columnFormat: columnFormat) {
      case .nothing: sheet.fit(column, 0)
      case .text(let text):
        let (text, length) = SheetText.acceptable(text)
        sheet.fit(column, length)
        try check(worksheet_write_string(sheet.sheet, place.row, place.column, text, style))
      case .number(let number, let format):
        sheet.fit(column, SheetText.length(number, format: format))
        let shown = if let style { style } else { try self.style(format) }
        try check(worksheet_write_number(sheet.sheet, place.row, place.column, number, shown))
      }
    }
    sheet.row += 1
  }

  private func style(_ code: String) throws(FormatFault) -> UnsafeMutablePointer<lxw_format> {
    if let known = formats[code] { return known }
    guard let made = workbook_add_format(book) else {
      throw .unwritable(path, reason: "workbook_add_format")
    }
    format_set_num_format(made, code)
    formats[code] = made
    return made
  }

  private func closeSheet() {
    sheet?.finish()
    sheet = nil
  }

  private static var systemReason: String {
    let code = errno
    return strerror(code).map { String(cString: $0) } ?? String(code)
  }

  private func check(_ code: lxw_error) throws(FormatFault) {
    if code == LXW_NO_ERROR { return }
    throw .unwritable(path, reason: lxw_strerror(code).map { String(cString: $0) } ?? "\(code)")
  }
}

/// Faults of workbooks and their sheets.
extension FormatFault {
  /// The workbook has no sheet of this name, but these.
  public static func sheetMissing(_ path: String, sheet: String, known: [String]) -> Self {
    Self(
      key: "file.sheet_missing",
      arguments: ["file": path, "sheet": sheet, "known": known.joined(separator: ", ")])
  }

  /// A sheet is named of a file that is no workbook.
  public static func noSheets(_ path: String, sheet: String) -> Self {
    Self(key: "file.no_sheets", arguments: ["file": path, "sheet": sheet])
  }

  /// The file is of an Office program, but no XLSX workbook.
  public static func notWorkbook(_ path: String) -> Self {
    Self(key: "file.not_workbook", arguments: ["file": path])
  }

  /// A cell holds a formula and not what comes out of it.
  public static func formulaWithoutValue(_ path: String, line: Int) -> Self {
    Self(key: "file.formula_without_value", arguments: ["file": path], line: line)
  }

  /// The workbook is locked with a password.
  public static func workbookLocked(_ path: String) -> Self {
    Self(key: "file.workbook_locked", arguments: ["file": path])
  }

  /// A part of the workbook cannot be read, for the reason given.
  public static func workbookDamaged(_ path: String, part: String, reason: String) -> Self {
    Self(
      key: "file.workbook_damaged", arguments: ["file": path, "part": part, "reason": reason])
  }

  /// A part of the workbook unpacks to more bytes than any honest one does.
  public static func workbookTooLarge(_ path: String, part: String, limit: Int) -> Self {
    Self(
      key: "file.workbook_too_large",
      arguments: ["file": path, "part": part, "limit": String(limit)])
  }

  /// A workbook cannot be written, for the reason given.
  public static func unwritable(_ path: String, reason: String) -> Self {
    Self(key: "file.unwritable", arguments: ["file": path, "reason": reason])
  }

  /// A sheet being written has no room for more rows or columns.
  public static func sheetFull(_ sheet: String, rows: Int, columns: Int) -> Self {
    Self(
      key: "file.sheet_full",
      arguments: ["sheet": sheet, "rows": String(rows), "columns": String(columns)])
  }
}

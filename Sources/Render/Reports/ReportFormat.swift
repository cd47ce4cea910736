public import Reports

/// The forms a report comes in.
public enum ReportFormat: String, Sendable, CaseIterable {
  case table, json, csv, xlsx

  /// The forms' names, for people who ask for another.
  public static var known: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// A report in this form; `width` is that of the terminal.
  ///
  /// - Throws: `PlainFault` when a workbook cannot be written.
  public func bytes(_ report: Report, _ words: Words, width: Int) throws -> [UInt8] {
    switch self {
    case .table: Array(ReportText.text(report, words, width: width).utf8)
    case .json: ReportJSON.bytes(report, words) + [UInt8(ascii: "\n")]
    case .csv: ReportCSV.plain(report)
    case .xlsx: try ReportXLSX.bytes(report, words)
    }
  }
}

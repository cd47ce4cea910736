import Domain
import Formats
public import Reports
import Semantics

/// A report as delimited text: for programs by keys, for Excel by labels.
public enum ReportCSV {
  /// UTF-8, comma, decimal point, ISO dates, keys as the first line.
  public static func plain(_ report: Report) -> [UInt8] {
    var writer = CSVWriter(.plain)
    let figures = report.columns.filter { !$0.isKey }
    for (column, cell) in zip(report.columns, cells(report)) {
      writer.field(column.key)
      if cell { writer.field(column.key + "_id") }
    }
    for column in figures { writer.field(column.key) }
    if report.compared != nil { for column in figures { writer.field("compare.\(column.key)") } }
    writer.endRecord()
    for row in report.rows {
      for cell in row.keys {
        writer.field(cell.text ?? "none")
        if cell.hasID { writer.field(cell.id ?? "") }
      }
      for figure in row.figures { writer.field(plain(figure)) }
      if report.compared != nil {
        for place in figures.indices { writer.field(row.compared.map { plain($0[place]) } ?? "") }
      }
      writer.endRecord()
    }
    return writer.bytes
  }

  /// What Excel opens in a Russian locale: mark, semicolon, decimal comma, labels.
  public static func excel(_ report: Report, _ words: Words) -> [UInt8] {
    var writer = CSVWriter(.excel)
    let figures = report.columns.filter { !$0.isKey }
    for column in report.columns { writer.field(words.label(column.key)) }
    let before = words.text("report.before")
    if report.compared != nil {
      for column in figures { writer.field("\(words.label(column.key)), \(before)") }
    }
    writer.endRecord()
    let keys = report.columns.filter(\.isKey)
    for row in report.rows {
      for (column, cell) in zip(keys, row.keys) {
        writer.field(guarded(day(cell, column) ?? words.text(cell, key: column.key)))
      }
      for figure in row.figures { writer.field(excel(figure, words)) }
      if report.compared != nil {
        for place in figures.indices {
          writer.field(row.compared.map { excel($0[place], words) } ?? "")
        }
      }
      writer.endRecord()
    }
    return writer.bytes
  }

  /// Whether each key column has ids beside it.
  private static func cells(_ report: Report) -> [Bool] {
    report.columns.filter(\.isKey).map { column in
      ["manager", "channel", "product"].contains(column.key)
        || (column.key == "slice"
          && ["manager", "channel", "product"].contains(report.request.sliceName))
    }
  }

  private static func plain(_ figure: Figure) -> String {
    switch figure {
    case .none: ""
    case .count(let number): String(number)
    case .money(let minor, let digits): minor.decimal(digits)
    case .real(let number): number.jsonNumber
    case .word(let word): word
    }
  }

  private static func excel(_ figure: Figure, _ words: Words) -> String {
    if case .word(let word) = figure { return guarded(words.word(word)) }
    return plain(figure).split(separator: ".", omittingEmptySubsequences: false)
      .joined(separator: ",")
  }

  private static func day(_ cell: KeyCell, _ column: ReportColumn) -> String? {
    guard column.type == .date, let number = cell.value?.number else { return nil }
    let (year, month, day) = Day(number).civil
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(day)).\(two(month)).\(year)"
  }

  /// Text that a spreadsheet would take for a formula, quoted by an apostrophe.
  private static func guarded(_ text: String) -> String {
    guard let first = text.utf8.first, "=+-@\t\r".utf8.contains(first) else { return text }
    return "'" + text
  }
}

import Domain
import Formats
public import Reports
import Semantics

/// A report as a workbook: the table, and a sheet that tells period, filters and definitions.
public struct ReportXLSX {
  private let report: Report
  private let words: Words
  private let numerals: Numerals

  /// The workbook of a report.
  ///
  /// - Throws: `PlainFault` when the sheet is full or the disk is.
  public static func bytes(_ report: Report, _ words: Words) throws -> [UInt8] {
    let numerals = Numerals(language: words.language, currency: report.request.company.currency)
    let sheet = ReportXLSX(report: report, words: words, numerals: numerals)
    do {
      return try XLSXWriter.bytes { writer in try sheet.write(writer) }
    } catch let fault as FormatFault {
      throw PlainFault(
        fault.key == "file.sheet_full" ? .input : .outside, fault.key, fault.arguments)
    }
  }

  private func write(_ writer: XLSXWriter) throws {
    let keys = report.columns.filter(\.isKey)
    let figures = report.columns.filter { !$0.isKey }
    var columns = keys.map { XLSXColumn(words.label($0.key)) }
    columns += figures.map { XLSXColumn(words.label($0.key)) }
    if report.compared != nil {
      let before = words.text("report.before")
      columns += figures.map { XLSXColumn("\(words.label($0.key)), \(before)") }
    }
    try writer.startSheet(words.text("report.\(report.id)"), columns: columns)
    for row in report.rows {
      var cells = zip(keys, row.keys).map { cell($1, $0) }
      cells += zip(figures, row.figures).map { cell($1, $0.type) }
      if report.compared != nil {
        cells += figures.indices.map { place in
          row.compared.map { cell($0[place], figures[place].type) } ?? .empty
        }
      }
      try writer.add(cells)
    }
    func add(_ key: XLSXCell?, _ total: [Figure], _ compared: [Figure]?) throws {
      var cells = keys.map { _ in XLSXCell.empty }
      if !cells.isEmpty { cells[0] = .text(words.text("report.total")) }
      if let key { cells[cells.count - 1] = key }
      cells += zip(figures, total).map { cell($1, $0.type) }
      if let compared { cells += zip(figures, compared).map { cell($1, $0.type) } }
      try writer.add(cells)
    }
    switch report.total {
    case .none: break
    case .figures(let total, let compared): try add(nil, total, compared)
    case .each(let totals):
      for (key, total, compared) in totals {
        try add(.text(words.word(key)), total, compared)
      }
    }
    try writer.addLines(words.text("report.about"), lines)
  }

  private func cell(_ key: KeyCell, _ column: ReportColumn) -> XLSXCell {
    if column.type == .date, let day = key.value?.number { return .date(day) }
    if key.isNumber, let number = key.value?.number { return .integer(number) }
    return .text(words.text(key, key: column.key))
  }

  private func cell(_ figure: Figure, _ type: FigureType) -> XLSXCell {
    switch figure {
    case .none: return .empty
    case .word(let word): return .text(words.word(word))
    case .count(let number): return .integer(number)
    case .money(let minor, let digits): return .money(minor: Int64(minor), digits: digits)
    case .real(let number): return type == .percent ? .percent(number) : .number(number)
    }
  }

  /// What the second sheet tells.
  private var lines: [(label: String, cell: XLSXCell)] {
    let request = report.request
    let isOfDay = report.recipe.isOfDay
    var lines: [(label: String, cell: XLSXCell)] = [
      (words.text("report.period"), .text(numerals.period(request, isOfDay: isOfDay))),
      (
        words.text("report.as_of"),
        .text(numerals.moment(request.asOf, in: request.company.zone))
      ),
    ]
    if let before = report.before(words) {
      lines.append((words.text("report.before"), .text(before)))
    }
    for filter in request.filters {
      let asked = filter.asked.map { $0 == "none" ? words.word($0) : $0 }
      lines.append((words.filter(filter.name), .text(asked.joined(separator: ", "))))
    }
    for note in report.notes {
      lines.append((words.text("report.note"), .text(words.text(note))))
    }
    if let text = words.texts["explain.\(report.id)"] {
      lines.append((words.text("report.\(report.id)"), .text(text)))
    }
    for column in report.columns where !column.isKey {
      if let text = words.explanation(column.key, of: report.id) {
        lines.append((words.label(column.key), .text(text)))
      }
    }
    return lines
  }
}

extension Words {
  /// What a figure of a report means; nil when nobody wrote it down.
  public func explanation(_ figure: String, of report: String) -> String? {
    texts["explain.\(report).\(figure)"]
  }

  /// The name of a filter: of a field, or of a segment.
  public func filter(_ name: String) -> String {
    if let text = texts["filter.\(name)"] { return text }
    return name.hasPrefix("segment.") ? String(name.dropFirst(8)) : name
  }
}

extension Numerals {
  /// A report's period: one day, or from one to another.
  public func period(_ request: ReportRequest, isOfDay: Bool) -> String {
    if isOfDay { return date(request.date) }
    if request.from == request.to { return date(request.from) }
    return "\(date(request.from)) – \(date(request.to))"
  }
}

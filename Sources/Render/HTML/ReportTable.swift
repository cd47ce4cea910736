public import Reports

/// A report's table as HTML: rows ready as text, figures as links to what is behind them.
public struct ReportTable: Sendable {
  private let report: Report
  private let words: Words
  private let numerals: Numerals
  /// The address of the records behind a figure; of the total when the row is nil.
  private let open: @Sendable (_ figure: String, _ row: ReportRow?) -> String
  /// The address of the table sorted by a column.
  private let sort: @Sendable (_ column: String) -> String
  /// The column the rows are sorted by.
  private let sorted: ReportSort

  /// Rows shown on a page.
  public static let limit = 200
  /// The page of rows, from 0.
  private let page: Int

  /// The table of a report.
  public init(
    _ report: Report, _ words: Words, sorted: ReportSort, page: Int = 0,
    open: @escaping @Sendable (_ figure: String, _ row: ReportRow?) -> String,
    sort: @escaping @Sendable (_ column: String) -> String
  ) {
    self.report = report
    self.words = words
    self.sorted = sorted
    self.page = page
    self.open = open
    self.sort = sort
    numerals = Numerals(language: words.language, currency: report.request.company.currency)
  }

  /// The table as HTML.
  public var html: String {
    var html = "<table class=\"tbl\">\n<thead><tr>"
    for column in report.columns { html += head(column) }
    html += "</tr></thead>\n<tbody>\n"
    for row in sorted.sort(report).dropFirst(page * Self.limit).prefix(Self.limit) {
      html += self.row(row)
    }
    html += "</tbody>\n\(foot)</table>"
    return html
  }

  private func head(_ column: ReportColumn) -> String {
    let isSorted = sorted.column == column.key
    let direction = sorted.isDescending ? "descending" : "ascending"
    let classes = column.isKey ? "" : " class=\"num\""
    let label = escapedForXML(words.label(column.key))
    let unit = words.unit(column.type, numerals).map { " <span class=\"soft\">\($0)</span>" } ?? ""
    let title =
      words.explanation(column.key, of: report.id)
      .map { " title=\"\(escapedForXML($0))\"" } ?? ""
    let arrow = isSorted ? (sorted.isDescending ? " ↓" : " ↑") : ""
    return "<th scope=\"col\"\(classes)\(isSorted ? " aria-sort=\"\(direction)\"" : "")>"
      + "<a href=\"\(escapedForXML(sort(column.key)))\"\(title)>\(label)\(arrow)</a>\(unit)</th>"
  }

  private func row(_ row: ReportRow) -> String {
    let keys = report.columns.filter(\.isKey)
    var html = "<tr>"
    for (place, (column, cell)) in zip(keys, row.keys).enumerated() {
      let text = escapedForXML(numerals.text(cell, key: column.key, words))
      let classes = cell.text == nil ? " class=\"muted\"" : ""
      html +=
        place == 0
        ? "<th scope=\"row\"\(classes)>\(text)</th>"
        : "<td\(classes) data-label=\"\(escapedForXML(words.label(column.key)))\">\(text)</td>"
    }
    html += figures(row.figures, row.compared, row)
    return html + "</tr>\n"
  }

  private func figures(_ figures: [Figure], _ compared: [Figure]?, _ row: ReportRow?) -> String {
    let columns = report.columns.filter { !$0.isKey }
    return zip(columns, figures).enumerated().map { place, pair in
      let (column, figure) = pair
      let label = escapedForXML(words.label(column.key))
      var html = "<td class=\"num\" data-label=\"\(label)\">\(cell(figure, column, row))"
      if report.compared != nil {
        let before = compared.map { numerals.text($0[place], of: column, words) }
        html += "<br><small class=\"faint\">\(escapedForXML(before ?? Numerals.nothing))</small>"
      }
      return html + "</td>"
    }
    .joined()
  }

  private func cell(_ figure: Figure, _ column: ReportColumn, _ row: ReportRow?) -> String {
    let text = escapedForXML(numerals.text(figure, of: column, words))
    if figure == .none { return "<span class=\"zero\">\(text)</span>" }
    if case .word(let word) = figure {
      let tone = ["below": " bad", "above": " warn", "within": " good"][word] ?? ""
      return "<span class=\"tag\(tone)\">\(text)</span>"
    }
    if figure.isNothing { return "<span class=\"zero\">\(text)</span>" }
    guard column.opens else { return text }
    return "<a href=\"\(escapedForXML(open(column.key, row)))\">\(text)</a>"
  }

  private var foot: String {
    guard case .figures(let total, let compared) = report.total else { return "" }
    let keys = report.columns.count { $0.isKey }
    let span = keys > 1 ? " colspan=\"\(keys)\"" : ""
    return "<tfoot><tr><th scope=\"row\"\(span)>\(escapedForXML(words.text("report.total")))</th>"
      + figures(total, compared, nil) + "</tr></tfoot>\n"
  }
}

/// The order of a table's rows.
public struct ReportSort: Sendable, Equatable {
  /// The column; nil for the order of the keys.
  public let column: String?
  /// Whether the largest come first.
  public let isDescending: Bool

  /// An order as an address spells it: a column, or `-` and a column for the largest first. Without one
  /// the rows stand by the figure the report is about, unless their keys have an order of their own.
  public init(_ text: String?, of report: Report) {
    let text = text ?? report.leading.map { "-\($0)" }
    let name = text.map { $0.hasPrefix("-") ? String($0.dropFirst()) : $0 }
    column = report.columns.contains { $0.key == name } ? name : nil
    isDescending = text?.hasPrefix("-") == true
  }

  /// The rows in this order; rows without a key stay last.
  func sort(_ report: Report) -> [ReportRow] {
    guard let column, let place = report.columns.firstIndex(where: { $0.key == column }) else {
      return report.rows
    }
    let keys = report.columns.count { $0.isKey }
    let before = place < keys ? keyOrder(report, place) : figureOrder(of: place - keys)
    let ordered = report.rows.enumerated().sorted { a, b in
      before(a.element, b.element) ?? (a.offset < b.offset)
    }
    return ordered.map(\.element)
  }

  /// Whether one row comes before another by a key; nil when neither does. Rows without it stay last.
  private func keyOrder(_ report: Report, _ place: Int) -> (ReportRow, ReportRow) -> Bool? {
    let order = report.order(ofKey: place)
    return { a, b in
      let (first, second) = (a.keys[place].value, b.keys[place].value)
      if first == second { return nil }
      if first == nil || second == nil { return second == nil }
      return isDescending ? order(b, a) : order(a, b)
    }
  }

  /// Whether one row comes before another by a figure; nil when neither does.
  private func figureOrder(of place: Int) -> (ReportRow, ReportRow) -> Bool? {
    { a, b in
      let unknown = (a.keys.contains { $0.text == nil }, b.keys.contains { $0.text == nil })
      if unknown.0 != unknown.1 { return unknown.1 }
      switch (a.figures[place].number, b.figures[place].number) {
      case (nil, nil): return nil
      case (nil, _?): return false
      case (_?, nil): return true
      case (let first?, let second?):
        return first == second ? nil : isDescending ? first > second : first < second
      }
    }
  }
}

extension Words {
  /// The unit a column's head names; nil when its cells say it themselves.
  public func unit(_ type: FigureType, _ numerals: Numerals) -> String? {
    switch type {
    case .money: numerals.symbol
    case .days: texts["unit.days"]
    case .seconds: texts["unit.duration"]
    default: nil
    }
  }
}

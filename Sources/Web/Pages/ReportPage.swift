import App
import Domain
import Render
import Reports
import Semantics

/// One report: its figure, chart and table, with everything that shapes it in the address.
struct ReportPage: Page {
  struct Period: Sendable {
    let periodNow: String
    let choices: [PageChoice]
    let action: String
    let from: String
    let until: String
    let kept: [Kept]
  }
  struct Kept: Sendable {
    let name: String
    let value: String
  }
  struct Segment: Sendable {
    let label: String
    let choices: [PageChoice]
  }
  struct Chip: Sendable {
    let filterKey: String
    let filterValue: String
    let removeHref: String
    let removeLabel: String
  }
  struct Adder: Sendable {
    let adderName: String
    let choices: [PageChoice]
  }
  struct Answer: Sendable {
    let lead: String
    let figure: String
    let tone: String
    let compared: String
  }
  struct Say: Sendable { let text: String }
  struct Section: Sendable {
    let sectionId: String
    let sectionName: String
    let sectionHint: String
    let chart: String?
    let table: String?
    let empty: Empty?
    let sectionNote: String?
  }
  struct Empty: Sendable {
    let why: String
    let act: [Act]
  }
  struct Act: Sendable {
    let href: String
    let label: String
  }
  struct Definition: Sendable {
    let term: String
    let meaning: String
  }

  let template = "report"
  let frame: PageFrame
  let heading: String
  let ask: String
  let fresh: String
  let exports: [PageChoice]
  let period: Period
  let segments: [Segment]
  let filters: [Chip]
  let adders: [Adder]
  let answer: Answer?
  let notes: [Say]
  let sections: [Section]
  let how: [Definition]

  init(_ report: Report, _ asked: Asked, sort: String?) {
    let words = asked.words
    let numerals = Numerals(
      language: words.language, currency: report.request.company.currency)
    let address = Address("/reports/\(report.id)", asked.parameters)
    let controls = ReportControls(report, asked, address)
    heading = words.text("report.\(report.id)")
    ask = words.texts["hint.\(report.id)"] ?? ""
    let moment = numerals.moment(report.request.asOf, in: report.request.company.zone)
    fresh = words.text("page.asOf", ["moment": moment])
    frame = PageFrame(title: heading, here: "/reports", asked, asOfLine: fresh)
    exports = controls.exports
    period = controls.period
    segments = controls.segments
    filters = controls.filters
    adders = controls.adders
    answer = Self.answer(report, words, numerals)
    notes = report.notes.map { Say(text: words.text($0)) }
    sections = Self.sections(report, asked, address, sort: sort)
    how = Self.how(report, words)
  }

  /// Whether a report's table can be put in another order.
  static func isSorted(_ id: String) -> Bool { id != "daily" }

  /// The figure each report is about.
  private static let figures = [
    "channels": "revenue", "managers": "revenue", "products": "revenue", "losses": "amount",
    "payments": "received_today", "tasks": "overdue", "talk-time": "talk_hours_per_day",
    "call-structure": "calls", "temperature": "conversion",
  ]

  private static func answer(_ report: Report, _ words: Words, _ numerals: Numerals) -> Answer? {
    guard let key = figures[report.id], case .figures(let total, let before) = report.total,
      let place = report.columns.filter({ !$0.isKey }).firstIndex(where: { $0.key == key })
    else { return nil }
    let type = report.columns.filter { !$0.isKey }[place].type
    func text(_ figure: Figure) -> String {
      guard type == .money, let number = figure.number else {
        return numerals.text(figure, type, words)
      }
      return numerals.money(number)
    }
    let compared = before.map { words.text("page.was", ["before": text($0[place])]) } ?? ""
    return Answer(
      lead: words.label(key), figure: text(total[place]), tone: "", compared: compared)
  }

  private static func sections(
    _ report: Report, _ asked: Asked, _ address: Address, sort: String?
  ) -> [Section] {
    let words = asked.words
    guard !report.rows.isEmpty else {
      let all = Address("/reports/\(report.id)")
      let empty = Empty(
        why: words.text("report.empty"),
        act: [Act(href: all.text, label: words.text("page.wholeMonth"))])
      return [
        Section(
          sectionId: "table", sectionName: words.text("page.table"), sectionHint: "", chart: nil,
          table: nil, empty: empty, sectionNote: nil)
      ]
    }
    let open: @Sendable (String, ReportRow?) -> String = { figure, row in
      RecordsPage.address(report, figure, row, address).text
    }
    var sections: [Section] = []
    for chart in ReportChart(report, words, open: open).all {
      // Why: charts without a name of their own are one picture under one heading.
      if let last = sections.last, chart.name.isEmpty {
        sections[sections.count - 1] = chartSection(
          last.sectionId, last.sectionName, (last.chart ?? "") + chart.html)
      } else {
        let name = chart.name.isEmpty ? words.text("page.chart") : chart.name
        sections.append(chartSection("chart-\(sections.count)", name, chart.html))
      }
    }
    let isSorted = isSorted(report.id)
    let table =
      !isSorted
      ? DayTable(report, words) { metric, row in
        RecordsPage.address(report, metric: metric, row, address).text
      }.html
      : ReportTable(
        report, words, sorted: ReportSort(sort, of: report), open: open,
        sort: { column in
          let now = ReportSort(sort, of: report)
          let isDown = now.column == column && now.isDescending
          return address.with("sort", isDown ? column : "-\(column)").text
        }
      ).html
    let shown = report.rows.count > ReportTable.limit && isSorted
    sections.append(
      Section(
        sectionId: "table", sectionName: words.text("page.table"), sectionHint: "", chart: nil,
        table: table, empty: nil,
        sectionNote: shown
          ? words.text(
            "page.shown", ["shown": "\(ReportTable.limit)", "count": "\(report.rows.count)"])
          : nil))
    return sections
  }

  private static func chartSection(_ id: String, _ name: String, _ html: String) -> Section {
    Section(
      sectionId: id, sectionName: name, sectionHint: "", chart: html, table: nil, empty: nil,
      sectionNote: nil)
  }

  private static func how(_ report: Report, _ words: Words) -> [Definition] {
    var how: [Definition] = []
    if let text = words.texts["explain.\(report.id)"] {
      how.append(Definition(term: words.text("page.whichRecords"), meaning: text))
    }
    for column in report.columns where !column.isKey {
      if let text = words.explanation(column.key, of: report.id) {
        how.append(Definition(term: words.label(column.key), meaning: text))
      }
    }
    return how
  }
}

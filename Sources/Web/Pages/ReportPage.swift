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
    let fields: [Field]
    let kept: [Kept]
  }
  struct Field: Sendable {
    let name: String
    let label: String
    let value: String
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
    var pager: RecordsPage.Pager?
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

  /// - Parameter today: the day it is, whatever moment is asked about.
  init(_ report: Report, _ asked: Asked, sort: String?, today: Day) {
    let words = asked.words
    let numerals = Numerals(
      language: words.language, currency: report.request.company.currency)
    let address = Address("/reports/\(report.id)", asked.parameters)
    let controls = ReportControls(report, asked, address, today: today)
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

  private static func answer(_ report: Report, _ words: Words, _ numerals: Numerals) -> Answer? {
    guard let answer = report.recipe.answer(report) else { return nil }
    func text(_ figure: Figure) -> String {
      guard answer.type == .money, let number = figure.number else {
        return numerals.text(figure, answer.type, words)
      }
      return numerals.money(number)
    }
    let before = answer.compared.map { words.text("page.was", ["before": text($0)]) }
    return Answer(
      lead: words.text(answer.lead), figure: text(answer.figure),
      tone: answer.isBad ? "bad" : "",
      compared: before
        ?? answer.reason.map { words.text($0.key, $0.numbers.mapValues(numerals.count)) } ?? "")
  }

  /// Whether the report's rows are shown as a table that can be put in another order: not those that
  /// are the figures of a day.
  private static func isSorted(_ report: Report) -> Bool {
    if case .each = report.total { false } else { true }
  }

  private static func sections(
    _ report: Report, _ asked: Asked, _ address: Address, sort: String?
  ) -> [Section] {
    let words = asked.words
    guard !report.rows.isEmpty else {
      return [
        Section(
          sectionId: "table", sectionName: words.text("page.table"), sectionHint: "", chart: nil,
          table: nil, empty: nothing(report, words, address), sectionNote: nil)
      ]
    }
    let open: @Sendable (String, ReportRow?) -> String = { figure, row in
      RecordsPage.address(report, figure, row, address).text
    }
    var sections: [Section] = []
    let openPart: @Sendable (String, [(name: String, value: String)]) -> String? = { figure, keys in
      RecordsPage.address(report, figure, keys: keys, address).text
    }
    for chart in ReportChart(report, words, open: open, openPart: openPart).all {
      // Why: charts without a name of their own are one picture under one heading.
      if let last = sections.last, chart.name.isEmpty {
        sections[sections.count - 1] = chartSection(
          last.sectionId, last.sectionName, (last.chart ?? "") + chart.html)
      } else {
        let name = chart.name.isEmpty ? words.text("page.chart") : chart.name
        sections.append(chartSection("chart-\(sections.count)", name, chart.html))
      }
    }
    let isSorted = isSorted(report)
    let pages = max(1, (report.rows.count + ReportTable.limit - 1) / ReportTable.limit)
    let page =
      isSorted ? min(max(0, (asked.value("page").flatMap { Int($0) } ?? 1) - 1), pages - 1) : 0
    let table =
      !isSorted
      ? DayTable(report, words) { metric, row in
        RecordsPage.address(report, metric: metric, row, address).text
      }.html
      : ReportTable(
        report, words, sorted: ReportSort(sort, of: report), page: page, open: open,
        sort: { column in
          let now = ReportSort(sort, of: report)
          let isDown = now.column == column && now.isDescending
          return address.with("page", nil).with("sort", isDown ? column : "-\(column)").text
        }
      ).html
    sections.append(
      Section(
        sectionId: "table", sectionName: words.text("page.table"), sectionHint: "", chart: nil,
        table: table, empty: nil, sectionNote: compared(report, words),
        pager: isSorted && pages > 1 ? pager(report, page, of: pages, address, words) : nil))
    return sections
  }

  /// Which rows are shown, and the ways to those before and after them.
  private static func pager(
    _ report: Report, _ page: Int, of pages: Int, _ address: Address, _ words: Words
  ) -> RecordsPage.Pager {
    let numerals = Numerals(language: words.language, currency: report.request.company.currency)
    let first = page * ReportTable.limit
    let last = min(first + ReportTable.limit, report.rows.count)
    return RecordsPage.Pager(
      shown: words.text(
        "page.shown",
        [
          "shown": "\(numerals.count(first + 1))–\(numerals.count(last))",
          "count": numerals.count(report.rows.count),
        ]),
      previousHref: page > 0
        ? address.with("page", page > 1 ? String(page) : nil).text : nil,
      nextHref: page + 1 < pages ? address.with("page", String(page + 2)).text : nil)
  }

  /// What the grey figures are.
  private static func compared(_ report: Report, _ words: Words) -> String? {
    report.before(words).map { words.text("page.comparedWith", ["before": $0]) }
  }

  /// Why there is nothing to show, and what to do about it.
  private static func nothing(_ report: Report, _ words: Words, _ address: Address) -> Empty {
    let filters = Set(report.request.filters.map(\.name))
    guard filters.isEmpty else {
      var all = address
      all.parameters.removeAll { filters.contains($0.name) }
      return Empty(
        why: words.text("page.emptyFilter"),
        act: [Act(href: all.text, label: words.text("page.withoutFilters"))])
    }
    let key = report.recipe.isOfDay ? "page.showToday" : "page.wholeMonth"
    return Empty(
      why: words.text("report.empty"),
      act: [
        Act(href: "/reports/\(report.id)", label: words.text(key)),
        Act(href: "/import", label: words.text("page.load")),
      ])
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
    guard case .each(let metrics) = report.total else { return how }
    for metric in metrics {
      if let text = words.explanation(metric.key, of: report.id) {
        how.append(Definition(term: words.word(metric.key), meaning: text))
      }
    }
    return how
  }
}

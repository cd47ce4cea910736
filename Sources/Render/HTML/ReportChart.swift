import Domain
public import Reports
import Semantics

/// The chart of each report, after its own rule.
public struct ReportChart: Sendable {
  let report: Report
  let words: Words
  let numerals: Numerals
  let open: @Sendable (_ figure: String, _ row: ReportRow?) -> String
  /// The address of the records behind a figure of all rows with some keys.
  let openPart: @Sendable (_ figure: String, _ keys: [(name: String, value: String)]) -> String?

  /// The charts of a report.
  public init(
    _ report: Report, _ words: Words,
    open: @escaping @Sendable (_ figure: String, _ row: ReportRow?) -> String,
    openPart:
      @escaping @Sendable (
        _ figure: String, _ keys: [(name: String, value: String)]
      ) -> String? = { _, _ in nil }
  ) {
    self.openPart = openPart
    self.report = report
    self.words = words
    self.open = open
    numerals = Numerals(language: words.language, currency: report.request.company.currency)
  }

  /// The charts as HTML, each with its heading; none when there is nothing to draw.
  public var all: [(name: String, html: String)] {
    guard !report.rows.isEmpty else { return [] }
    switch report.recipe.picture(report.request) {
    case .none: return []
    case .bars(let key): return one(bars(key))
    case .days: return one(days)
    case .parts(let whole, let keys): return one(parts(of: whole, keys))
    case .corridor(let key, let norm): return one(corridor(key, norm))
    case .trend(let key): return trend(key)
    case .intervals: return intervals
    case .stages: return stages
    case .bands: return one(bands)
    case .week: return one(week)
    }
  }

  func one(_ chart: (any Chart)?) -> [(name: String, html: String)] {
    chart.map { [("", $0.html)] } ?? []
  }

  /// A figure of a row as a number; 0 when it says nothing.
  func number(_ key: String, _ row: ReportRow) -> Double {
    figure(key, row)?.number ?? 0
  }

  func figure(_ key: String, _ row: ReportRow) -> Figure? {
    report.place(of: key).map { row.figures[$0] }
  }

  func name(_ row: ReportRow, _ place: Int = 0) -> String {
    numerals.text(row.keys[place], key: report.columns[place].key, words)
  }

  /// What the report answers, with its number; its name when there is no such figure.
  var finding: String {
    guard let answer = report.recipe.answer(report) else {
      return words.text("report.\(report.id)")
    }
    return "\(words.text(answer.lead)): \(numerals.text(answer.figure, answer.type, words))"
  }

  func caption(_ finding: String) -> ChartCaption {
    ChartCaption(
      id: "chart-\(report.id)", title: finding, desc: words.text("report.\(report.id)"))
  }

  /// Bars by a money figure, longest first: the eight largest, the rest as one, what has no key of its
  /// own last.
  private func bars(_ key: String) -> BarList? {
    let filled = report.rows.filter { number(key, $0) > 0 }
    guard !filled.isEmpty else { return nil }
    let named = filled.filter { $0.keys[0].text != nil }
      .sorted { number(key, $0) > number(key, $1) }
    var rows = named.prefix(Self.mostBars).map { bar(key, $0) }
    let rest = named.dropFirst(Self.mostBars).reduce(0) { $0 + number(key, $1) }
    if rest > 0 {
      rows.append(
        BarList.Row(
          words.text("chart.rest"), value: rest, shown: numerals.shortMoney(rest), isUnknown: true))
    }
    rows += filled.filter { $0.keys[0].text == nil }.map { bar(key, $0) }
    let first = named.first ?? filled[0]
    return BarList(
      caption("\(title(first)): \(numerals.money(number(key, first)))"), rows: rows)
  }

  private static let mostBars = 8

  private func bar(_ key: String, _ row: ReportRow) -> BarList.Row {
    BarList.Row(
      title(row), value: number(key, row), shown: numerals.shortMoney(number(key, row)),
      compared: row.compared.flatMap { compared in
        report.place(of: key).flatMap { compared[$0].number }
      }, href: open(key, row), isUnknown: row.keys[0].text == nil)
  }

  private func title(_ row: ReportRow) -> String {
    row.keys.indices.map { name(row, $0) }.joined(separator: " · ")
  }

  /// The payments of the day and of the next seven.
  public var days: DayColumns? {
    guard case .figures(let total, _) = report.total else { return nil }
    func value(_ key: String) -> Double {
      report.place(of: key).flatMap { total[$0].number } ?? 0
    }
    let today = report.request.date
    var columns = [
      DayColumns.Day(
        numerals.shortDay(today), under: words.text("today"),
        received: value("received_today"), shown: numerals.shortMoney(value("received_today")),
        href: value("received_today") > 0 ? open("received_today", nil) : nil, isToday: true)
    ]
    for ahead in 1...7 {
      let planned = value("day_\(ahead)")
      columns.append(
        DayColumns.Day(
          numerals.shortDay(today.adding(ahead)),
          under: words.text("weekday.\(today.adding(ahead).weekday)"),
          received: 0, promised: planned,
          shown: planned > 0 ? numerals.shortMoney(planned) : "",
          href: planned > 0 ? open("day_\(ahead)", nil) : nil))
    }
    let overdue = value("overdue")
    return DayColumns(
      caption("\(words.label("overdue")): \(numerals.money(overdue))"), days: columns,
      overdue: DayColumns.Overdue(
        words.label("overdue"), value: overdue, shown: numerals.shortMoney(overdue),
        href: overdue > 0 ? open("overdue", nil) : nil))
  }

  /// What a figure of each row is made of.
  private func parts(of whole: String, _ keys: [String]) -> StackedBars {
    let tones: [ChartTone] =
      [.fact] + keys.dropFirst(2).map { _ in .compare }
      + keys.dropFirst().prefix(1).map { _ in .bad }
    return StackedBars(
      caption(finding),
      parts: zip(keys, tones).map { StackedBars.Part(words.label($0), $1) },
      rows: report.rows.prefix(20).map { row in
        StackedBars.Row(
          name(row), total: numerals.count(Int(number(whole, row))),
          pieces: keys.map { key in
            StackedBars.Piece(
              number(key, row), numerals.count(Int(number(key, row))), href: open(key, row))
          })
      })
  }
}

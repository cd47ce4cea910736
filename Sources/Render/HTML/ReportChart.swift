import Domain
public import Reports
import Semantics

/// The chart of each report, after its own rule.
public struct ReportChart: Sendable {
  let report: Report
  let words: Words
  let numerals: Numerals
  let open: @Sendable (_ figure: String, _ row: ReportRow?) -> String

  /// The charts of a report.
  public init(
    _ report: Report, _ words: Words,
    open: @escaping @Sendable (_ figure: String, _ row: ReportRow?) -> String
  ) {
    self.report = report
    self.words = words
    self.open = open
    numerals = Numerals(language: words.language, currency: report.request.company.currency)
  }

  /// The charts as HTML, each with its heading; none when there is nothing to draw.
  public var all: [(name: String, html: String)] {
    guard !report.rows.isEmpty else { return [] }
    switch report.id {
    case "channels": return one(bars("revenue"))
    case "managers", "products": return one(bars("revenue"))
    case "losses": return one(bars("amount"))
    case "payments": return one(days)
    case "tasks": return one(tasks)
    case "talk-time": return report.request.by.isEmpty ? one(talk) : trend
    case "temperature": return report.request.by.isEmpty ? temperatures : []
    case "funnel": return report.request.slice == nil && !report.request.isFlow ? funnels : []
    case "call-structure": return calls
    default: return []
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
    report.columns.filter { !$0.isKey }.firstIndex { $0.key == key }.map { row.figures[$0] }
  }

  func name(_ row: ReportRow, _ place: Int = 0) -> String {
    words.text(row.keys[place], key: report.columns[place].key)
  }

  func caption(_ finding: String) -> ChartCaption {
    ChartCaption(
      id: "chart-\(report.id)", title: finding, desc: words.text("report.\(report.id)"))
  }

  /// Bars by a money figure, longest first; the six largest, the rest as one.
  private func bars(_ key: String) -> BarList? {
    let known = report.rows.filter { number(key, $0) > 0 }
    guard !known.isEmpty else { return nil }
    let ordered = known.sorted { number(key, $0) > number(key, $1) }
    var rows = ordered.prefix(8).map { row in
      BarList.Row(
        title(row), value: number(key, row), shown: numerals.shortMoney(number(key, row)),
        compared: row.compared.flatMap { compared in
          report.columns.filter { !$0.isKey }.firstIndex { $0.key == key }
            .flatMap { compared[$0].number }
        }, href: open(key, row), isUnknown: row.keys[0].text == nil)
    }
    let rest = ordered.dropFirst(8).reduce(0) { $0 + number(key, $1) }
    if rest > 0 {
      rows.append(
        BarList.Row(
          words.text("chart.rest"), value: rest, shown: numerals.shortMoney(rest), isUnknown: true))
    }
    let first = ordered[0]
    return BarList(
      caption("\(title(first)): \(numerals.money(number(key, first)))"), rows: Array(rows))
  }

  private func title(_ row: ReportRow) -> String {
    row.keys.indices.map { name(row, $0) }.joined(separator: " · ")
  }

  /// The payments of the day and of the next seven.
  public var days: DayColumns? {
    guard case .figures(let total, _) = report.total else { return nil }
    func value(_ key: String) -> Double {
      report.columns.filter { !$0.isKey }.firstIndex { $0.key == key }
        .flatMap { total[$0].number } ?? 0
    }
    let today = report.request.date
    var columns = [
      DayColumns.Day(
        numerals.shortDay(today), under: words.text("today"),
        received: value("received_today"), shown: numerals.shortMoney(value("received_today")),
        href: open("received_today", nil), isToday: true)
    ]
    for ahead in 1...7 {
      let planned = value("day_\(ahead)")
      columns.append(
        DayColumns.Day(
          numerals.shortDay(today.adding(ahead)),
          under: words.text("weekday.\(today.adding(ahead).weekday)"),
          received: 0, promised: planned,
          shown: planned > 0 ? numerals.shortMoney(planned) : "",
          href: open("day_\(ahead)", nil)))
    }
    let overdue = value("overdue")
    return DayColumns(
      caption("\(words.label("overdue")): \(numerals.money(overdue))"), days: columns,
      overdue: DayColumns.Overdue(
        words.label("overdue"), value: overdue, shown: numerals.shortMoney(overdue),
        href: open("overdue", nil)))
  }

  private var tasks: StackedBars {
    let keys = ["done_on_time", "done_late", "overdue"]
    let tones: [ChartTone] = [.fact, .compare, .bad]
    return StackedBars(
      caption(words.text("report.tasks")),
      parts: zip(keys, tones).map { StackedBars.Part(words.label($0), $1) },
      rows: report.rows.prefix(20).map { row in
        StackedBars.Row(
          name(row), total: numerals.count(Int(number("due", row))),
          pieces: keys.map { key in
            StackedBars.Piece(
              number(key, row), numerals.count(Int(number(key, row))), href: open(key, row))
          })
      })
  }
}

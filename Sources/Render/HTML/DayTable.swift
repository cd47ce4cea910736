public import Domain
public import Reports
import Semantics

/// The daily report as a table of sellers by metrics, each cell with its plan.
public struct DayTable: Sendable {
  private let report: Report
  private let words: Words
  private let numerals: Numerals
  private let open: @Sendable (_ metric: String, _ row: ReportRow?) -> String
  private let metrics: [String]
  /// The part of the day's work that is over, by which facts are judged.
  private let pace: Double

  /// The table of the daily report; metrics nobody has a plan or fact of are left out, and those
  /// that are not among `chosen`.
  ///
  /// - Parameter open: the address of a fact's records; those of all sellers when the row is nil.
  public init(
    _ report: Report, _ words: Words, chosen: [String] = RecordKind.metrics,
    open: @escaping @Sendable (_ metric: String, _ row: ReportRow?) -> String
  ) {
    self.report = report
    self.words = words
    self.open = open
    let request = report.request
    pace = request.company.hours.passed(
      of: request.date, at: request.asOf, in: request.company.zone)
    numerals = Numerals(language: words.language, currency: report.request.company.currency)
    metrics = chosen.filter { metric in
      report.rows.contains { row in
        row.keys[1].text == metric && !row.figures.allSatisfy(\.isNothing)
      }
    }
  }

  /// The table as HTML.
  public var html: String {
    var html = "<table class=\"tbl\">\n<thead><tr>"
    html += "<th scope=\"col\">\(escapedForXML(words.label("manager")))</th>"
    for metric in metrics {
      let title = words.explanation(metric, of: report.id).map { " title=\"\(escapedForXML($0))\"" }
      html +=
        "<th scope=\"col\" class=\"num\"\(title ?? "")>\(escapedForXML(words.word(metric)))\(unit(of: metric))</th>"
    }
    html += "</tr></thead>\n<tbody>\n"
    for rows in sellers { html += seller(rows) }
    return html + "</tbody>\n\(foot)</table>"
  }

  /// Each seller's rows, in the order of the report.
  private var sellers: [[ReportRow]] {
    var sellers: [[ReportRow]] = []
    for row in report.rows {
      if sellers.last?.first?.keys[0] == row.keys[0] {
        sellers[sellers.count - 1].append(row)
      } else {
        sellers.append([row])
      }
    }
    return sellers
  }

  private func seller(_ rows: [ReportRow]) -> String {
    guard let first = rows.first else { return "" }
    var html =
      "<tr><th scope=\"row\">\(escapedForXML(words.text(first.keys[0], key: "manager")))</th>"
    for metric in metrics {
      let row = rows.first { $0.keys[1].text == metric }
      html += cell(row?.figures ?? Self.nothing, row?.compared, metric, row)
    }
    return html + "</tr>\n"
  }

  /// The figures of a metric that a seller has nothing of.
  private static let nothing: [Figure] = [.none, .none, .none]

  private func cell(
    _ figures: [Figure], _ compared: [Figure]?, _ metric: String, _ row: ReportRow?
  ) -> String {
    let isTime = metric.hasSuffix("_seconds")
    func text(_ figure: Figure) -> String {
      guard let number = figure.number else { return Numerals.nothing }
      // Why: a day's share of a week's plan is often one and a part, beside which a fact is judged.
      let isPart = abs(number) < 9.95 && (number * 10).rounded() != number.rounded() * 10
      return isTime
        ? numerals.hours(number) : numerals.number(number, digits: isPart ? 1 : 0)
    }
    let fact = text(figures[1])
    let shown =
      figures[1].isNothing
      ? "<span class=\"zero\">\(fact)</span>"
      : "<a href=\"\(escapedForXML(open(metric, row)))\">\(fact)</a>"
    var html = "<td class=\"num\" data-label=\"\(escapedForXML(words.word(metric)))\">\(shown)"
    if let plan = figures[0].number, plan > 0, let share = figures[2].number {
      let isFarBehind = share < pace * 0.5
      let tone = isFarBehind ? "bad" : share < pace * 0.8 ? "warn" : "faint"
      html += " <small class=\"faint\">/ \(text(figures[0]))</small>"
      html += "<br><small class=\"\(tone)\">\(numerals.percent(share))</small>"
      html += bar(metric, row, share * plan, plan, isFarBehind)
    }
    if report.compared != nil {
      let before = compared.map { text($0[1]) } ?? Numerals.nothing
      html += "<br><small class=\"faint\">\(before)</small>"
    }
    return html + "</td>"
  }

  private func bar(
    _ metric: String, _ row: ReportRow?, _ fact: Double, _ plan: Double, _ isFarBehind: Bool
  ) -> String {
    BulletBar(
      ChartCaption(
        id: "bar-\(metric)-\(row?.keys[0].value?.number ?? 0)",
        title: "\(words.word(metric)): \(numerals.percent(fact / plan))"),
      fact: fact, pace: pace < 1 ? plan * pace : nil, plan: plan, isFarBehind: isFarBehind
    ).row
  }

  /// The unit of a metric's cells; nothing when they say it themselves.
  private func unit(of metric: String) -> String {
    let unit: String? =
      metric.hasSuffix("_seconds")
      ? words.text("unit.hours") : metric == "payments_sum" ? numerals.symbol : nil
    return unit.map { " <span class=\"soft\">\($0)</span>" } ?? ""
  }

  private var foot: String {
    guard case .each(let totals) = report.total else { return "" }
    var html = "<tfoot><tr><th scope=\"row\">\(escapedForXML(words.text("report.total")))</th>"
    for metric in metrics {
      let total = totals.first { $0.key == metric }
      html += cell(total?.figures ?? Self.nothing, total?.compared, metric, nil)
    }
    return html + "</tr></tfoot>\n"
  }
}

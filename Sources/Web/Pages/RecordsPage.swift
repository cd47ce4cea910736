import App
import Domain
import Render
import Reports
import Semantics

/// The records behind a figure, or the figures it is made of.
struct RecordsPage: Page {
  struct Back: Sendable {
    let href: String
    let name: String
  }
  struct Total: Sendable {
    let name: String
    let value: String
    let note: String
  }
  struct Pager: Sendable {
    let shown: String
    let previousHref: String?
    let nextHref: String?
  }

  let template = "records"
  let frame: PageFrame
  let heading: String
  let ask: String
  let back: Back
  let exports: [PageChoice]
  let filters: [ReportPage.Chip]
  let totals: [Total]
  let table: String?
  let empty: ReportPage.Empty?
  let pager: Pager?

  /// Records of a page.
  static let limit = 100

  /// The address of the records behind a figure of a row; of the total when the row is nil.
  static func address(
    _ report: Report, _ figure: String, _ row: ReportRow?, _ address: Address
  ) -> Address {
    let keys = zip(report.columns.filter(\.isKey), row?.keys ?? []).map { column, cell in
      (name: column.key, value: cell.spelled)
    }
    return Self.address(report, figure, keys: keys, address)
  }

  /// The address of the records behind a figure of all rows with some keys.
  static func address(
    _ report: Report, _ figure: String, keys: [(name: String, value: String)], _ address: Address
  ) -> Address {
    var records = address
    records.path = "/reports/\(report.id)/records"
    records.parameters.append(("figure", figure))
    for key in keys { records.parameters.append(("row.\(key.name)", key.value)) }
    return records
  }

  /// The address of the records behind a metric's fact of a seller's day; of all sellers' when the row
  /// is nil.
  static func address(
    _ day: Report, metric: String, _ row: ReportRow?, _ address: Address
  ) -> Address {
    let records = Self.address(day, "fact", row, address)
    guard row == nil, let key = day.columns.last(where: \.isKey)?.key else { return records }
    return records.with("row.\(key)", metric)
  }

  init(_ opened: OpenedFigure, _ asked: Asked) {
    let words = asked.words
    let request = opened.report.request
    let numerals = Numerals(language: words.language, currency: request.company.currency)
    let id = opened.report.recipe.id
    let report = words.text("report.\(id)")
    let own = ["figure", "limit", "cursor"]
    let plain = asked.parameters.filter { !own.contains($0.name) && !$0.name.hasPrefix("row.") }
    heading = opened.measure.map(words.word) ?? words.label(opened.figure)
    let meaning = words.explanation(opened.measure ?? opened.figure, of: id) ?? ""
    let period = words.text(
      "page.ofPeriod",
      [
        "period": numerals.period(request, isOfDay: opened.report.recipe.isOfDay),
        "moment": numerals.moment(request.asOf, in: request.company.zone),
      ])
    ask = meaning.isEmpty ? period : "\(period). \(meaning)"
    frame = PageFrame(title: "\(heading) · \(report)", here: "/reports", asked)
    back = Back(href: Address("/reports/\(id)", plain).text, name: report)
    let address = Address(asked.path, asked.parameters)
    let api = Address(
      "/api/v1\(asked.path)",
      asked.parameters.filter { !["limit", "cursor", "sort", "page"].contains($0.name) })
    exports = [PageChoice(href: api.text, name: "JSON", suffix: "json")]
    let place = opened.row.map { Self.shown($0, request, words) }.joined(separator: " · ")
    totals = [
      Total(
        name: heading, value: Self.text(opened.value, opened.type, numerals, words),
        note: place.isEmpty ? words.text("report.total") : place)
    ]
    if !opened.parts.isEmpty {
      table = Self.parts(opened, words, numerals, address)
    } else if opened.records.isEmpty {
      table = nil
    } else {
      table = Self.records(opened, words, numerals)
    }
    empty =
      table == nil
      ? ReportPage.Empty(
        why: words.text(opened.opensNothing ? "explain.nothing" : "page.noRecords"),
        act: [ReportPage.Act(href: back.href, label: report)]) : nil
    filters = request.filters.flatMap { filter in
      filter.asked.map { value in
        ReportPage.Chip(
          filterKey: words.filter(filter.name),
          filterValue: Self.shown((filter.name, value), request, words),
          removeHref: address.without(filter.name, value).text,
          removeLabel: words.text("page.remove"))
      }
    }
    let next = opened.cursor.map { address.with("cursor", $0).text }
    pager =
      opened.records.isEmpty
      ? nil
      : Pager(
        shown: words.text(
          "page.shown", ["shown": "\(opened.records.count)", "count": numerals.count(opened.count)]),
        previousHref: asked.parameters.contains { $0.name == "cursor" }
          ? address.with("cursor", nil).text : nil, nextHref: next)
  }

  /// A figure alone, with its unit.
  private static func text(
    _ figure: Figure, _ type: FigureType, _ numerals: Numerals, _ words: Words
  ) -> String {
    guard type == .money, let number = figure.number else {
      return numerals.text(figure, type, words)
    }
    return numerals.exactMoney(number)
  }

  private static func shown(
    _ part: (key: String, value: String), _ request: ReportRequest, _ words: Words
  ) -> String {
    let names: Names? =
      switch part.key {
      case "manager": request.company.directory.employees
      case "channel": request.company.directory.channels
      case "product": request.company.directory.products
      default: nil
      }
    if part.value == "none" { return words.texts["none.\(part.key)"] ?? words.word("none") }
    if let names, let id = names.find(part.value).first {
      return names.entries[id]?.name ?? part.value
    }
    return words.word(part.value)
  }

  private static func parts(
    _ opened: OpenedFigure, _ words: Words, _ numerals: Numerals, _ address: Address
  ) -> String {
    var html = "<table class=\"tbl\"><thead><tr><th scope=\"col\">"
    html += "\(escapedForXML(words.text("page.part")))</th><th scope=\"col\" class=\"num\">"
    html += "\(escapedForXML(words.text("page.value")))</th></tr></thead><tbody>"
    for part in opened.parts {
      var name = words.label(part.part.name)
      if case .ofAll = part.part { name += " · \(words.text("page.ofAll"))" }
      let value = escapedForXML(numerals.text(part.value, part.type, words))
      html += "<tr><th scope=\"row\">\(escapedForXML(name))</th><td class=\"num\">"
      if let href = part.opens ? address.opening(part.part) : nil {
        html += "<a href=\"\(escapedForXML(href.text))\">\(value)</a></td></tr>"
      } else {
        html += "\(value)</td></tr>"
      }
    }
    return html + "</tbody></table>"
  }

  /// The card a record leads to: its deal's, else its client's.
  private static func card(_ label: RecordLabel) -> String? {
    if let deal = label.deal { return "/deals/\(deal)" }
    return label.client.map { "/clients/\($0)" }
  }

  private static func records(
    _ opened: OpenedFigure, _ words: Words, _ numerals: Numerals
  ) -> String {
    let zone = opened.report.request.company.zone
    var html = "<table class=\"tbl\"><thead><tr>"
    for key in ["record", "what", "when"] {
      html += "<th scope=\"col\">\(escapedForXML(words.text("page.\(key)")))</th>"
    }
    let unit = words.unit(opened.type, numerals).map { " <span class=\"soft\">\($0)</span>" } ?? ""
    html += "<th scope=\"col\" class=\"num\">\(escapedForXML(words.text("page.adds")))\(unit)</th>"
    html += "</tr></thead><tbody>"
    for record in opened.records {
      let when = record.at.map { at in
        record.hasTime
          ? numerals.moment(Moment(milliseconds: at), in: zone) : numerals.date(Day(at))
      }
      let adds = numerals.exactText(record.adds, opened.type, words)
      let label = escapedForXML(record.label.label)
      html +=
        "<tr><th scope=\"row\">\(card(record.label).map { "<a href=\"\($0)\">\(label)</a>" } ?? label)</th>"
      html += "<td data-label=\"\(escapedForXML(words.text("page.what")))\">"
      html += "\(escapedForXML(words.text("kind.\(record.label.kind)"))) "
      html += "<span class=\"faint\">\(escapedForXML(record.label.id))</span></td>"
      html += "<td data-label=\"\(escapedForXML(words.text("page.when")))\">"
      html += "\(escapedForXML(when ?? Numerals.nothing))</td>"
      html += "<td class=\"num\" data-label=\"\(escapedForXML(words.text("page.adds")))\">"
      html += "\(escapedForXML(adds))</td></tr>\n"
    }
    return html + "</tbody></table>"
  }
}

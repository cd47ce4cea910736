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
    var records = address
    records.path = "/reports/\(report.id)/records"
    records.parameters.removeAll { $0.name == "sort" || $0.name == "compare" }
    records.parameters.append(("figure", figure))
    for (column, cell) in zip(report.columns.filter(\.isKey), row?.keys ?? []) {
      records.parameters.append(("row.\(column.key)", cell.id ?? cell.text ?? "none"))
    }
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
    heading = words.label(opened.figure)
    ask = words.explanation(opened.figure, of: id) ?? ""
    frame = PageFrame(title: "\(heading) · \(report)", here: "/reports", asked)
    back = Back(href: Address("/reports/\(id)", plain).text, name: report)
    let address = Address(asked.path, asked.parameters)
    let api = Address(
      "/api/v1\(asked.path)", asked.parameters.filter { $0.name != "limit" && $0.name != "cursor" })
    exports = [PageChoice(href: api.text, name: "JSON", suffix: "json")]
    let place = opened.row.map { Self.shown($0, request, words) }.joined(separator: " · ")
    totals = [
      Total(
        name: words.label(opened.figure),
        value: numerals.text(opened.value, opened.type, words),
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
      ? ReportPage.Empty(why: words.text("page.noRecords"), act: []) : nil
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
      let href = escapedForXML(
        address.with("figure", part.figure).with("cursor", nil).text)
      let type =
        opened.report.recipe.plan(opened.report.request).columns
        .first { $0.key == part.figure }?.type ?? .count
      html += "<tr><th scope=\"row\">\(escapedForXML(words.label(part.figure)))</th>"
      html += "<td class=\"num\"><a href=\"\(href)\">"
      html += "\(escapedForXML(numerals.text(part.value, type, words)))</a></td></tr>"
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
    html += "<th scope=\"col\" class=\"num\">\(escapedForXML(words.text("page.adds")))</th>"
    html += "</tr></thead><tbody>"
    for record in opened.records {
      let when = record.at.map { at in
        record.hasTime
          ? numerals.moment(Moment(milliseconds: at), in: zone) : numerals.date(Day(at))
      }
      let adds = numerals.text(record.adds, opened.type, words)
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

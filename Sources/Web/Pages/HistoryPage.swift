import Domain
import Render

/// What people changed, the newest first.
struct HistoryPage: Page {
  struct Pager: Sendable {
    let shown: String
    let previousHref: String?
    let nextHref: String?
  }

  let template = "history"
  let frame: PageFrame
  let heading: String
  let ask: String
  let backHref = "/import"
  let apiHref = "/api/v1/history"
  let table: String?
  let pager: Pager?

  /// Changes of a page.
  static let limit = 100

  init(_ part: HistoryPart, _ zone: ZoneTable, _ currency: Currency, _ asked: Asked) {
    let words = asked.words
    let numerals = Numerals(language: words.language, currency: currency)
    heading = words.text("page.history")
    ask = words.text("page.historyAsk")
    frame = PageFrame(title: heading, here: "/import", asked)
    let address = Address(asked.path, asked.parameters)
    table =
      part.entries.isEmpty
      ? nil
      : Self.table(part.entries, words) { numerals.moment($0, in: zone) }
    let shown = [
      "shown": numerals.count(part.entries.count), "count": numerals.count(part.count),
    ]
    pager =
      part.entries.isEmpty
      ? nil
      : Pager(
        shown: words.text("page.shown", shown),
        previousHref: asked.value("cursor") == nil ? nil : address.with("cursor", nil).text,
        nextHref: part.next.map { address.with("cursor", String($0)).text })
  }

  private static func table(
    _ entries: [HistoryEntry], _ words: Words, _ when: (Moment) -> String
  ) -> String {
    let names = ["historyAuthor", "historyDeed", "historyBefore", "historyAfter"].map {
      escapedForXML(words.text("page.\($0)"))
    }
    var html = "<table class=\"tbl\"><thead><tr><th scope=\"col\">"
    html += "\(escapedForXML(words.text("page.when")))</th>"
    for name in names { html += "<th scope=\"col\">\(name)</th>" }
    html += "</tr></thead><tbody>"
    for entry in entries {
      let deed = escapedForXML(words.deed(entry))
      let href = entry.subject == "import" ? Int(entry.key).map { "/imports/\($0)" } : nil
      let cells = [
        escapedForXML(words.author(of: entry)),
        href.map { "<a href=\"\($0)\">\(deed)</a>" } ?? deed,
        escapedForXML(entry.before ?? Numerals.nothing),
        escapedForXML(entry.after ?? Numerals.nothing),
      ]
      html += "<tr><th scope=\"row\">\(escapedForXML(when(entry.at)))</th>"
      for (name, cell) in zip(names, cells) {
        html += "<td class=\"long\" data-label=\"\(name)\">\(cell)</td>"
      }
      html += "</tr>\n"
    }
    return html + "</tbody></table>"
  }
}

import Domain
import Render
import Reports
import Semantics

/// One client: money, deals and everything that happened.
struct ClientPage: Page {
  struct Money: Sendable {
    let sum: String
    let compared: String
  }
  struct Deals: Sendable {
    let hint: String
    let table: String
  }

  let template = "client"
  let frame: PageFrame
  let heading: String
  let marks: [ReportPage.Say]
  let money: Money
  let deals: Deals?
  let timeline: [Timeline.Item]
  let about: [DealPage.Fact]

  init(_ card: ClientCard, _ company: CompanyFacts, _ asked: Asked) {
    let words = asked.words
    let numerals = Numerals(language: words.language, currency: company.currency)
    heading = card.name
    frame = PageFrame(title: heading, here: "/reports", asked)
    let manager = card.manager.flatMap { company.directory.employees.entries[$0]?.name }
    let type = words.word(card.received > 0 ? "client.current" : "client.new")
    marks = [type, manager].compactMap { $0 }.map { ReportPage.Say(text: $0) }
    func sum(_ minor: Int) -> String { numerals.money(Double(minor) / company.minorUnits) }
    money = Money(
      sum: sum(card.received),
      compared: words.text("page.plannedMore", ["sum": sum(card.planned)]))
    deals =
      card.deals.isEmpty
      ? nil
      : Deals(
        hint: numerals.count(card.deals.count),
        table: Self.table(card.deals, company, words, numerals))
    timeline = Timeline(card.timeline, words, numerals, company).items
    about = card.about.map {
      DealPage.Fact(name: words.texts["field.\($0.name)"] ?? $0.name, value: $0.text)
    }
  }

  private static func table(
    _ deals: [DealLine], _ company: CompanyFacts, _ words: Words, _ numerals: Numerals
  ) -> String {
    let heads = [words.text("page.dealHead"), words.label("stage"), words.label("manager")]
    var html = "<table class=\"tbl\"><thead><tr>"
    for head in heads { html += "<th scope=\"col\">\(escapedForXML(head))</th>" }
    html += "<th scope=\"col\" class=\"num\">\(escapedForXML(words.label("amount")))</th>"
    html += "</tr></thead><tbody>"
    for deal in deals {
      let outcome = words.word(["open", "won", "lost"][deal.final.rawValue - 1])
      let tone = deal.final == .won ? " good" : deal.final == .lost ? " bad" : ""
      let manager = deal.manager.flatMap { company.directory.employees.entries[$0]?.name }
      let amount = numerals.amount(Double(deal.amount) / company.minorUnits)
      html +=
        "<tr><th scope=\"row\"><a href=\"/deals/\(deal.number)\">\(escapedForXML(deal.id))</a>"
      html += " <span class=\"tag\(tone)\">\(escapedForXML(outcome))</span></th>"
      html +=
        "<td data-label=\"\(escapedForXML(heads[1]))\">\(escapedForXML(deal.stage ?? ""))</td>"
      html += "<td data-label=\"\(escapedForXML(heads[2]))\">\(escapedForXML(manager ?? ""))</td>"
      html += "<td class=\"num\" data-label=\"\(escapedForXML(words.label("amount")))\">"
      html += "\(escapedForXML(amount))</td></tr>"
    }
    return html + "</tbody></table>"
  }
}

import Domain
import Render
import Reports
import Semantics

/// One deal: where it stands, how it came there, what happened.
struct DealPage: Page {
  struct Client: Sendable {
    let href: String
    let name: String
  }
  struct Fact: Sendable {
    let name: String
    let value: String
    var note = ""
  }
  struct Stay: Sendable {
    let stage: String
    let days: String
    let note: String
    let isPast: Bool
    let isNow: Bool
    let isLost: Bool
  }

  let template = "deal"
  let frame: PageFrame
  let heading: String
  let client: Client?
  let marks: [ReportPage.Say]
  let figures: [Fact]
  let moves: [Stay]
  let timeline: [Timeline.Item]
  let about: [Fact]

  init(_ card: DealCard, _ company: CompanyFacts, now: Moment, _ asked: Asked) {
    let words = asked.words
    let numerals = Numerals(language: words.language, currency: company.currency)
    let deal = card.deal
    func money(_ minor: Int) -> String { numerals.money(Double(minor) / company.minorUnits) }
    heading = words.text("page.deal", ["id": deal.id])
    frame = PageFrame(title: heading, here: "/reports", asked)
    client = deal.client.map {
      Client(href: "/clients/\($0)", name: deal.clientName ?? String($0))
    }
    let outcome = words.word(["open", "won", "lost"][deal.final.rawValue - 1])
    marks = [deal.pipeline, deal.stage, outcome, deal.reason].compactMap { $0 }
      .map { ReportPage.Say(text: $0) }
    let end = deal.closing ?? now.milliseconds
    figures = [
      Fact(name: words.label("amount"), value: money(deal.amount)),
      Fact(name: words.text("page.received"), value: money(card.received)),
      Fact(name: words.text("page.stillPlanned"), value: money(card.planned)),
      Fact(
        name: words.text("page.inWorkDays"),
        value: numerals.number(Double(end - deal.created) / 86_400_000)),
    ]
    moves = card.stays.enumerated().map { place, stay in
      let isLast = place == card.stays.count - 1
      let left = stay.next ?? end
      let days = Double(left - stay.entered) / 86_400_000
      return Stay(
        stage: stay.stage, days: words.text("page.days", ["days": numerals.number(days)]),
        note: numerals.moment(Moment(milliseconds: stay.entered), in: company.zone),
        isPast: !isLast, isNow: isLast && deal.final == .open,
        isLost: isLast && deal.final == .lost)
    }
    timeline = Timeline(card.timeline, words, numerals, company).items
    let manager = deal.manager.flatMap { company.directory.employees.entries[$0]?.name }
    let product = deal.product.flatMap { company.directory.products.entries[$0]?.name }
    let rows: [(String, String?)] = [
      (words.label("manager"), manager), (words.label("product"), product),
      (
        words.text("page.created"),
        numerals.moment(Moment(milliseconds: deal.created), in: company.zone)
      ),
      (
        words.text("page.closed"),
        deal.closing.map { numerals.moment(Moment(milliseconds: $0), in: company.zone) }
      ),
      (words.text("page.expected"), deal.expected.map { numerals.date($0) }),
    ]
    about = rows.compactMap { name, value in value.map { Fact(name: name, value: $0) } }
  }
}

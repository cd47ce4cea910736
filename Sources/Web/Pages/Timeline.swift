import Domain
import Render
import Reports
import Semantics

/// A timeline: a heading for each day, then its events.
struct Timeline: Sendable {
  struct Item: Sendable {
    var day: String?
    var event: Event?
  }
  struct Event: Sendable {
    let tone: String
    let isPlan: Bool
    let what: String
    let why: String
    let when: String
  }

  let items: [Item]

  init(_ events: [TimelineEvent], _ words: Words, _ numerals: Numerals, _ company: CompanyFacts) {
    var items: [Item] = []
    var last: Day?
    for event in events {
      let local = company.zone.local(Moment(milliseconds: event.at))
      if local.day != last { items.append(Item(day: numerals.date(local.day))) }
      last = local.day
      let manager = event.manager.flatMap { company.directory.employees.entries[$0]?.name }
      let minutes = local.millisecond / 60_000
      let time =
        minutes == 0 ? "" : "\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)"
      items.append(
        Item(
          event: Event(
            tone: event.kind == "payment" ? "money" : event.kind, isPlan: event.isPlan,
            what: Self.what(event, words, numerals, company), why: manager ?? "", when: time)))
    }
    self.items = items
  }

  private static func what(
    _ event: TimelineEvent, _ words: Words, _ numerals: Numerals, _ company: CompanyFacts
  ) -> String {
    switch event.kind {
    case "call":
      let talk = event.number ?? 0
      let length = talk == 0 ? words.text("event.missed") : numerals.duration(Double(talk))
      return "\(words.text("event.call.\(event.what)")), \(length)"
    case "activity": return words.text("event.\(event.what)")
    case "payment":
      let sum = numerals.money(Double(event.number ?? 0) / company.minorUnits)
      return words.text(event.isPlan ? "event.payment.planned" : "event.payment", ["sum": sum])
    case "task":
      return words.text(event.isPlan ? "event.task" : "event.task.done", ["title": event.what])
    case "move": return words.text("event.move", ["stage": event.what])
    default: return words.text("event.\(event.kind)")
    }
  }
}

import Demo
import Domain
import Testing

/// The money, the effort and the plans of the demo.
@Suite struct DemoMoneyTests {
  @Test func `money comes late, in parts, not at all, and sometimes goes back`() throws {
    let ledger = try company().ledger(Ledger(keeping: "deals", "payments"))
    let today = friday.number
    let payments = ledger["payments"]
    let awaited = payments.filter { $0.number("received_on") == nil }
    #expect(awaited.filter { ($0.number("planned_on") ?? today) < today }.count > 30)
    #expect(awaited.filter { ($0.number("planned_on") ?? today) > today }.count > 100)
    #expect(payments.filter { ($0.number("received_amount") ?? 0) < 0 }.count > 20)
    #expect(payments.contains { ($0.number("received_on") ?? 0) > $0.number("planned_on") ?? .max })
    let lost = Set(
      ledger["deals"].filter { $0.number("outcome") == 3 }.compactMap { $0.text("id") })
    #expect(!payments.contains { lost.contains($0.text("deal") ?? "") })
  }

  @Test func `a won deal's payments make its amount`() throws {
    let ledger = try company(managers: 4, months: 3).ledger(
      Ledger(keeping: "deals", "payments", "deal_items"))
    var sums: [String: Int] = [:]
    for payment in ledger["payments"] {
      let amount =
        payment.number("received_amount").map { max($0, 0) } ?? payment.number("planned_amount")
      sums[payment.text("deal") ?? "", default: 0] += amount ?? 0
    }
    var items: [String: Int] = [:]
    for item in ledger["deal_items"] {
      items[item.text("deal") ?? "", default: 0] += item.number("amount") ?? 0
    }
    for deal in ledger["deals"] {
      let id = deal.text("id") ?? ""
      #expect(items[id] == deal.number("amount"))
      if deal.number("outcome") == 2 { #expect(sums[id] == deal.number("amount")) }
    }
  }

  @Test func `social ads lose money and maps earn it many times over`() throws {
    let ledger = try company().ledger(Ledger(keeping: "leads", "deals", "payments", "ad_spend"))
    var channels: [String: String] = [:]
    for lead in ledger["leads"] { channels[lead.text("id") ?? ""] = lead.text("channel") }
    var ofDeal: [String: String] = [:]
    for deal in ledger["deals"] {
      ofDeal[deal.text("id") ?? ""] = deal.text("lead").flatMap { channels[$0] }
    }
    var revenue: [String: Int] = [:]
    for payment in ledger["payments"] {
      guard let channel = ofDeal[payment.text("deal") ?? ""] else { continue }
      revenue[channel, default: 0] += payment.number("received_amount") ?? 0
    }
    var spend: [String: Int] = [:]
    for row in ledger["ad_spend"] {
      spend[row.text("channel") ?? "", default: 0] += row.number("cost") ?? 0
    }
    #expect((revenue["ch4"] ?? .max) < spend["ch4"] ?? 0)
    #expect((revenue["ch5"] ?? 0) > (spend["ch5"] ?? .max) * 5)
  }

  @Test func `sellers talk some hours a day and never two calls at once`() throws {
    let calls = try company(managers: 4, months: 1).ledger(Ledger(keeping: "calls"))["calls"]
    var talk: [[Int]: Int] = [:]
    var ends: [String: Int] = [:]
    var overlaps = 0
    for call in calls {
      let at = call.number("started_at") ?? 0
      let length = call.number("duration_s") ?? 0
      let seller = call.text("manager") ?? ""
      if at < ends[seller] ?? 0 { overlaps += 1 }
      ends[seller] = at + length * 1_000
      let day = moscow.local(Moment(milliseconds: at)).day.number
      talk[[day, Int(seller.dropFirst()) ?? 0], default: 0] += length
    }
    let days = talk.values.filter { $0 > 3_600 }
    let hours = Double(days.reduce(0, +)) / Double(days.count) / 3_600
    #expect(overlaps == 0)
    #expect((2.0...5.0).contains(hours), "\(hours)")
    #expect((ends.values.max() ?? .max) <= afternoon(in: moscow).milliseconds)
  }

  @Test func `tasks are done in time, late, without a word, or not at all`() throws {
    let tasks = try company(managers: 4, months: 2).ledger(Ledger(keeping: "tasks"))["tasks"]
    let now = afternoon(in: moscow).milliseconds
    let done = tasks.filter { $0.number("done_at") != nil }
    let open = tasks.filter { $0.number("done_at") == nil }
    let late = done.filter { ($0.number("done_at") ?? 0) > $0.number("due_at") ?? 0 }
    #expect((0.05...0.4).contains(Double(late.count) / Double(done.count)))
    #expect(done.contains { $0.text("result") == nil })
    #expect(open.contains { ($0.number("due_at") ?? now) < now })
    #expect(open.contains { ($0.number("due_at") ?? now) > now })
  }

  @Test func `every kind of activity occurs, planned and cancelled ones too`() throws {
    let rows = try company().ledger(Ledger(keeping: "activities"))["activities"]
    #expect(Set(rows.compactMap { $0.number("kind") }) == Set(1...6))
    #expect(Set(rows.compactMap { $0.number("status") }) == Set(1...4))
  }

  @Test(arguments: [1, 2] as [UInt64])
  func `most sellers are near their month's plan and some are behind`(seed: UInt64) throws {
    let ledger = try company(seed: seed).ledger(Ledger(keeping: "plans", "payments"))
    var facts: [String: Int] = [:]
    for payment in ledger["payments"] {
      guard (payment.number("received_on") ?? 0) >= friday.firstOfMonth.number else { continue }
      facts[payment.text("manager") ?? "", default: 0] += payment.number("received_amount") ?? 0
    }
    let money = RecordKind.metrics.firstIndex(of: "payments_sum").map { $0 + 1 }
    var parts: [Double] = []
    for plan in ledger["plans"]
    where plan.number("metric") == money && plan.number("scope") == 1
      && plan.number("from") == friday.firstOfMonth.number
    {
      // 14 of November's 20 working days are over.
      let due = Double(plan.number("value") ?? 1) * 14 / 20
      parts.append(Double(facts[plan.text("who") ?? ""] ?? 0) / due)
    }
    #expect(parts.count == 7)
    #expect(parts.filter { $0 > 0.85 && $0 < 1.25 }.count >= 4, "\(parts)")
    #expect(parts.filter { $0 < 0.85 }.count >= 1, "\(parts)")
  }
}

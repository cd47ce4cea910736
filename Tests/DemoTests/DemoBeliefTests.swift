import Demo
import Domain
import Testing

/// Whether a head of sales would believe the demo.
@Suite struct DemoBeliefTests {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `leads turn into sales as their temperature promises`(seed: UInt64) throws {
    let ledger = try company(seed: seed).ledger(Ledger(keeping: "leads", "deals"))
    let won = wonLeads(ledger)
    var leads = [Int: Int]()
    var sales = [Int: Int]()
    for lead in ledger["leads"] {
      let temperature = lead.number("temperature") ?? 0
      leads[temperature, default: 0] += 1
      if won.contains(lead.text("id") ?? "") { sales[temperature, default: 0] += 1 }
    }
    let norms = [(1, 0.80...0.92), (2, 0.18...0.27), (3, 0.01...0.03)]
    for (temperature, norm) in norms {
      let share = Double(sales[temperature] ?? 0) / Double(leads[temperature] ?? 1)
      #expect(norm.contains(share), "\(temperature): \(share)")
    }
    #expect(sales[0] == nil)
  }

  @Test func `good sellers sell more of their leads than bad ones`() throws {
    let ledger = try company().ledger(Ledger(keeping: "leads", "deals"))
    let won = wonLeads(ledger)
    var leads = [String: Int]()
    var sales = [String: Int]()
    for lead in ledger["leads"] {
      let seller = lead.text("manager") ?? ""
      leads[seller, default: 0] += 1
      if won.contains(lead.text("id") ?? "") { sales[seller, default: 0] += 1 }
    }
    let shares = leads.map { Double(sales[$0.key] ?? 0) / Double($0.value) }.sorted()
    #expect(shares.count == 8)
    #expect((shares.last ?? 0) > (shares.first ?? 1) * 1.3)
  }

  @Test func `every stage is used, some are skipped and some deals fall back`() throws {
    let ledger = try company().ledger(Ledger(keeping: "stages", "deals", "stage_moves"))
    var order: [[String]: Int] = [:]
    for stage in ledger["stages"] {
      order[[stage.text("pipeline") ?? "", stage.text("stage") ?? ""]] = stage.number("order")
    }
    var pipelines: [String: String] = [:]
    for deal in ledger["deals"] { pipelines[deal.text("id") ?? ""] = deal.text("pipeline") }
    var used: Set<[String]> = []
    var skipped = 0
    var back = 0
    for move in ledger["stage_moves"] {
      let pipeline = pipelines[move.text("deal") ?? ""] ?? ""
      let to = [pipeline, move.text("to") ?? ""]
      used.insert(to)
      guard let from = order[[pipeline, move.text("from") ?? ""]], let place = order[to]
      else { continue }
      if place < from { back += 1 }
      if place == from + 2 { skipped += 1 }
    }
    #expect(used == Set(order.keys))
    #expect(skipped > 100)
    #expect(back > 100)
  }

  @Test func `deals close with their last move, and every deal has one`() throws {
    let ledger = try company().ledger(Ledger(keeping: "deals", "stage_moves"))
    var last: [String: Ledger.Row] = [:]
    for move in ledger["stage_moves"] { last[move.text("deal") ?? ""] = move }
    var wrong = 0
    for deal in ledger["deals"] {
      let move = last[deal.text("id") ?? ""]
      let isOpen = deal.number("outcome") == 1
      if move?.text("to") != deal.text("stage") { wrong += 1 }
      if deal.number("closed_at") != (isOpen ? nil : move?.number("at")) { wrong += 1 }
      if (deal.number("closed_at") ?? .max) < deal.number("created_at") ?? 0 { wrong += 1 }
    }
    #expect(wrong == 0)
  }

  @Test func `refusals and disqualifications have reasons, but not always`() throws {
    let ledger = try company().ledger(Ledger(keeping: "leads", "deals"))
    let lost = ledger["deals"].filter { $0.number("outcome") == 3 }
    let given = ledger["leads"].filter { $0.number("status") == 4 }
    for (rows, column) in [(lost, "loss_reason"), (given, "disqualify_reason")] {
      let missing = rows.filter { $0[column] == .none }.count
      #expect((0.04...0.2).contains(Double(missing) / Double(rows.count)))
    }
  }

  @Test func `leads wait, some for hours and some for ever`() throws {
    let leads = try company().ledger(Ledger(keeping: "leads"))["leads"]
    let waits = leads.compactMap { lead in
      lead.number("first_response_at").flatMap { at in
        lead.number("created_at").map { (at - $0) / 1_000 }
      }
    }
    #expect(waits.allSatisfy { $0 > 0 })
    #expect(waits.filter { $0 < 1_800 }.count > leads.count / 4)
    #expect(waits.filter { $0 > 14_400 }.count > leads.count / 100)
    #expect((200...2_500).contains(leads.count - waits.count))
  }

  private func wonLeads(_ ledger: Ledger) -> Set<String> {
    Set(ledger["deals"].filter { $0.number("outcome") == 2 }.compactMap { $0.text("lead") })
  }
}

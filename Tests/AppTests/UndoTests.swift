import App
import Domain
import Foundation
import Reports
import Testing

@Suite struct UndoTests {
  private let office: Office
  private let later = Moment(seconds: 1_800_000_100)

  init() throws {
    office = try Office()
  }

  private func undo(_ id: Int?) throws -> [Int] {
    let tally = try office.planerka.undo(import: try #require(id), by: .browser, now: later)
    return [tally.deleted, tally.restored]
  }

  private func refusal(_ id: Int?) throws -> UndoRefusal {
    let refusal = #expect(throws: UndoRefusal.self) { _ = try undo(id) }
    return try #require(refusal)
  }

  @Test func `what an import created goes, with what was only referred to`() throws {
    let text = "id,started_at,duration_s,client,manager\nc1,2026-03-14,40,Acme,e1\n"
    let first = try office.takeIn("calls", text)
    #expect(try undo(first.importID) == [3, 0])
    let entry = try office.planerka.importEntry(1)
    #expect(entry.undoneAt == later)
    let again = try office.takeIn("calls", text)
    #expect(again.tally.created == 1)
    #expect(again.tally.references == ["clients": 1, "employees": 1])
    #expect(throws: PlainFault.self) { _ = try undo(first.importID) }
    #expect(try undo(again.importID) == [3, 0])
  }

  @Test func `when everything is taken back the company is empty, and may become the demo`() throws
  {
    let calls = "id,started_at,duration_s,client\nc1,2026-03-14,40,Acme\n"
    let first = try office.takeIn("calls", calls)
    let second = try office.takeIn("rates", "date,currency,rate\n2026-03-01,USD,90\n")
    #expect(try undo(first.importID) == [2, 0])
    #expect(try !office.planerka.isEmpty())
    #expect(try undo(second.importID) == [1, 0])
    #expect(try office.planerka.isEmpty())
    var order = DemoOrder()
    (order.managers, order.months, order.today) = (1, 1, Day(year: 2026, month: 3, day: 31))
    let made = try office.planerka.fillDemo(
      order, by: .commandLine, path: "here", now: later, progress: { _, _ in })
    #expect(made > 1_000)
    #expect(try !office.planerka.isEmpty())
    #expect(throws: PlainFault.self) {
      try office.planerka.fillDemo(
        order, by: .commandLine, path: "here", now: later, progress: { _, _ in })
    }
  }

  @Test func `what an import changed is what it was, to the last digit`() throws {
    let rates = "date,currency,rate\n2026-03-01,USD,90.123456789012345\n"
    try office.takeIn("rates", rates)
    let items = "deal,product,quantity\nd1,p1,0.1\nd1,p1,1e0\n".replacing("1e0", with: "12.7")
    try office.takeIn("deal_items", items)
    let clients = "id,name,kind,birth_date,attr.industry,attr.size\nk1,Acme,company,,steel,\n"
    try office.takeIn("clients", clients)
    let changed = [
      try office.takeIn("rates", rates.replacing("90.1", with: "95.7")),
      try office.takeIn("deal_items", items.replacing("0.1", with: "0.3")),
      try office.takeIn(
        "clients",
        "id,name,kind,birth_date,attr.industry,attr.size\nk1,Ast,person,2000-01-01,,big\n"),
    ]
    #expect(changed.map(\.tally.updated) == [1, 1, 1])
    for result in changed { #expect(try undo(result.importID) == [0, 1]) }
    #expect(try office.tally("rates", rates) == [0, 0, 1, 0])
    #expect(try office.tally("deal_items", items) == [0, 0, 2, 0])
    #expect(try office.tally("clients", clients) == [0, 0, 1, 0])
  }

  @Test func `a placeholder that was taken over is one again, under its former text`() throws {
    try office.takeIn("calls", "id,started_at,duration_s,client\nc1,2026-03-14,40,Acme\n")
    let clients = try office.takeIn(
      "clients", "id,name,phone\nk1,Acme,1\nk2,Ast,2\n", source: "crm")
    #expect(try undo(clients.importID) == [1, 1])
    let again = try office.takeIn(
      "calls", "id,started_at,duration_s,client\nc2,2026-03-14,4,Acme\n")
    #expect(again.tally.references.isEmpty)
    #expect(try office.tally("clients", "id,name\nk1,Acme\n", source: "crm") == [1, 0, 0, 0])
  }

  @Test func `rows that an import only saw again are those of the import before`() throws {
    let text = "id,started_at,duration_s\nc1,2026-03-14,1\nc2,2026-03-14,1\nc3,2026-03-14,1\n"
    let first = try office.takeIn("calls", text)
    let second = try office.takeIn(
      "calls", text.replacing("c2,2026-03-14,1", with: "c2,2026-03-14,2"))
    #expect(second.tally.unchanged == 2)
    #expect(try undo(second.importID) == [0, 1])
    #expect(try office.tally("calls", text) == [0, 0, 3, 0])
    // What came before it can still be undone: nothing has changed since.
    #expect(try undo(first.importID) == [3, 0])
  }

  @Test func `an import whose records were changed since is undone after the later one`() throws {
    let first = try office.takeIn(
      "calls", "id,started_at,duration_s\nc1,2026-03-14,1\nc2,2026-03-14,1\n")
    let second = try office.takeIn("calls", "id,started_at,duration_s\nc1,2026-03-14,2\n")
    let third = try office.takeIn("calls", "id,started_at,duration_s\nc1,2026-03-14,3\n")
    let refusal = try refusal(first.importID)
    #expect(refusal.blockers == [.init(kind: "calls", id: "c1", reason: .changed, importID: 3)])
    #expect(refusal.count == 1)
    #expect(try self.refusal(second.importID).blockers.map(\.importID) == [3])
    #expect(try undo(third.importID) == [0, 1])
    #expect(try undo(second.importID) == [0, 1])
    #expect(try undo(first.importID) == [2, 0])
  }

  @Test func `an import whose records are referred to since is refused, and nothing changes`()
    throws
  {
    let clients = try office.takeIn("clients", "id,name\nk1,Acme\nk2,Ast\n")
    let rows = (1...25).map { "c\($0),2026-03-14,1,k1\n" }.joined()
    try office.takeIn("calls", "id,started_at,duration_s,client\n" + rows)
    let refusal = try refusal(clients.importID)
    #expect(refusal.count == 25)
    #expect(refusal.blockers.count == 20)
    #expect(refusal.blockers.allSatisfy { $0.reason == .refers && $0.kind == "calls" })
    #expect(try office.tally("clients", "id,name\nk1,Acme\nk2,Ast\n") == [0, 0, 2, 0])
  }

  @Test func `what a later import will name again when it is undone stays till then`() throws {
    let clients = try office.takeIn("clients", "id,name\nk1,Acme\n")
    try office.takeIn("calls", "id,started_at,duration_s,client\nc1,2026-03-14,1,k1\n")
    let moved = try office.takeIn(
      "calls", "id,started_at,duration_s,client\nc1,2026-03-14,1,k2\n")
    #expect(
      try refusal(clients.importID).blockers == [
        .init(kind: "calls", id: "c1", reason: .refers, importID: 3)
      ])
    #expect(try undo(moved.importID) == [1, 1])
    #expect(try refusal(clients.importID).blockers.map(\.importID) == [2])
  }

  @Test func `a key that was given to another record since stands in the way`() throws {
    try office.takeIn("calls", "id,started_at,duration_s,client\nc1,2026-03-14,1,Acme\n")
    let taken = try office.takeIn("clients", "id,name\nk1,Acme\n")
    try office.takeIn("clients", "id,name\nAcme,Another\n")
    #expect(try refusal(taken.importID).blockers.map(\.reason) == [.replaced])
  }

  @Test func `reports are what they were before the import`() throws {
    try office.takeIn("leads", "id,created_at,channel,temperature\nl1,2026-03-01,site,hot\n")
    try office.takeIn(
      "deals",
      "id,created_at,lead,amount,outcome,closed_at,stage,manager\n"
        + "d1,2026-03-02,l1,100,,,New,e1\nd2,2026-03-02,,50,lost,2026-03-05,Lost,e1\n")
    try office.takeIn(
      "payments", "id,deal,client,received_on,received_amount\np1,d1,k1,2026-03-09,10\n")
    try office.takeIn("temperatures", "lead,deal,at,temperature\nl1,,2026-03-03,warm\n")
    let before = try shown()
    let imports = [
      try office.takeIn(
        "deals",
        "id,created_at,lead,amount,outcome,closed_at,stage,manager\n"
          + "d1,2026-03-02,l1,300,won,2026-03-20,Paid,e2\nd3,2026-03-03,l9,70,won,2026-03-04,Paid,e1\n"
      ),
      try office.takeIn(
        "stage_moves", "deal,at,from,to\nd1,2026-03-10,New,Offer\nd1,2026-03-20,Offer,Paid\n"),
      try office.takeIn(
        "temperatures", "lead,deal,at,temperature\nl1,,2026-03-04,cold\n,d2,2026-03-04,hot\n"),
      try office.takeIn(
        "payments", "id,deal,client,received_on,received_amount\np2,,k1,2026-03-02,5\n"),
      try office.takeIn(
        "calls", "id,started_at,duration_s,lead,deal,client\nc1,2026-03-05,90,l1,,k1\n"),
      try office.takeIn("holidays", "date,working\n2026-03-09,no\n"),
      try office.takeIn(
        "stages", "pipeline,stage,order,outcome\nОсновная,New,1,open\nОсновная,Paid,2,won\n"),
    ]
    #expect(try shown() != before)
    for result in imports.reversed() { _ = try undo(result.importID) }
    let after = try shown()
    for (name, text) in before { #expect(after[name] == text, "\(name)") }
  }

  /// Every report's figures of March as text.
  private func shown() throws -> [String: String] {
    let names = [
      "channels", "temperature", "funnel", "managers", "payments", "losses", "products",
      "call-structure", "talk-time",
    ]
    var texts: [String: String] = [:]
    for name in names {
      let question = ReportQuestion(
        id: name,
        parameters: [("from", "2026-03-01"), ("to", "2026-03-31"), ("as_of", "2026-04-01")])
      let report = try office.planerka.report(question, now: later)
      texts[name] = "\(report.rows) \(report.total)"
    }
    return texts
  }
}

import App
import Domain
import Foundation
import Semantics
import Testing

@Suite struct RecordingTests {
  private let office: Office

  init() throws {
    office = try Office()
  }

  @Test func `records of one id are told apart by their sources, others are not`() throws {
    let head = "id,title,due_at\n"
    try office.takeIn("tasks", head + "1,Call,2026-03-02\n2,Write,2026-03-02")
    try office.takeIn("tasks", head + "1,Meet,2026-03-02\n3,Pay,2026-03-02", source: "crm")
    let question = ReportQuestion(
      id: "tasks",
      parameters: [
        (name: "from", value: "2026-03-01"), (name: "to", value: "2026-03-31"),
        (name: "figure", value: "due"),
      ])
    let opened = try office.planerka.open(question, now: Moment(seconds: 1_800_000_000))
    #expect(opened.records.map(\.label.id) == ["file:1", "2", "crm:1", "3"])
  }

  @Test(arguments: ["file", "crm"])
  func `a row that comes twice in a file is refused and leaves nothing behind`(
    second: String
  ) throws {
    try office.takeIn("calls", "id,started_at,duration_s\nc9,2026-03-14,1\n", source: "file")
    let result = try office.takeIn(
      "calls",
      """
      id,started_at,duration_s,client,manager
      c1,2026-03-14,1,k1,e1
      c1,2026-03-15,1,k1,e1
      c1,2026-03-15,1,ghost,e2
      c2,2026-03-15,1,k2,e2
      """, source: second
    ) { $0.skipsBad = true }
    #expect(result.errors.map(\.reason.key) == ["row.duplicate", "row.duplicate"])
    #expect(result.errors.map(\.line) == [3, 4])
    #expect(result.errors.map(\.value) == ["c1", "c1"])
    #expect(result.tally.created == 2)
    #expect(result.tally.references == ["clients": 2, "employees": 2])
    #expect(try office.tally("clients", "id\nghost\n") == [1, 0, 0, 0])
    let first = "id,started_at,duration_s,client\nc1,2026-03-14,1,k1\nc2,2026-03-15,1,k2\n"
    #expect(try office.tally("calls", first, source: second) == [0, 0, 2, 0])
  }

  @Test func `a row of an amount without a rate creates nothing it refers to`() throws {
    let text = "date,channel,cost,currency\n2026-03-01,radio,10,USD\n2026-03-01,site,10,\n"
    let result = try office.takeIn("ad_spend", text) { $0.skipsBad = true }
    #expect(result.errors.map(\.reason.key) == ["row.rate"])
    #expect(result.tally.references == ["channels": 1])
  }

  @Test func `a record referred to in one system is taken over by a row of another`() throws {
    try office.takeIn(
      "calls", "id,started_at,duration_s,client\nc1,2026-03-14,1,k1\nc2,2026-03-14,1,Acme\n",
      source: "pbx")
    let known = "id,name\nk1,One\nk2,Acme\n"
    #expect(try office.tally("clients", known, source: "crm") == [2, 0, 0, 0])
    let again = try office.takeIn(
      "calls", "id,started_at,duration_s,client\nc1,2026-03-14,1,One\nc2,2026-03-14,1,k2\n",
      source: "pbx")
    #expect(again.tally.unchanged == 2)
    #expect(again.tally.references.isEmpty)
    // Each system has a record of its own: what is known already is not taken over.
    #expect(try office.tally("clients", "id,name\nk1,One\n", source: "erp") == [1, 0, 0, 0])
    let both = try office.takeIn("calls", "id,started_at,duration_s,client\nc3,2026-03-14,1,k1\n")
    #expect(both.errors.map(\.reason.key) == ["row.ambiguous"])
  }

  @Test func `a record referred to by name is taken over by the first row of the name`() throws {
    try office.takeIn("calls", "id,started_at,duration_s,client\nc1,2026-03-14,1,Acme\n")
    let known = "id,name\nk1,Acme\nk2,Acme\nAcme,Another\n"
    #expect(try office.tally("clients", known) == [3, 0, 0, 0])
    #expect(try office.tally("clients", known) == [0, 0, 3, 0])
    let calls = "id,started_at,duration_s,client\nc1,2026-03-14,1,k1\n"
    #expect(try office.tally("calls", calls) == [0, 0, 1, 0])
  }

  @Test func `equal rows are counted, and a third one is new`() throws {
    let head = "deal,product,quantity\n"
    #expect(try office.tally("deal_items", head + "d1,p1,2\nd1,p1,2\n") == [2, 0, 0, 0])
    #expect(try office.tally("deal_items", head + "d1,p1,2\nd1,p1,3\nd1,p1,2\n") == [1, 1, 1, 0])
  }

  @Test func `an attribute that changes or goes updates its client`() throws {
    let head = "id,attr.size,\"attr.who's \"\"new\"\"? $1\"\n"
    #expect(try office.tally("clients", head + "k1,9,'\nk2,,\n") == [2, 0, 0, 0])
    #expect(try office.tally("clients", head + "k1,10,'\nk2,,\n") == [0, 1, 1, 0])
    #expect(try office.tally("clients", head + "k1,10,\nk2,,?\n") == [0, 2, 0, 0])
    #expect(try office.tally("clients", head + "k1,10,\nk2,,?\n") == [0, 0, 2, 0])
    #expect(try office.tally("clients", head + "k1,10,\nk2,,\n") == [0, 1, 1, 0])
    #expect(try office.tally("clients", "id,attr.size\nk1,10\nk2,\n") == [0, 0, 2, 0])
  }

  @Test func `a text counts as the same however its letters are composed`() throws {
    let text = "ООО «Чайка» — № 5 й ё é €"
    let head = "id,started_at,duration_s,client\n"
    try office.takeIn("calls", head + "c1,2026-03-14,1,\(text)\n")
    let apart = text.decomposedStringWithCanonicalMapping
    #expect(Array(apart.utf8) != Array(text.utf8))
    let again = try office.takeIn("calls", head + "c1,2026-03-14,1,\u{A0} \(apart)\t\u{A0}\n")
    #expect(again.tally.unchanged == 1)
    #expect(again.tally.references.isEmpty)
    // A wide space has two code points, of which one is the normal form.
    try office.takeIn("calls", head + "c2,2026-03-14,1,A\u{2000}B\n")
    #expect(try office.tally("calls", head + "c2,2026-03-14,1,A\u{2002}B\n") == [0, 0, 1, 0])
  }

  @Test func `an amount is valued at the last rate by its day, one without a day at the last`()
    throws
  {
    try office.takeIn(
      "rates", "date,currency,rate\n2026-03-05,USD,90\n2026-03-01,USD,80\n2026-03-09,JPY,0.5\n")
    let head = "id,received_on,received_amount,currency\n"
    let result = try office.takeIn(
      "payments",
      head + "m1,2026-03-04,1,USD\nm2,2026-02-28,1,USD\nm3,,1,USD\nm4,2026-03-09,3,JPY\n"
    ) { $0.skipsBad = true }
    #expect(result.errors.map(\.reason.key) == ["row.rate"])
    #expect(result.errors.map(\.line) == [3])
    // Valued at 80, at 90, and 3 yen at half a rouble: the same rows in another form.
    let again = head + "m1,2026-03-03,1.00,USD\nm3,2026-03-05,1,USD\nm4,2026-03-09,3.0,JPY\n"
    #expect(try office.tally("payments", again) == [0, 2, 1, 0])
  }

  @Test func `without a currency column the currency that a record has holds`() throws {
    try office.takeIn("rates", "date,currency,rate\n2026-03-01,USD,90\n2026-03-01,JPY,0.5\n")
    let full = "id,received_on,received_amount,currency\nm1,2026-03-05,100,USD\nm2,2026-03-05,7,\n"
    try office.takeIn("payments", full)
    let bare = "id,received_on,received_amount\n"
    // The record is in dollars, so a hundred is a hundred dollars; the other is in the company's.
    let same = bare + "m1,2026-03-05,100\nm2,2026-03-05,7\n"
    #expect(try office.tally("payments", same) == [0, 0, 2, 0])
    #expect(try office.tally("payments", bare + "m1,2026-03-05,150\n") == [0, 1, 0, 0])
    let said = full.replacing("100", with: "150").replacing("7,", with: "7,RUB")
    #expect(try office.tally("payments", said) == [0, 1, 1, 0])
    // An empty cell of a column that is there says the company's currency.
    #expect(try office.tally("payments", full.replacing("100,USD", with: "100,")) == [0, 2, 0, 0])
    #expect(try office.tally("payments", same) == [0, 0, 2, 0])
  }

  @Test func `a yen has no hundredths, in a file without a currency column too`() throws {
    try office.takeIn("rates", "date,currency,rate\n2026-03-01,JPY,0.5\n")
    try office.takeIn("deals", "id,created_at,amount,currency\nd1,2026-03-05,100,JPY\n")
    let bare = "id,created_at,amount\n"
    #expect(try office.tally("deals", bare + "d1,2026-03-05,100.4\n") == [0, 0, 1, 0])
    #expect(try office.tally("deals", bare + "d1,2026-03-05,100.5\n") == [0, 1, 0, 0])
  }
}

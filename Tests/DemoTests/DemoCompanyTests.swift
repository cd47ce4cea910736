import Demo
import Domain
import Testing

@Suite struct DemoCompanyTests {
  @Test func `the same seed tells the same story and another seed another`() throws {
    let first = try company(managers: 3, months: 2).ledger(Ledger(hashing: true))
    let again = try company(managers: 3, months: 2).ledger(Ledger(hashing: true))
    let other = try company(managers: 3, months: 2, seed: 2).ledger(Ledger(hashing: true))
    #expect(first.digest == again.digest)
    #expect(first.digest != other.digest)
  }

  @Test(arguments: [
    (8, 6, "ru", moscow), (8, 6, "en", berlin), (1, 1, "ru", moscow), (13, 3, "en", .utc),
  ])
  func `cells fit, references are there, and nothing but plans lies ahead`(
    managers: Int, months: Int, language: String, zone: ZoneTable
  ) throws {
    var inspector = Inspector(now: afternoon(in: zone))
    try company(managers: managers, months: months, language: language, zone: zone)
      .fill(&inspector) { _, _ in }
    #expect(inspector.faults.sorted().prefix(10) == [])
  }

  @Test func `kinds come in the order that references need`() throws {
    let ledger = try company(managers: 2, months: 1).ledger(Ledger())
    #expect(
      ledger.kinds == [
        "employees", "channels", "products", "stages", "holidays", "clients", "leads", "deals",
        "stage_moves", "temperatures", "deal_items", "calls", "activities", "payments", "tasks",
        "ad_spend", "worktime", "plans",
      ])
  }

  @Test func `the default company is a busy department`() throws {
    let counts = try company().ledger(Ledger()).counts
    #expect(counts["leads"] == 40_000)
    #expect((300_000...380_000).contains(counts["calls"] ?? 0))
    #expect((11_000...14_000).contains(counts["deals"] ?? 0))
    #expect((8_000...13_000).contains(counts["payments"] ?? 0))
  }

  @Test(arguments: ["leads", "clients", "deals", "stage_moves", "calls", "payments", "tasks"])
  func `twice the sellers have twice the records`(kind: String) throws {
    let some = try company(managers: 8, months: 2).ledger(Ledger()).counts[kind] ?? 0
    let more = try company(managers: 16, months: 2).ledger(Ledger()).counts[kind] ?? 0
    #expect((1.85...2.35).contains(Double(more) / Double(some)))
  }

  @Test func `twice the months have twice the leads and calls`() throws {
    let some = try company(managers: 4, months: 3).ledger(Ledger()).counts
    let more = try company(managers: 4, months: 6).ledger(Ledger()).counts
    for kind in ["leads", "calls", "deals"] {
      let growth = Double(more[kind] ?? 0) / Double(some[kind] ?? 1)
      #expect((1.6...2.4).contains(growth), "\(kind) × \(growth)")
    }
  }

  @Test func `progress only grows and ends with everything`() throws {
    var told: [(done: Int, whole: Int)] = []
    var ledger = Ledger()
    try company(managers: 2, months: 2).fill(&ledger) { told.append(($0, $1)) }
    #expect(told.map(\.done) == told.map(\.done).sorted())
    #expect(told.last.map { $0.done == $0.whole } == true)
  }

  @Test func `English companies speak English`() throws {
    var ledger = Ledger(
      keeping: "employees", "channels", "products", "stages", "clients", "tasks", "leads")
    try company(managers: 4, months: 1, language: "en").fill(&ledger) { _, _ in }
    let foreign = ledger.rows.values.joined().flatMap(\.cells).filter { cell in
      if case .text(let text) = cell { text.utf8.contains { $0 > 127 } } else { false }
    }
    #expect(foreign.isEmpty)
  }

  @Test func `no two employees have one name`() throws {
    let rows = try company(managers: 300, months: 1).ledger(Ledger(keeping: "employees"))
    let names = rows["employees"].compactMap { $0.text("name") }
    #expect(Set(names).count == names.count)
    #expect(names.count == 305)
  }

  @Test func `Russian companies keep the Russian public holidays`() throws {
    let rows = try company().ledger(Ledger(keeping: "holidays"))["holidays"]
    let days = rows.compactMap { $0.number("date").map { Day($0).description } }
    for day in ["2026-01-01", "2026-01-08", "2026-02-23", "2026-05-09", "2026-11-04"] {
      #expect(days.contains(day))
    }
  }
}

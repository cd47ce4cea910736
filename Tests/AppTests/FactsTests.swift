import App
import Domain
import Foundation
import Reports
import Semantics
import Testing

/// What holds for the company is read anew only when it has changed.
@Suite struct FactsTests {
  private let office: Office
  private let later = Moment(seconds: 1_800_000_001)

  init() throws {
    office = try Office()
    try office.takeIn("employees", "id,name,team\ne1,Anna,North")
    try office.takeIn("clients", "id,name,attr.industry\nc1,One,Steel")
    try office.takeIn("deals", "id,created_at,client,stage\nd1,2026-03-02T10:00:00Z,c1,Talk")
    try office.takeIn("plans", "metric,who,period,from,value\ncalls_out,Anna,day,2026-03-02,7")
    try office.takeIn("holidays", "date,working\n2026-03-09,no")
  }

  @Test func `a new call leaves what was read as it is`() throws {
    let before = try office.planerka.facts()
    try office.takeIn(
      "calls", "id,started_at,manager,direction,duration_s\nx1,2026-03-02T10:00:00Z,e1,out,9")
    try office.takeIn("payments", "id,deal,received_on,received_amount\np1,d1,2026-03-02,10")
    let after = try office.planerka.facts()
    #expect(place(after.directory.attributes) == place(before.directory.attributes))
    #expect(place(after.plans.managers) == place(before.plans.managers))
  }

  @Test func `a change of what a part is read from shows at once`() throws {
    _ = try office.planerka.facts()
    try office.takeIn("employees", "id,name,team\ne1,Anna,South\ne2,Boris,North")
    #expect(try office.planerka.facts().directory.employees.find("Boris").count == 1)
    #expect(try office.planerka.facts().directory.texts[.team] == ["North", "South"])

    // A plan of somebody who is named later is his from then on.
    try office.takeIn("plans", "metric,who,period,from,value\ncalls_out,Vera,day,2026-03-02,9")
    #expect(try office.planerka.facts().plans.managers.count == 1)
    try office.takeIn("employees", "id,name\ne3,Vera")
    #expect(try office.planerka.facts().plans.managers.count == 2)

    for (kind, text) in [
      ("channels", "id,name\nh1,Site"), ("products", "id,name\ng1,Crane"),
      ("stages", "pipeline,stage,order,outcome\nSales,Talk,1,open\nSales,Paid,2,won"),
      ("clients", "id,name,attr.colour\nc2,Two,Red"), ("holidays", "date,working\n2026-03-07,yes"),
    ] {
      try office.takeIn(kind, text)
    }
    let facts = try office.planerka.facts()
    #expect(facts.directory.channels.find("Site").count == 1)
    #expect(facts.directory.products.find("Crane").count == 1)
    #expect(facts.directory.ladders.contains { $0.pipeline == "Sales" })
    #expect(facts.directory.attributes == ["colour", "industry"])
    #expect(facts.calendar.isWorking(try #require(Day(year: 2026, month: 3, day: 7))))
  }

  @Test func `a change of the parts other than their own leaves them as they are`() throws {
    let before = try office.planerka.facts()
    try office.takeIn("holidays", "date,working\n2026-03-07,yes")
    try office.takeIn("channels", "id,name\nh1,Site")
    let after = try office.planerka.facts()
    #expect(place(after.plans.managers) == place(before.plans.managers))
    #expect(place(after.directory.attributes) != place(before.directory.attributes))
  }

  @Test func `what an undo takes away is gone, and a setting holds at once`() throws {
    _ = try office.planerka.facts()
    let channels = try office.takeIn("channels", "id,name\nh1,Site")
    let plans = try office.takeIn(
      "plans", "metric,who,period,from,value\ncalls_in,Anna,day,2026-03-02,8")
    let metric = try #require(RecordKind.metrics.firstIndex(of: "calls_in"))
    let day = try #require(Day(year: 2026, month: 3, day: 2))
    #expect(try office.planerka.facts().plans.total(of: metric, .day, from: day) == 8)
    for result in [channels, plans] {
      _ = try office.planerka.undo(
        import: try #require(result.importID), by: .commandLine, now: later)
    }
    #expect(try office.planerka.facts().directory.channels.find("Site").isEmpty)
    #expect(try office.planerka.facts().plans.total(of: metric, .day, from: day) == nil)

    try office.planerka.set("norm.talk_hours", to: "3-4", by: .commandLine, now: later)
    #expect(try office.planerka.facts().norms.talkHours == 3...4)
  }

  /// Where an array's elements lie: two arrays alive at once lie at one place only when they are one.
  private func place<Element>(_ array: [Element]) -> UnsafeRawPointer? {
    array.withUnsafeBytes { $0.baseAddress }
  }
}

import Domain
import Foundation
import Testing

@Suite struct BankExampleTests {
  @Test func `a cut of the bank's calls gives the figures worked out apart`() throws {
    try check(.cut, ExampleData.fixtures, "bank-additional-full.csv")
  }

  @Test(.enabled(if: ExampleData.has("bank-marketing"), "the public files are not here"))
  func `the bank's public calls give the figures worked out apart`() throws {
    try check(.full, ExampleData.published, "bank-additional-full.csv.xz")
  }

  private let period = [
    (name: "from", value: "2010-01-01"), (name: "to", value: "2010-12-31"),
    (name: "as_of", value: "2010-12-31"),
  ]

  private func check(_ wanted: BankFigures, _ data: URL, _ name: String) throws {
    let company = try ExampleCompany("bank-marketing", currency: "EUR")
    let file = data.appending(path: "bank-marketing").appending(path: name)
    try company.takeInStages()
    for kind in ["clients", "deals", "calls"] {
      let tally = try company.takeIn(kind, file)
      #expect(tally.created == wanted.calls, "\(kind)")
      // Why: the one product is named only by the mapping.
      #expect(tally.references == (kind == "deals" ? ["products": 1] : [:]), "\(kind)")
    }
    try checkBands(company, wanted)
    try checkTalk(company, wanted)
    try checkOffers(company, "occupation", wanted.occupations)
    try checkOffers(company, "marital_status", wanted.maritalStatuses)
  }

  private func checkBands(_ company: ExampleCompany, _ wanted: BankFigures) throws {
    let answer = try company.ask("call-structure", period)
    #expect(answer.keys == wanted.bands.map { ["new", $0.name] })
    for band in wanted.bands {
      let calls = Double(band.calls)
      #expect(try answer.figure("calls", "new", band.name) == calls, "\(band.name)")
      #expect(
        same(try answer.figure("share", "new", band.name), calls / Double(wanted.calls)),
        "\(band.name)")
      #expect(
        try answer.figure("talk_seconds", "new", band.name) == Double(band.talk), "\(band.name)")
    }
    #expect(try answer.total("calls") == Double(wanted.calls))
    #expect(try answer.total("talk_seconds") == Double(wanted.talk))
  }

  private func checkTalk(_ company: ExampleCompany, _ wanted: BankFigures) throws {
    let answer = try company.ask("talk-time", period + [(name: "by", value: "month")])
    #expect(answer.keys == wanted.months.map { ["none", $0.name] })
    for month in wanted.months {
      #expect(
        try answer.figure("calls", "none", month.name) == Double(month.calls), "\(month.name)")
      #expect(
        try answer.figure("talk_seconds", "none", month.name) == Double(month.talk),
        "\(month.name)")
    }
    let (talk, answered) = (Double(wanted.talk), Double(wanted.answered))
    #expect(try answer.total("calls") == Double(wanted.calls))
    #expect(try answer.total("answered") == answered)
    #expect(try answer.total("talk_seconds") == talk)
    #expect(same(try answer.total("average_seconds"), talk / answered))
  }

  private func checkOffers(
    _ company: ExampleCompany, _ segment: String, _ wanted: [BankFigures.Offers]
  ) throws {
    let answer = try company.ask(
      "funnel", period + [(name: "slice", value: "segment.\(segment)")])
    #expect(answer.keys.count == 2 * wanted.count)
    for offers in wanted {
      let name = offers.name ?? "none"
      let (made, taken) = (Double(offers.made), Double(offers.taken))
      #expect(try answer.figure("entered", "Term deposit", name, "Called") == made, "\(name)")
      #expect(
        try answer.figure("lost_here", "Term deposit", name, "Called") == made - taken, "\(name)")
      #expect(
        try answer.figure("entered", "Term deposit", name, "Subscribed") == taken, "\(name)")
      #expect(
        same(try answer.figure("from_first", "Term deposit", name, "Subscribed"), taken / made),
        "\(name)")
    }
  }
}

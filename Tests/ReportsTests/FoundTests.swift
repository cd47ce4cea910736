import App
import Domain
import Reports
import Semantics
import Testing

/// Cases that once gave wrong figures, worked out by hand.
@Suite struct FoundTests {
  private let march = [("from", "2025-03-01"), ("to", "2025-03-31"), ("as_of", "2025-04-05")]
  private let now = Moment(seconds: 1_800_000_000)

  @Test func `a deal that names a lead nobody knows belongs to the lead that names it`() throws {
    let firm = try SmallFirm()
    try firm.takeIn("leads", "id,created_at,channel,deal\nL1,2025-03-01,Web,D1")
    try firm.takeIn(
      "deals", "id,created_at,closed_at,lead,amount,outcome\nD1,2025-03-02,2025-03-03,L9,100,won")
    try firm.takeIn("payments", "id,deal,received_on,received_amount\nY1,D1,2025-03-03,100")
    let rows = try firm.rows("channels", march)
    #expect(rows.map { $0["channel"] as? String } == ["Web"])
    #expect(rows.map { $0["leads"] as? Int } == [1])
    #expect(rows.map { $0["won"] as? Int } == [1])
    #expect(rows.map { $0["revenue"] as? Int } == [100])
  }

  @Test func `losses stand at the stage the last move left, as in the funnel`() throws {
    let firm = try SmallFirm()
    try firm.takeIn(
      "stages", "pipeline,stage,order,outcome\nP,A,1,open\nP,B,2,open\nP,C,3,won\nP,X,4,lost")
    try firm.takeIn(
      "deals",
      "id,created_at,closed_at,pipeline,stage,outcome,amount\nD1,2025-03-01,2025-03-05,P,X,lost,100"
    )
    try firm.takeIn("stage_moves", "deal,at,from,to\nD1,2025-03-02,,A\nD1,2025-03-05,B,X")
    let losses = try firm.rows("losses", march + [("by", "stage")])
    #expect(losses.map { $0["stage"] as? String } == ["B"])
    let funnel = try firm.rows("funnel", march)
    #expect(funnel.map { $0["lost_here"] as? Int } == [0, 1, 0])
  }

  @Test func `a question's stages come in their own order`() throws {
    let firm = try SmallFirm()
    try firm.takeIn("stages", "pipeline,stage,order\nP,Zeta,1\nP,Alpha,2")
    try firm.takeIn(
      "deals",
      "id,created_at,pipeline,stage\nD1,2025-03-01,P,Zeta\nD2,2025-03-01,P,Alpha")
    let report = try firm.planerka.query(
      ReportQuestion(
        id: "query",
        parameters: [
          ("subject", "deals"), ("measures", "deals"), ("by", "stage"), ("from", "2025-03-01"),
          ("to", "2025-03-31"),
        ]), now: now)
    #expect(report.rows.map { $0.keys[0].text } == ["Zeta", "Alpha"])
  }

  @Test func `a campaign that is called none opens apart from leads without one`() throws {
    let firm = try SmallFirm()
    try firm.takeIn(
      "leads",
      "id,created_at,channel,campaign\nL1,2025-03-01,Web,none\nL2,2025-03-02,Web,\nL3,2025-03-02,Web,\\x"
    )
    var question = ReportQuestion(
      id: "channels", parameters: march.map { (name: $0.0, value: $0.1) } + [("by", "campaign")])
    let report = try firm.planerka.report(question, now: now)
    #expect(report.rows.map { $0.keys[1].spelled } == ["\\\\x", "\\none", "none"])
    let plain = question.parameters
    for (spelled, lead) in [("\\\\x", "L3"), ("\\none", "L1"), ("none", "L2")] {
      question.parameters =
        plain + [
          ("figure", "leads"), ("row.channel", "Web"), ("row.campaign", spelled),
        ]
      #expect(try firm.planerka.open(question, now: now).records.map(\.label.id) == [lead])
      question.parameters = plain + [("campaign", spelled)]
      let total = try firm.planerka.report(question, now: now).total
      guard case .figures(let figures, _) = total else { continue }
      #expect(figures.first == .count(1), "\(spelled)")
    }
  }

  @Test func `leads in work open to themselves`() throws {
    let firm = try SmallFirm()
    try firm.takeIn("channels", "id,name\nw,Web")
    try firm.takeIn(
      "leads",
      "id,created_at,channel,status\nL1,2025-03-01,w,\nL2,2025-03-01,w,disqualified\nL3,2025-03-01,w,"
    )
    try firm.takeIn(
      "deals",
      "id,created_at,closed_at,lead,channel,outcome\nD3,2025-03-02,2025-03-03,L3,,won\nD4,2025-03-02,,,w,open"
    )
    let question = ReportQuestion(
      id: "channels",
      parameters: march.map { (name: $0.0, value: $0.1) } + [("figure", "in_work")])
    let opened = try firm.planerka.open(question, now: now)
    #expect(opened.value == .count(2))
    #expect(opened.records.map(\.label.id) == ["L1", "D4"])
    #expect(opened.sum == .count(2))
  }

  @Test func `the funnel's answer is its largest leak`() throws {
    let firm = try SmallFirm()
    try firm.takeIn(
      "stages",
      "pipeline,stage,order,outcome,norm_conversion\nP,A,1,open,0.9\nP,B,2,open,0.1\nP,C,3,won,")
    let deals = (0..<40).map { number in
      let isWon = number < 10
      return
        "d\(number),2025-03-01,\(isWon ? "2025-03-05" : ""),P,\(isWon ? "C" : "A"),\(isWon ? "won" : "open"),100"
    }
    try firm.takeIn(
      "deals",
      "id,created_at,closed_at,pipeline,stage,outcome,amount\n" + deals.joined(separator: "\n"))
    let question = ReportQuestion(
      id: "funnel", parameters: march.map { (name: $0.0, value: $0.1) })
    let report = try firm.planerka.report(question, now: now)
    let answer = try #require(report.recipe.answer(report))
    // 10 of 40 went on where 36 should: 26 lost, of whom all would pay 100.
    #expect(answer.figure.number.map { ($0 * 1_000).rounded() / 1_000 } == -2_600)
    #expect(answer.lead.arguments == ["from": "A", "to": "B"])
    #expect(answer.reason?.numbers == ["entered": 40, "next": 10, "norm": 90])
  }

  @Test func `sums beyond 64 bits stop nothing`() throws {
    let firm = try SmallFirm()
    let rows = (0..<10).map { "p\($0),2025-03-01,1000000000000" }
    try firm.takeIn("payments", "id,received_on,received_amount\n" + rows.joined(separator: "\n"))
    #expect(try firm.rows("managers", march).map { $0["revenue"] as? Int } == [10_000_000_000_000])
  }
}

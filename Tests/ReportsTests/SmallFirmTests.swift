import App
import Domain
import Foundation
import Render
import Reports
import Testing

/// A company so small that every figure can be worked out by hand.
@Suite struct SmallFirmTests {
  private func firm() throws -> SmallFirm {
    let firm = try SmallFirm()
    try firm.takeIn("employees", "id,name,team\na,Anna,North\nb,Boris,South")
    try firm.takeIn("holidays", "date,working\n2026-03-09,no")
    try firm.takeIn("clients", "id,name,region\nc1,One,Tula\nc2,Two,\nc3,Three,Tver")
    try firm.takeIn(
      "payments",
      "id,client,manager,received_on,received_amount\np1,c1,a,2026-03-03,100.50\np2,c2,b,2026-03-04,50"
    )
    try firm.takeIn(
      "calls",
      """
      id,started_at,direction,manager,client,duration_s,answered
      1,2026-03-03 09:00,out,a,c1,3600,
      2,2026-03-04 10:00,out,a,c1,7200,
      3,2026-03-05 10:00,in,a,c2,0,
      4,2026-03-07 12:00,out,a,c2,1800,
      5,2026-03-09 12:00,out,b,,59,yes
      6,2026-03-10 12:00,in,b,c3,180,yes
      7,2026-03-10 13:00,in,b,c3,181,yes
      """)
    return firm
  }

  @Test func `talk time is worked out as by hand`() throws {
    let rows = try firm().rows("talk-time", [("from", "2026-03-01"), ("to", "2026-03-31")])
    try #require(rows.count == 2)
    // Anna: 4 calls, 3 answered, 3.5 h of talk on 3 working days (Saturday's hour counts, its day
    // does not). Boris: one of his two days is a day off.
    #expect(rows[0]["calls"] as? Int == 4)
    #expect(rows[0]["answered"] as? Int == 3)
    #expect(rows[0]["talk_seconds"] as? Int == 12_600)
    #expect(rows[0]["average_seconds"] as? Double == 4_200)
    #expect(rows[0]["talk_hours_per_day"] as? Double == 3.5 / 3)
    #expect(rows[0]["verdict"] as? String == "below")
    #expect(rows[1]["talk_hours_per_day"] as? Double == 420.0 / 3_600)
  }

  @Test func `calls stand under new and current clients by their length`() throws {
    let rows = try firm().rows("call-structure", [("from", "2026-03-01"), ("to", "2026-03-31")])
    let found = rows.map { "\($0["potential"] ?? "") \($0["band"] ?? "") \($0["calls"] ?? "")" }
    // c1 paid on 3 March: that day's call is new, the next day's current; c2 paid on the 4th.
    #expect(
      found == [
        "new under_1m 1", "new 1_3m 1", "new over_3m 2", "current missed 1", "current over_3m 2",
      ])
  }

  @Test func `the funnel's flow goes by the seller and the temperature at a deal's creation`()
    throws
  {
    let firm = try SmallFirm()
    func deal(_ manager: String) -> String {
      "id,created_at,manager,lead\nd,2026-03-02 10:00,\(manager),l"
    }
    // 2 March 2026, 12:00 and 10 March 2026, 12:00 in Moscow.
    let (before, after) = (1_772_442_000, 1_773_133_200)
    try firm.takeIn("employees", "id,name,team\na,Anna,North\nb,Boris,South", at: before)
    try firm.takeIn(
      "stages", "pipeline,stage,order,outcome\nОсновная,New,1,open\nОсновная,Talk,2,open",
      at: before)
    try firm.takeIn("leads", "id,created_at,temperature\nl,2026-03-01,cold", at: before)
    try firm.takeIn("deals", deal("a"), at: before)
    try firm.takeIn("deals", deal("b"), at: after)
    try firm.takeIn("stage_moves", "deal,at,from,to\nd,2026-03-12,New,Talk")
    try firm.takeIn(
      "temperatures", "lead,deal,at,temperature\nl,,2026-03-02,warm\n,d,2026-03-05,hot")
    func entered(_ mode: String, _ parameters: (String, String)...) throws -> [String] {
      let period = [("from", "2026-03-01"), ("to", "2026-03-31"), ("mode", mode)]
      return try firm.rows("funnel", period + parameters).map {
        "\($0["slice"] ?? "") \($0["stage"] ?? "") \($0["entered"] ?? "")"
      }
    }
    #expect(try entered("flow", ("slice", "manager")) == ["Anna New 1", "Anna Talk 1"])
    #expect(try entered("cohort", ("slice", "manager")) == ["Boris New 1", "Boris Talk 1"])
    #expect(try entered("flow", ("team", "North")) == [" New 1", " Talk 1"])
    #expect(try entered("flow", ("team", "South")) == [])
    #expect(try entered("flow", ("temperature", "warm")) == [" New 1", " Talk 1"])
    #expect(try entered("flow", ("temperature", "hot")) == [])
    #expect(try entered("cohort", ("temperature", "hot")) == [" New 1", " Talk 1"])
  }

  @Test func `a terminal shows the compared period beside each figure, and totals of every kind`()
    throws
  {
    let firm = try firm()
    func table(_ id: String, _ parameters: [(String, String)]) throws -> [[String]] {
      let report = try firm.planerka.report(
        .init(id: id, parameters: parameters.map { (name: $0.0, value: $0.1) }),
        now: Moment(seconds: 1_800_000_000))
      return ReportText.text(report, Words.of("en"), width: 1_000).split(separator: "\n").map {
        $0.split(separator: "  ", omittingEmptySubsequences: true)
          .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
      }
    }
    let march = [("from", "2026-03-04"), ("to", "2026-03-04"), ("compare", "previous")]
    let calls = try table("talk-time", march)
    #expect(calls[1].first?.hasPrefix("before: ") == true)
    #expect(calls[2].prefix(3) == ["Manager", "Calls", "before"])
    #expect(calls[3].prefix(3) == ["Anna", "1", "1"])
    #expect(calls.last?.prefix(3) == ["Total", "1", "1"])
    let day = try table("daily", [("date", "2026-03-04")])
    #expect(day.contains(["Anna", "Talk", "—", "2:00:00", "—"]))
    #expect(day.contains(["Total", "Outgoing calls", "—", "1", "—"]))
  }

  @Test func `a line over time shows the compared period from the same beginning`() throws {
    let parameters = [
      ("from", "2026-03-09"), ("to", "2026-03-10"), ("by", "day"), ("compare", "previous"),
    ]
    let firm = try firm()
    let report = try firm.planerka.report(
      .init(id: "talk-time", parameters: parameters.map { (name: $0.0, value: $0.1) }),
      now: Moment(seconds: 1_800_000_000))
    // On 7 March, of the two days before, there was one call: it is no point of the period's line.
    #expect(report.rows.contains { $0.keys[1].text == "2026-03-07" })
    let chart = try #require(ReportChart(report, Words.of("en")) { _, _ in "" }.all.first?.html)
    #expect(chart.contains("l-compare"))
    #expect(chart.contains("03-10"))
    #expect(!chart.contains("03-07"))
  }

  @Test func `filters look at the client's region, none chooses those without one`() throws {
    let period = [("from", "2026-03-01"), ("to", "2026-03-31")]
    let tula = try firm().rows("talk-time", period + [("region", "Tula")])
    #expect(tula.map { $0["calls"] as? Int } == [2])
    let none = try firm().rows("talk-time", period + [("region", "none")])
    #expect(none.map { $0["calls"] as? Int } == [2, 1])
  }

  @Test func `as of a moment, what came later is not seen`() throws {
    let rows = try firm().rows(
      "talk-time",
      [("from", "2026-03-01"), ("to", "2026-03-31"), ("as_of", "2026-03-04T09:59")])
    #expect(rows.map { $0["calls"] as? Int } == [1])
  }

  @Test func `a call takes nothing from a deal or a lead that is not there yet`() throws {
    let firm = try SmallFirm()
    try firm.takeIn("employees", "id,name\na,Anna")
    try firm.takeIn("channels", "id,name\nsite,Site\nfair,Fair")
    try firm.takeIn("leads", "id,created_at,channel\nl,2026-03-04,fair")
    try firm.takeIn("deals", "id,created_at,channel,pipeline,outcome\nd,2026-03-10,site,Big,open")
    try firm.takeIn(
      "calls", "id,started_at,manager,lead,deal,duration_s\n1,2026-03-02,a,l,d,60")
    try firm.takeIn(
      "activities", "id,kind,at,manager,lead,deal\n1,meeting,2026-03-02,a,l,d")
    try firm.takeIn("tasks", "id,title,manager,due_at,lead,deal\n1,Call,a,2026-03-02,l,d")
    func count(_ subject: String, _ measure: String, _ filter: String, _ day: String) throws -> Int
    {
      let parts = filter.split(separator: "=").map { String($0) }
      let question = ReportQuestion(
        id: "query",
        parameters: [
          ("subject", subject), ("measures", measure), ("from", "2026-03-01"),
          ("to", "2026-03-31"), ("as_of", day), (parts[0], parts[1]),
        ])
      let report = try firm.planerka.query(question, now: Moment(seconds: 1_800_000_000))
      guard case .count(let count)? = report.rows.first?.figures.first else { return 0 }
      return count
    }
    // Called on the 2nd; the lead came on the 4th, the deal on the 10th.
    let subjects = [("calls", "calls"), ("activities", "activities"), ("tasks", "due")]
    for (subject, measure) in subjects {
      func seen(_ filter: String) throws -> [Int] {
        try ["2026-03-03", "2026-03-05", "2026-03-09", "2026-03-10"].map {
          try count(subject, measure, filter, $0)
        }
      }
      #expect(try seen("pipeline=Big") == [0, 0, 0, 1], "\(subject)")
      #expect(try seen("pipeline=none") == [1, 1, 1, 0], "\(subject)")
      #expect(try seen("channel=none") == [1, 0, 0, 0], "\(subject)")
      #expect(try seen("channel=fair") == [0, 1, 1, 0], "\(subject)")
      #expect(try seen("channel=site") == [0, 0, 0, 1], "\(subject)")
    }
  }

  @Test func `a payment takes nothing from a deal that is not there yet, and is not lost`() throws {
    let firm = try SmallFirm()
    try firm.takeIn("employees", "id,name,team\na,Anna,North\nb,Boris,South")
    try firm.takeIn("channels", "id,name\nsite,Site")
    try firm.takeIn("products", "id,name\nx,X\ny,Y")
    try firm.takeIn("clients", "id,name,region\nc,One,Tula\no,Two,Tver")
    let deals = """
      id,created_at,manager,client,product,channel,pipeline,temperature,outcome
      d,2026-03-10,a,c,x,site,Big,hot,open
      """
    // Paid on the 5th, for a deal that was opened on the 10th: one names a seller, a client and a
    // product of its own; one is planned and not received.
    let payments = """
      id,deal,manager,client,product,planned_on,planned_amount,received_on,received_amount
      1,d,,,,,,2026-03-05,100
      2,d,b,o,y,,,2026-03-05,20
      3,d,,,,2026-03-12,7,,
      """
    func all(_ day: String) throws -> [String] {
      let keys = [
        "manager", "team", "client_type", "region", "product", "channel", "pipeline", "temperature",
      ]
      return try keys.map { "\($0): \(try firm.query("payments", "revenue", by: $0, asOf: day))" }
        + ["planned: \(try firm.query("payments_planned", "planned", by: "manager", asOf: day))"]
    }
    try firm.takeIn("payments", payments)
    let before = try all("2026-03-09")
    try firm.takeIn("deals", deals)
    #expect(try all("2026-03-09") == before)
    #expect(
      before == [
        "manager: Boris 20, none 100", "team: South 20, none 100", "client_type: new 120",
        "region: Tver 20, none 100", "product: Y 20, none 100", "channel: none 120",
        "pipeline: none 120", "temperature: none 120", "planned: none 7",
      ])
    #expect(
      try all("2026-03-10") == [
        "manager: Anna 100, Boris 20", "team: North 100, South 20", "client_type: new 120",
        "region: Tula 100, Tver 20", "product: X 100, Y 20", "channel: Site 120",
        "pipeline: Big 120", "temperature: hot 120", "planned: Anna 7",
      ])
  }

  @Test func `a deal takes nothing from a lead that is not there yet, and is not lost`() throws {
    let firm = try SmallFirm()
    try firm.takeIn("channels", "id,name\nsite,Site\nfair,Fair")
    try firm.takeIn(
      "deals",
      """
      id,created_at,closed_at,lead,channel,amount,outcome
      d,2026-03-02,2026-03-04,l,,500,won
      e,2026-03-02,,l,,70,open
      """)
    try firm.takeIn("payments", "id,deal,received_on,received_amount\n1,d,2026-03-05,500")
    try firm.takeIn("calls", "id,started_at,deal,duration_s\n1,2026-03-03,d,60")
    func all(_ day: String) throws -> [String] {
      let rows = try firm.rows(
        "channels", [("from", "2026-03-01"), ("to", "2026-03-31"), ("as_of", day)])
      let channels = rows.map { row in
        "\(row["channel"] ?? "") \(row["leads"] ?? "") \(row["won"] ?? "") \(row["revenue"] ?? "")"
      }
      return channels + [
        "deals by channel: \(try firm.query("deals", "deals", by: "channel", asOf: day))",
        "by campaign: \(try firm.query("deals", "deals", by: "campaign", asOf: day))",
        "by temperature: \(try firm.query("deals", "deals", by: "temperature", asOf: day))",
        "calls: \(try firm.query("calls", "calls", by: "channel", asOf: day))",
        "revenue: \(try firm.query("payments", "revenue", by: "channel", asOf: day))",
      ]
    }
    let before = try all("2026-03-07")
    try firm.takeIn(
      "leads", "id,created_at,channel,campaign,temperature\nl,2026-03-08,fair,May,warm")
    #expect(try all("2026-03-07") == before)
    // Until the lead comes, both deals count as leads of no channel.
    #expect(
      before == [
        "none 2 1 500", "deals by channel: none 2", "by campaign: none 2", "by temperature: none 2",
        "calls: none 1", "revenue: none 500",
      ])
    // Then the lead counts with the earlier deal; the further one keeps its channel and campaign.
    #expect(
      try all("2026-03-08") == [
        "Fair 2 1 500", "deals by channel: Fair 2", "by campaign: May 2",
        "by temperature: warm 1, none 1", "calls: Fair 1", "revenue: Fair 500",
      ])
  }

  @Test func `a deal of two leads counts once, also before the one it names comes`() throws {
    let firm = try SmallFirm()
    try firm.takeIn(
      "leads",
      "id,created_at,channel,deal\nl1,2026-03-02 10:00,Site,d\nl2,2026-03-20 10:00,Fair,d")
    try firm.takeIn("deals", "id,created_at,lead,channel\nd,2026-03-03 10:00,l2,Own")
    try firm.takeIn("payments", "id,deal,received_on,received_amount\np,d,2026-03-05,70")
    func channels(_ asOf: String) throws -> [String] {
      let march = [("from", "2026-03-01"), ("to", "2026-03-31"), ("as_of", asOf)]
      return try firm.rows("channels", march).map {
        "\($0["channel"] ?? "") \($0["leads"] ?? "") \($0["revenue"] ?? "")"
      }
    }
    // Until the second lead comes the deal and its money are the first one's.
    #expect(try channels("2026-03-10") == ["Site 1 70"])
    #expect(try channels("2026-03-25") == ["Fair 1 70", "Site 1 0"])
  }

  @Test func `money counts as a client's first once the deal by which it is his is there`() throws {
    let firm = try SmallFirm()
    try firm.takeIn(
      "deals", "id,created_at,client\nd1,2026-03-20 10:00,c\nd2,2026-03-25 10:00,c")
    try firm.takeIn(
      "payments",
      "id,deal,client,received_on,received_amount\np1,d1,,2026-03-06,70\np2,d2,,2026-03-03,70")
    try firm.takeIn(
      "calls",
      "id,started_at,client,duration_s\n1,2026-03-05 09:00,c,30\n2,2026-03-09 09:00,c,30")
    func calls(_ asOf: String) throws -> [String] {
      let march = [("from", "2026-03-01"), ("to", "2026-03-31"), ("as_of", asOf)]
      return try firm.rows("call-structure", march).map {
        "\($0["potential"] ?? "") \($0["calls"] ?? "")"
      }
    }
    #expect(try calls("2026-03-19") == ["new 2"])
    #expect(try calls("2026-03-21") == ["new 1", "current 1"])
    #expect(try calls("2026-03-26") == ["current 2"])
    try firm.takeIn("payments", "id,client,received_on,received_amount\np3,c,2026-03-04,5")
    #expect(try calls("2026-03-19") == ["current 2"])
  }

  @Test func `a comparison moves the moment back as far as the period`() throws {
    let report = try firm().report(
      "talk-time",
      [
        ("from", "2026-03-05"), ("to", "2026-03-06"), ("as_of", "2026-03-06"),
        ("compare", "previous"),
      ])
    let compared = try #require(report["compare"] as? [String: Any])
    #expect(compared["from"] as? String == "2026-03-03")
    #expect(compared["to"] as? String == "2026-03-04")
    #expect((compared["as_of"] as? String)?.hasPrefix("2026-03-04T23:59:59") == true)
    let rows = try #require(report["rows"] as? [[String: Any]])
    #expect((rows[0]["compare"] as? [String: Any])?["calls"] as? Int == 2)
  }

  @Test func `a call that moves to another lead leaves the touches of the first`() throws {
    let firm = try SmallFirm()
    try firm.takeIn("leads", "id,created_at,temperature\nl1,2026-03-01,hot\nl2,2026-03-01,cold")
    try firm.takeIn(
      "deals",
      """
      id,created_at,closed_at,lead,outcome
      d1,2026-03-02,2026-03-20,l1,won
      d2,2026-03-02,2026-03-20,l2,won
      """)
    let head = "id,started_at,duration_s,lead\n"
    try firm.takeIn("calls", head + "1,2026-03-05,60,l1\n2,2026-03-06,60,l1")
    func touches() throws -> [Double?] {
      try firm.rows("temperature", [("from", "2026-03-01"), ("to", "2026-03-31")])
        .filter { $0["leads"] as? Int != 0 }.map { $0["touches"] as? Double }
    }
    #expect(try touches() == [2, 0])
    try firm.takeIn("calls", head + "2,2026-03-06,60,l2")
    #expect(try touches() == [1, 1])
  }

  @Test func `an amount that changes holds from the change on`() throws {
    let firm = try SmallFirm()
    try firm.takeIn("employees", "id,name\na,Anna\nb,Boris")
    let head = "id,created_at,manager,amount,temperature\n"
    try firm.takeIn("deals", head + "d,2026-03-01,a,100,hot", at: 1_772_700_000)
    try firm.takeIn("deals", head + "d,2026-03-01,b,300,hot", at: 1_773_700_000)
    func hot(_ moment: String) throws -> String {
      let rows = try firm.rows("managers", [("as_of", moment)])
      return rows.map { "\($0["manager_id"] ?? "") \($0["money_hot"] ?? "")" }.joined()
    }
    #expect(try hot("2026-03-15") == "a 100")
    #expect(try hot("2026-03-20") == "b 300")
  }
}

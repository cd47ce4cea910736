import App
import Domain
import Reports
import Testing

/// Rows whose cells are each right and do not suit each other, or hold what nothing has.
@Suite struct RowRuleTests {
  @Test(arguments: [
    ("rates", "date,currency,rate\n2026-03-01,USD,0", "row.positive", "rate"),
    ("rates", "date,currency,rate\n2026-03-01,USD,-90", "row.positive", "rate"),
    ("rates", "date,currency,rate\n2026-03-01,RUB,1", "row.base_rate", "currency"),
    (
      "plans", "metric,scope,who,period,from,value\ncalls_out,manager,m1,month,2026-05-15,9",
      "row.period_start", "from"
    ),
    (
      "plans", "metric,scope,who,period,from,value\ncalls_out,manager,m1,week,2026-05-05,9",
      "row.period_start", "from"
    ),
    ("plans", "metric,period,from,value\ncalls_out,day,2026-05-05,9", "row.who_missing", "who"),
    (
      "plans", "metric,scope,who,period,from,value\ncalls_out,company,m1,day,2026-05-05,9",
      "row.who_needless", "who"
    ),
    (
      "plans", "metric,who,period,from,value\ncalls_out,m1,day,2026-05-05,-9", "row.negative",
      "value"
    ),
    ("stages", "pipeline,stage,order,norm_conversion\nP,A,1,50", "row.share", "norm_conversion"),
    ("stages", "pipeline,stage,order,norm_days\nP,A,1,-3", "row.negative", "norm_days"),
    (
      "worktime", "manager,start,end\nm1,2026-03-02T18:00,2026-03-02T09:00", "row.ends_before",
      "end"
    ),
    (
      "payments", "id,received_on,received_amount\np1,2026-03-02,4276550012345678", "row.amount",
      "received_amount"
    ),
    ("calls", "id,started_at,duration_s\nc1,2026-03-02,100000000000001", "row.large", "duration_s"),
    (
      "calls", "id,started_at,duration_s\nc1,2026-03-02,-100000000000001", "row.count", "duration_s"
    ),
    ("calls", "id,started_at,duration_s\nc1,2026-03-02,1.5", "row.count", "duration_s"),
    (
      "payments", "id,received_on,received_amount\np1,2026-03-02,4 276 550 012 345 678 901",
      "row.large",
      "received_amount"
    ),
    (
      "payments", "id,received_on,received_amount\np1,2026-03-02,42.765.500.12345678901",
      "row.number",
      "received_amount"
    ),
  ])
  func `a row that makes no sense is refused with its column`(
    kind: String, text: String, key: String, column: String
  ) throws {
    let office = try Office()
    let result = try office.takeIn(kind, text)
    #expect(!result.isKept)
    #expect(result.errors.map(\.reason.key) == [key])
    #expect(result.errors.first?.column == column)
    #expect(result.errors.first?.line == 2)
  }

  @Test func `plans of every owner are taken in`() throws {
    let office = try Office()
    let rows = [
      "payments_sum,manager,m1,month,2026-03-01,10", "payments_sum,team,North,month,2026-03-01,40",
      "payments_sum,company,,month,2026-03-01,70",
    ]
    let text = "metric,scope,who,period,from,value\n" + rows.joined(separator: "\n")
    #expect(try office.tally("plans", text) == [3, 0, 0, 0])
    try office.takeIn("employees", "id,name\nm1,Ann")
    let first = try #require(Day(year: 2026, month: 3, day: 1))
    let metric = try #require(RecordKind.metrics.firstIndex(of: "payments_sum"))
    #expect(try office.planerka.facts().plans.total(of: metric, .month, from: first) == 70)
  }

  @Test func `a duplicate is named as it is written`() throws {
    let office = try Office()
    let result = try office.takeIn("holidays", "date,working\n2026-05-01,no\n2026-05-01,no")
    #expect(result.errors.map(\.value) == ["2026-05-01"])
    let times = try office.takeIn(
      "worktime",
      "manager,start,end\nm1,2026-03-02T09:00Z,2026-03-02T18:00Z\nm1,2026-03-02T09:00Z,2026-03-02T19:00Z"
    )
    #expect(times.errors.map(\.value) == ["m1 · 2026-03-02T12:00:00+03:00"])
  }

  @Test func `two records of one id are listed with their sources and names`() throws {
    let office = try Office()
    try office.takeIn("employees", "id,name\n1,Ann", source: "a")
    try office.takeIn("employees", "id,name\n1,Bob", source: "b")
    let result = try office.takeIn("calls", "id,started_at,duration_s,manager\nc1,2026-03-02,1,1")
    #expect(result.errors.map(\.reason.key) == ["row.ambiguous"])
    #expect(result.errors.first?.reason.arguments["found"] == "a:1 (Ann), b:1 (Bob)")
  }

  @Test func `a column without a name may be empty, and is told when it is not`() throws {
    let office = try Office()
    #expect(try office.tally("channels", "id,name,,\nc1,Site,,\n") == [1, 0, 0, 0])
    let result = try office.takeIn("channels", "id,name,\nc2,Fair,x\n")
    #expect(result.errors.map(\.reason.key) == ["row.unnamed"])
    #expect(result.errors.first?.reason.arguments["place"] == "3")
  }

  @Test(arguments: [
    (
      "{\"id\": \"A\", \"created_at\": {\"column\": \"D\", \"format\": \"d.M.yyyy\"}}",
      "row.date_format"
    ),
    ("{\"id\": \"A\", \"created_at\": {\"column\": \"E\", \"default\": \"soon\"}}", "row.date"),
    (
      "{\"id\": \"A\", \"created_at\": {\"column\": \"E\", \"format\": \"d.M.yyyy\", \"default\": \"soon\"}}",
      "row.date"
    ),
  ])
  func `a cell that a mapping reads is told as the mapping wants it`(map: String, key: String)
    throws
  {
    let office = try Office()
    let result = try office.takeIn("leads", "A,D,E\nl1,2026-03-14,\n", map: map)
    #expect(result.errors.map(\.reason.key) == [key])
    #expect(result.errors.first?.value == (key == "row.date" ? "soon" : "2026-03-14"))
  }

  @Test func `letters of other alphabets stand for themselves in a format`() throws {
    let office = try Office()
    let map =
      "{\"id\": \"A\", \"created_at\": {\"column\": \"D\", \"format\": \"dd.MM.yyyy г.\"}}"
    #expect(try office.takeIn("leads", "A,D\nl1,14.03.2026 г.\n", map: map).tally.created == 1)
  }

  @Test(arguments: [
    (
      "{\"id\": \"A\", \"created_at\": {\"column\": \"D\", \"format\": \"hh:mm a\"}}",
      "mapping.format"
    ),
    (
      "{\"id\": \"A\", \"created_at\": {\"column\": \"D\", \"format\": \"yyyy\"}}", "mapping.format"
    ),
    (
      "{\"id\": \"A\", \"created_at\": {\"constant\": \"1\", \"format\": \"d.M.yyyy\"}}",
      "mapping.needless"
    ),
  ])
  func `a mapping that means nothing is refused as a whole`(map: String, key: String) throws {
    let office = try Office()
    let fault = #expect(throws: PlainFault.self) {
      _ = try office.takeIn("leads", "A,D\nl1,2026-03-14\n", map: map)
    }
    #expect(fault?.message.key == key)
  }

  @Test func `what a mapping says is trimmed and in form NFC like what a file says`() throws {
    let office = try Office()
    try office.takeIn("channels", "id,name\n\u{439},Site")
    let map =
      "{\"id\": \"A\", \"created_at\": {\"constant\": \" 2026-03-14 \"}, \"channel\": {\"constant\": \"\u{438}\u{306}\"}}"
    let result = try office.takeIn("leads", "A\nl1\n", map: map)
    #expect(result.errors.isEmpty)
    #expect(result.tally.references.isEmpty)
  }
}

/// Money in other currencies.
@Suite struct RateTests {
  /// The revenue of a payment of one unit at a rate.
  private func revenue(_ rate: String, _ amount: String) throws -> Figure? {
    let office = try Office()
    try office.takeIn("rates", "date,currency,rate\n2026-03-01,USD,\(rate)")
    try office.takeIn(
      "payments", "id,received_on,received_amount,currency\np1,2026-03-02,\(amount),USD")
    let report = try office.planerka.report(
      .init(
        id: "managers",
        parameters: [(name: "from", value: "2026-03-01"), (name: "to", value: "2026-03-31")]),
      now: Moment(seconds: 1_800_000_000))
    return report.place(of: "revenue").flatMap { report.rows.first?.figures[$0] }
  }

  @Test(arguments: [
    ("1.005", "1", 101), ("0.285", "1", 29), ("0.00001", "1000", 1), ("90.1234", "0.01", 90),
    ("1.005", "-1", -101),
  ])
  func `are converted exactly, half a kopeck away from zero`(
    rate: String, amount: String, minor: Int
  ) throws {
    #expect(try revenue(rate, amount) == .money(minor, digits: 2))
  }

  /// A sum over the first half of 2026.
  private func sum(_ office: Office, _ subject: String, _ measure: String) throws -> Figure? {
    let parameters = [
      ("subject", subject), ("measures", measure), ("from", "2026-01-01"), ("to", "2026-06-30"),
    ]
    return try office.planerka.query(
      .init(id: "query", parameters: parameters.map { (name: $0.0, value: $0.1) }),
      now: Moment(seconds: 1_800_000_000)
    ).rows.first?.figures.first
  }

  @Test func `are valued anew when a file brings another day or currency alone`() throws {
    let office = try Office()
    try office.takeIn(
      "rates",
      "date,currency,rate\n2026-01-01,USD,100\n2026-02-01,USD,200\n2026-01-01,EUR,300")
    try office.takeIn(
      "payments", "id,received_on,received_amount,currency\np1,2026-01-10,100,USD")
    #expect(try sum(office, "payments", "revenue") == .money(1_000_000, digits: 2))
    for (file, worth) in [
      ("id,received_on\np1,2026-02-03", 2_000_000), ("id,currency\np1,EUR", 3_000_000),
      ("id,currency\np1,RUB", 10_000),
    ] {
      #expect(try office.tally("payments", file) == [0, 1, 0, 0])
      #expect(try sum(office, "payments", "revenue") == .money(worth, digits: 2), "\(file)")
    }
  }

  @Test func `a currency of other minor units comes with its amounts`() throws {
    let office = try Office()
    try office.takeIn("rates", "date,currency,rate\n2026-01-01,USD,100\n2026-01-01,JPY,0.5")
    try office.takeIn(
      "payments", "id,received_on,received_amount,currency\np1,2026-01-10,100,USD")
    let alone = try office.takeIn("payments", "id,currency\np1,JPY")
    #expect(alone.errors.map(\.reason.key) == ["row.currency_alone"])
    #expect(alone.errors.first?.reason.arguments["columns"] == "planned_amount, received_amount")
    #expect(try sum(office, "payments", "revenue") == .money(1_000_000, digits: 2))
    let whole = "id,planned_amount,received_amount,currency\np1,,100,JPY"
    #expect(try office.tally("payments", whole) == [0, 1, 0, 0])
    #expect(try sum(office, "payments", "revenue") == .money(5_000, digits: 2))
  }

  @Test func `a deal's amount of before it was changed is valued by the rates of now`() throws {
    let office = try Office()
    try office.takeIn("rates", "date,currency,rate\n2026-01-01,USD,100")
    let deals = "id,created_at,amount,currency\nd,2026-01-10,"
    try office.takeIn("deals", deals + "100,USD", at: Moment(seconds: 1_768_500_000))
    try office.takeIn("deals", deals + "300,USD", at: Moment(seconds: 1_769_500_000))
    try office.takeIn("rates", "date,currency,rate\n2026-01-05,USD,110")
    let parameters = [
      ("subject", "deals"), ("measures", "amount"), ("from", "2026-01-01"), ("to", "2026-01-31"),
      ("as_of", "2026-01-20"),
    ]
    let amount = try office.planerka.query(
      .init(id: "query", parameters: parameters.map { (name: $0.0, value: $0.1) }),
      now: Moment(seconds: 1_800_000_000)
    ).rows.first?.figures.first
    #expect(amount == .money(1_100_000, digits: 2))
  }

  @Test func `a rate that amounts are left without stays`() throws {
    let office = try Office()
    let rates = try office.takeIn("rates", "date,currency,rate\n2026-01-01,USD,90")
    try office.takeIn(
      "payments", "id,received_on,received_amount,currency\np1,2026-02-01,10,USD\np2,,3,USD")
    let now = Moment(seconds: 1_800_000_000)
    func undo() throws {
      _ = try office.planerka.undo(
        import: try #require(rates.importID), by: .commandLine, now: now)
    }
    let refusal = try #require(throws: UndoRefusal.self) { try undo() }
    #expect(refusal.blockers.map(\.id) == ["p1", "p2"])
    // With an earlier rate they are worth something again, with a later one the undated alone is.
    try office.takeIn("rates", "date,currency,rate\n2026-03-01,USD,80")
    #expect(throws: UndoRefusal.self) { try undo() }
    try office.takeIn("rates", "date,currency,rate\n2025-12-01,USD,70")
    try undo()
    #expect(try sum(office, "payments", "revenue") == .money(70_000, digits: 2))
  }

  @Test func `an undone import leaves amounts at the rates of now`() throws {
    let office = try Office()
    let rates = "date,currency,rate\n2026-03-01,USD,"
    let deals = "id,created_at,amount,currency\nd1,2026-03-05,"
    try office.takeIn("rates", rates + "90")
    try office.takeIn("deals", deals + "100,USD")
    let second = try office.takeIn("deals", deals + "200,USD")
    try office.takeIn("rates", rates + "100")
    #expect(try sum(office, "deals", "amount") == .money(2_000_000, digits: 2))
    _ = try office.planerka.undo(
      import: try #require(second.importID), by: .commandLine,
      now: Moment(seconds: 1_800_000_000))
    #expect(try sum(office, "deals", "amount") == .money(1_000_000, digits: 2))
    #expect(try office.tally("deals", deals + "100,USD") == [0, 0, 1, 0])
  }

  @Test func `are valued anew when a rate is corrected or days change`() throws {
    let office = try Office()
    try office.planerka.settle(["time_zone": "UTC"], by: .commandLine, now: Moment(seconds: 0))
    let rates = "date,currency,rate\n2026-03-01,USD,80\n2026-03-02,USD,"
    try office.takeIn("rates", rates + "90")
    let deals =
      "id,created_at,closed_at,amount,currency,outcome\n"
      + "d1,2026-03-01T23:30:00Z,2026-03-05T10:00:00Z,100,USD,won\nd2,2026-03-02T10:00:00Z,2026-03-05T10:00:00Z,1,USD,won"
    try office.takeIn("deals", deals)
    try office.takeIn(
      "payments", "id,received_on,received_amount,currency\np1,2026-03-02,10,USD\np2,2026-03-02,7,")
    try office.takeIn("ad_spend", "date,channel,cost,currency\n2026-03-02,w,2,USD")
    func sums() throws -> [Figure] {
      try [("deals", "amount"), ("payments", "revenue"), ("ad_spend", "spend")].map {
        subject, measure in
        let report = try office.planerka.query(
          .init(
            id: "query",
            parameters: [
              (name: "subject", value: subject), (name: "measures", value: measure),
              (name: "from", value: "2026-03-01"), (name: "to", value: "2026-03-31"),
            ]), now: Moment(seconds: 1_800_000_000))
        return report.rows.first?.figures.first ?? .none
      }
    }
    func money(_ units: [Int]) -> [Figure] { units.map { .money($0 * 100, digits: 2) } }
    #expect(try sums() == money([8_090, 907, 180]))
    try office.takeIn("rates", rates + "95")
    #expect(try sums() == money([8_095, 957, 190]))
    #expect(try office.tally("deals", deals) == [0, 0, 2, 0])
    // In Moscow the first deal was opened on the 2nd.
    try office.planerka.set(
      "time_zone", to: "Europe/Moscow", by: .commandLine, now: Moment(seconds: 0))
    #expect(try sums() == money([9_595, 957, 190]))
    #expect(try office.tally("deals", deals) == [0, 0, 2, 0])
  }
}

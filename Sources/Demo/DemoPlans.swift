import Domain

/// The plans: monthly ones of money and sales, weekly ones of effort.
struct DemoPlans {
  private enum Scope: Int {
    case manager = 1
    case team
    case company
  }
  private static let week = 2
  private static let month = 3

  private let firm: DemoFirm
  /// Money received and deals won, by seller and month.
  private let money: [[Int]]
  private var won: [[Int]]
  private var written = 0

  init(_ firm: DemoFirm, money: [[Int]]) {
    self.firm = firm
    self.money = money
    won = money.map { $0.map { _ in 0 } }
    for deal in firm.deals where deal.outcome == .won {
      let month = firm.calendar.month(of: firm.calendar.place(of: Int(deal.closed)))
      won[Int(deal.manager)][month] += 1
    }
  }

  /// Writes the plans; `efforts` are what an average seller does in a working day, by metric.
  mutating func write(
    efforts: [(metric: String, aDay: Double)], to sink: inout some DemoSink
  ) throws -> Int {
    try sink.begin("plans", "metric scope who period from value")
    let calendar = firm.calendar
    var day = calendar.day(calendar.opening).firstOfMonth.number - calendar.first.number
    while day <= calendar.today {
      try writeMonth(day, "payments_sum", money, step: 10_000, to: &sink)
      try writeMonth(day, "deals_won", won, step: 1, to: &sink)
      let (year, month, _) = calendar.day(day).civil
      day += Day.length(ofMonth: month, year: year)
    }
    var monday = calendar.day(calendar.opening).monday.number - calendar.first.number
    while monday <= calendar.today {
      try writeWeek(monday, efforts, to: &sink)
      monday += 7
    }
    return written
  }

  /// A month's plan of every seller, the teams and the company.
  ///
  /// Two thirds of the sellers have one that suits them, the others too much of it.
  private mutating func writeMonth(
    _ first: Int, _ metric: String, _ facts: [[Int]], step: Int, to sink: inout some DemoSink
  ) throws {
    let month = firm.calendar.month(of: first)
    var teams = [Int](repeating: 0, count: DemoSeller.teams(firm.sellers.count))
    for seller in firm.sellers.indices {
      guard let pace = pace(of: facts[seller], seller, month) else { continue }
      var chance = SplitMix64(firm.seed, .plan, UInt64(month) << 32 | UInt64(seller))
      let behind = firm.sellers[seller].isBehind
      let part = behind ? 0.6 + 0.16 * chance.unit() : 0.94 + 0.16 * chance.unit()
      let plan = max(Int(pace / part / Double(step) + 0.5), 1) * step
      teams[firm.sellers[seller].team] += plan
      let id = DemoID.seller(seller)
      try row(metric, .manager, id, DemoPlans.month, first, plan, to: &sink)
    }
    for (team, plan) in teams.enumerated() where plan > 0 {
      try row(metric, .team, firm.words.teams[team], DemoPlans.month, first, plan, to: &sink)
    }
    try row(metric, .company, nil, DemoPlans.month, first, teams.reduce(0, +), to: &sink)
  }

  /// What a seller brings in a whole month as this one: mostly the month's own fact, and the
  /// average of all; nil when the seller is not there.
  private func pace(of facts: [Int], _ seller: Int, _ month: Int) -> Double? {
    var sum = 0.0
    var count = 0.0
    for other in firm.calendar.month(of: firm.calendar.opening)..<facts.count {
      let share = share(seller, other)
      guard share > 0.25 else { continue }
      sum += Double(facts[other]) / share
      count += 1
    }
    let present = share(seller, month)
    guard month < facts.count, share(seller, month, whole: true) > 0, count > 0
    else { return nil }
    guard present > 0.15 else { return sum / count }
    return Double(facts[month]) / present * 0.7 + sum / count * 0.3
  }

  /// The share of a month's working days a seller was there, up to today or in the `whole` of it.
  private func share(_ seller: Int, _ month: Int, whole: Bool = false) -> Double {
    let calendar = firm.calendar
    var all = 0
    var there = 0
    for day in calendar.opening - 31...calendar.today + 31
    where calendar.month(of: day) == month && calendar.isWorking(day) {
      all += 1
      let isPast = calendar.opening <= day && day <= calendar.today
      if firm.sellers[seller].works(day), whole || isPast { there += 1 }
    }
    return all > 0 ? Double(there) / Double(all) : 0
  }

  /// A week's efforts, growing step by step over the demo's time.
  private mutating func writeWeek(
    _ monday: Int, _ efforts: [(metric: String, aDay: Double)], to sink: inout some DemoSink
  ) throws {
    let calendar = firm.calendar
    let days = (0..<7).filter { calendar.isWorking(monday + $0) }.map { monday + $0 }
    let whole = Double(calendar.today - calendar.opening + 1)
    let ramp = 0.94 + 0.08 * Double(monday - calendar.opening) / whole
    for seller in firm.sellers.indices {
      let there = days.filter { firm.sellers[seller].works($0) }.count
      guard there > 0 else { continue }
      for (metric, aDay) in efforts {
        let step = aDay > 1_000 ? 600 : aDay > 100 ? 10 : 1
        let plan = max(Int(aDay * ramp * Double(there) / Double(step) + 0.5), 1) * step
        try row(metric, .manager, DemoID.seller(seller), DemoPlans.week, monday, plan, to: &sink)
      }
    }
  }

  private mutating func row(
    _ metric: String, _ scope: Scope, _ who: String?, _ period: Int, _ from: Int, _ value: Int,
    to sink: inout some DemoSink
  ) throws {
    guard let place = RecordKind.metrics.firstIndex(of: metric) else {
      preconditionFailure("no metric \(metric)")
    }
    try sink.row([
      .integer(place + 1), .integer(scope.rawValue), who.map { .text($0) } ?? .none,
      .integer(period), firm.calendar.date(from), .units(value),
    ])
    written += 1
  }
}

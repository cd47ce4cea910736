import Domain

/// The whole firm in compact form: who sells what, and of every lead and deal just so much that
/// its life can be told again.
struct DemoFirm: Sendable {
  let seed: UInt64
  let words: DemoWords
  let calendar: DemoCalendar
  let sellers: [DemoSeller]
  /// How many leads come on each day from the opening on.
  let leadsOfDay: [Int]
  /// How many clients the firm had before its records begin; they are numbered first.
  let oldClients: Int
  private(set) var leads: [DemoLead] = []
  private(set) var deals: [DemoDeal] = []

  init(managers: Int, months: Int, seed: UInt64, calendar: DemoCalendar, words: DemoWords) {
    self.seed = seed
    self.words = words
    self.calendar = calendar
    sellers = .init(
      DemoSeller.department(managers, seed: seed, calendar: calendar, words: words))
    leadsOfDay = DemoFirm.spread(managers * months * 2_500 / 3, over: calendar)
    oldClients = managers * 60
    gatherLeads()
    gatherOldClients()
    // Why: the order of creation is the order of ids, and the key settles equal moments.
    deals.sort { ($0.created, $0.key) < ($1.created, $1.key) }
  }

  /// Shares leads among days by demand, exactly.
  private static func spread(_ leads: Int, over calendar: DemoCalendar) -> [Int] {
    var demand = (calendar.opening...calendar.today).map { calendar.demand($0) }
    demand[demand.count - 1] *= DemoHours.leads.part(
      before: calendar.now - calendar.time(calendar.today, 0))
    let whole = demand.reduce(0, +)
    var sum = 0.0
    var given = 0
    return demand.map { part in
      sum += part
      let upTo = Int(Double(leads) * min(sum / whole, 1) + 0.5)
      defer { given = upTo }
      return upTo - given
    }
  }

  private mutating func gatherLeads() {
    let count = leadsOfDay.reduce(0, +)
    leads.reserveCapacity(count)
    deals.reserveCapacity(count * 3 / 10)
    var moves: [DemoMove] = []
    for (day, count) in leadsOfDay.enumerated() {
      let place = calendar.opening + day
      let midnight = calendar.time(place, 0)
      let past = place == calendar.today ? DemoHours.leads.part(before: calendar.now - midnight) : 1
      for ordinal in 0..<count {
        let index = leads.count
        var chance = SplitMix64(seed, .leadMoment, UInt64(index))
        let part = (Double(ordinal) + chance.unit()) / Double(count) * past
        let second = midnight + DemoHours.leads.second(at: part)
        let life = life(of: index, created: min(second, calendar.now))
        let client = leadClient(index, &chance)
        leads.append(DemoLead(life, client: client, now: calendar.now))
        guard life.dealAt <= calendar.now else { continue }
        let deal = deal(of: life, lead: index, client: client, &moves)
        deals.append(deal)
        if deal.outcome == .won, client >= 0 { gatherRepeats(of: deal, &moves) }
      }
    }
  }

  /// Mostly a client of its own; now and then an earlier lead's, or nobody known.
  private func leadClient(_ lead: Int, _ chance: inout SplitMix64) -> Int {
    let kind = chance.unit()
    if kind < 0.02 { return -1 }
    guard kind < 0.07, lead > 0 else { return oldClients + lead }
    let other = lead - 1 - chance.below(min(lead, 4_000))
    let client = Int(leads[other].client)
    return client == oldClients + other ? client : oldClients + lead
  }

  /// The first purchases of those who were clients before the records begin.
  private mutating func gatherOldClients() {
    var moves: [DemoMove] = []
    for client in 0..<oldClients {
      var chance = SplitMix64(seed, .deal, UInt64(client) | 1 << 62)
      let created = calendar.time(
        calendar.opening - 20 - chance.below(150), DemoCalendar.opens + chance.below(28_000))
      var deal = DemoDeal(
        key: UInt64(client) | 1 << 62, created: calendar.workingTime(from: created, &chance),
        client: client, seller: oldSeller(of: client))
      deal.product = UInt8(wish(at: created, again: false, &chance))
      deal.cycle = Int32((1 + chance.below(9)) * 86_400)
      deal.isWinner = true
      deal.temperature = .hot
      settle(&deal, &moves)
      deals.append(deal)
      gatherRepeats(of: deal, &moves)
    }
  }

  /// The later purchases of a client with a habit, one usual interval after another.
  private mutating func gatherRepeats(of first: DemoDeal, _ moves: inout [DemoMove]) {
    let client = Int(first.client)
    var chance = SplitMix64(seed, .chain, first.key)
    guard client < oldClients || chance.chance(0.08) else { return }
    let interval = Double(chance.within(16...75)) * 86_400
    let habit = wish(at: Int(first.created), again: true, &chance)
    var last = Int(first.closed)
    for ordinal in 1...60 {
      let wait = interval * (0.8 + chance.unit() * 0.4)
      let created = calendar.workingTime(
        from: last + Int(wait) + chance.below(30_000), &chance)
      guard created <= calendar.now else { return }
      var deal = DemoDeal(
        key: SplitMix64.mixed(first.key &* 64 &+ UInt64(ordinal)) | 1 << 63, created: created,
        client: client, seller: owner(Int(first.seller), at: created))
      deal.isRepeat = true
      deal.product = UInt8(chance.chance(0.7) ? habit : wish(at: created, again: true, &chance))
      deal.isWinner = chance.chance(0.66 + 0.14 * sellers[Int(deal.seller)].skill)
      deal.cycle = Int32(86_400 * 3 * chance.factor(1))
      deal.temperature = [.hot, .hot, .warm, .warm, .cold][chance.below(5)]
      settle(&deal, &moves)
      deals.append(deal)
      guard deal.outcome == .won || chance.chance(0.7), chance.chance(0.96) else { return }
      last = min(Int(deal.closed), created + 40 * 86_400)
    }
  }
}

/// How a day's events lie over its hours.
struct DemoHours: Sendable {
  private let sums: [Double]

  init(_ weights: [Double]) {
    var sums = [0.0]
    for weight in weights { sums.append((sums.last ?? 0) + weight) }
    self.sums = sums
  }

  static let leads = DemoHours([
    0.3, 0.2, 0.1, 0.1, 0.1, 0.2, 0.5, 1.2, 3, 6, 8.5, 9, 8, 6.5, 7.5, 8, 7.5, 7, 6, 5, 4.5, 3.5,
    2, 0.8,
  ])

  /// The part of the day's events before a second of it.
  func part(before second: Int) -> Double {
    let second = min(max(second, 0), 86_399)
    let hour = second / 3_600
    let within = sums[hour] + (sums[hour + 1] - sums[hour]) * Double(second % 3_600) / 3_600
    return within / sums[24]
  }

  /// The second of the day before which a part of its events lies.
  func second(at part: Double) -> Int {
    let wanted = part * sums[24]
    var hour = 0
    while hour < 23, sums[hour + 1] <= wanted { hour += 1 }
    let within = (wanted - sums[hour]) / (sums[hour + 1] - sums[hour])
    return hour * 3_600 + min(max(Int(within * 3_600), 0), 3_599)
  }
}

import Domain

/// The telephone of the department: every seller's day of dialling, one call after another.
struct DemoCalls {
  private let firm: DemoFirm
  private var leads: DemoShelf
  private var deals: DemoShelf
  /// First answers by telephone: seller (10 bits), second (28) and lead (26), ascending.
  private let answers: [UInt64]
  /// The next first answer of each seller.
  private var nextAnswer: [Int]
  private var cells = [Cell](repeating: .none, count: 10)
  private var written = 0
  private(set) var out = 0
  private(set) var talk = 0
  private(set) var sellerDays = 0

  /// Whom a call is about.
  private struct Party {
    var client = -1
    var lead = -1
    var deal = -1
    /// Whose number it is when nobody knows.
    var stranger = 0
  }

  init(_ firm: DemoFirm) {
    self.firm = firm
    let count = firm.sellers.count
    leads = DemoShelf(sellers: count, count: firm.leads.count) { Int(firm.leads[$0].seller) }
    deals = DemoShelf(sellers: count, count: firm.deals.count) { Int(firm.deals[$0].manager) }
    var answers: [UInt64] = []
    for (place, lead) in firm.leads.enumerated()
    where lead.isCalled && lead.response <= firm.calendar.now {
      answers.append(UInt64(lead.seller) << 54 | UInt64(lead.response) << 26 | UInt64(place))
    }
    answers.sort()
    var next = [Int](repeating: answers.count, count: count)
    for place in answers.indices.reversed() { next[Int(answers[place] >> 54)] = place }
    self.answers = answers
    nextAnswer = next
  }

  mutating func write(to sink: inout some DemoSink, pace: (Int) -> Void) throws {
    try sink.begin(
      "calls", "id started_at direction manager client phone lead deal duration_s answered")
    let calendar = firm.calendar
    for day in calendar.opening...calendar.today {
      let before = written
      for seller in firm.sellers.indices where firm.sellers[seller].works(day) {
        try writeDay(seller, day, to: &sink)
      }
      pace(written - before)
    }
  }

  private mutating func writeDay(_ seller: Int, _ day: Int, to sink: inout some DemoSink) throws {
    let calendar = firm.calendar
    let midnight = calendar.time(day, 0)
    var chance = SplitMix64(firm.seed, .call, UInt64(day) << 32 | UInt64(seller))
    leads.slide(seller, from: midnight - 12 * 86_400, to: midnight + 86_400) { [firm] in
      Int(firm.leads[$0].created)
    }
    deals.slide(seller, from: midnight - 45 * 86_400, to: midnight + 86_400) { [firm] in
      Int(firm.deals[$0].created)
    }
    let isWorking = calendar.isWorking(day)
    guard isWorking || chance.chance(0.05) else { return }
    let opens = isWorking ? DemoCalendar.opens : 11 * 3_600
    let closes = isWorking ? DemoCalendar.closes - chance.below(900) : 13 * 3_600
    let end = min(midnight + closes, calendar.now)
    let pause = pause(of: firm.sellers[seller], &chance) * (isWorking ? 1 : 8)
    if isWorking { sellerDays += 1 }
    var at = midnight + opens + 60 + chance.below(840)
    cells[3] = .text(DemoID.seller(seller))
    while true {
      let forced = nextAnswer(seller, by: midnight + 86_400)
      if let forced, forced.at <= at || at >= end {
        nextAnswer[seller] += 1
        let lead = Party(client: Int(firm.leads[forced.lead].client), lead: forced.lead)
        let limit = nextAnswer(seller, by: midnight + 86_400)?.at ?? calendar.now
        at = max(
          at,
          try call(
            seller, at: forced.at, until: min(limit, calendar.now), lead, isIn: false,
            answered: 0.52, &chance, to: &sink))
      } else if at >= end {
        return
      } else {
        let isIn = chance.chance(0.09)
        let party = party(seller, at, &chance)
        at = try call(
          seller, at: at, until: min(forced?.at ?? calendar.now, calendar.now), party, isIn: isIn,
          answered: isIn ? 0.86 : 0.215, &chance, to: &sink)
      }
      let hour = (at - midnight) / 3_600
      at += 9 + Int(pause * DemoCalls.slack(hour) * chance.wait()) + chance.below(14)
    }
  }

  /// How much longer the pauses of an hour are: a slow start, a lunch, a tired end.
  private static func slack(_ hour: Int) -> Double {
    switch hour {
    case ...9: 1.25
    case 10...11, 15...16: 0.85
    case 13: 11
    case 17...: 1.3
    default: 1
    }
  }

  /// The pause between calls that makes a seller's usual day of them.
  private func pause(of seller: DemoSeller, _ chance: inout SplitMix64) -> Double {
    let calls = 350 * seller.diligence * (0.88 + 0.24 * chance.unit())
    let talk = calls * 0.31 * 122 * seller.talk
    return max(4, (28_300 - talk) / calls - 6)
  }

  private func nextAnswer(_ seller: Int, by end: Int) -> (at: Int, lead: Int)? {
    let place = nextAnswer[seller]
    guard place < answers.count, answers[place] >> 54 == UInt64(seller) else { return nil }
    let at = Int(answers[place] >> 26 & 0xFFF_FFFF)
    return at < end ? (at, Int(answers[place] & 0x3FF_FFFF)) : nil
  }

  /// Whom a seller talks to at a second: leads in work, open deals, leads once given up, current
  /// clients, strangers.
  private func party(_ seller: Int, _ at: Int, _ chance: inout SplitMix64) -> Party {
    let kind = chance.unit()
    if kind < 0.62 {
      let isLive = kind < 0.36
      for _ in 0..<5 {
        guard let place = leads.any(seller, &chance) else { break }
        let lead = firm.leads[place]
        guard Int(lead.response) < at, (Int(lead.end) > at) == isLive else { continue }
        return Party(client: Int(lead.client), lead: isLive ? place : -1)
      }
    }
    if kind < 0.38 || (0.62..<0.76).contains(kind) {
      for _ in 0..<5 {
        guard let place = deals.any(seller, &chance) else { break }
        let deal = firm.deals[place]
        if Int(deal.created) < at, Int(deal.closed) > at, isOwner(seller, of: deal, at) {
          return Party(client: Int(deal.client), deal: place)
        }
      }
    }
    if kind < 0.9, let place = deals.anyUpTo(seller, &chance) {
      let deal = firm.deals[place]
      if deal.outcome == .won, Int(deal.closed) < at, isOwner(seller, of: deal, at) {
        return Party(client: Int(deal.client))
      }
    }
    return Party(stranger: chance.below(1_000_000))
  }

  private func isOwner(_ seller: Int, of deal: DemoDeal, _ at: Int) -> Bool {
    deal.seller == seller || firm.owner(Int(deal.seller), at: at) == seller
  }

  /// Writes a call; the answer is when it was over.
  private mutating func call(
    _ seller: Int, at: Int, until limit: Int, _ party: Party, isIn: Bool, answered: Double,
    _ chance: inout SplitMix64, to sink: inout some DemoSink
  ) throws -> Int {
    var length = 0
    if chance.chance(answered) {
      let kind = chance.unit()
      let seconds =
        kind < 0.45
        ? 5 + 24 * chance.wait() : kind < 0.8 ? 60 + 120 * chance.unit() : 181 + 170 * chance.wait()
      length = min(1 + Int(seconds * firm.sellers[seller].talk), max(limit - at - 1, 0))
    }
    let number =
      party.client >= 0
      ? party.client
      : firm.oldClients + firm.leads.count + (party.lead >= 0 ? party.lead : party.stranger)
    cells[0] = .text(DemoID.call(written))
    cells[1] = firm.calendar.moment(at)
    cells[2] = .integer(isIn ? 1 : 2)
    cells[4] = firm.clientID(party.client)
    cells[5] = .text(firm.phone(number))
    cells[6] = party.lead < 0 ? .none : .text(DemoID.lead(party.lead))
    cells[7] = party.deal < 0 ? .none : .text(DemoID.deal(party.deal))
    cells[8] = .integer(length)
    cells[9] = .integer(length > 0 ? 1 : 0)
    try sink.row(cells)
    written += 1
    talk += length
    if !isIn { out += 1 }
    return at + length
  }
}

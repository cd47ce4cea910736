import Domain

/// What sellers do besides calling: meetings, presentations, proposals, chats, letters, visits.
struct DemoActivities {
  private enum Kind: Int {
    case meeting = 1
    case presentation
    case proposal
    case chat
    case email
    case visit
  }

  private enum Status: Int {
    case planned = 1
    case held
    case sent
    case cancelled
  }

  private let firm: DemoFirm
  private var cells = [Cell](repeating: .none, count: 12)
  private var written = 0
  /// How many were done, by the place of the kind.
  private(set) var done = [Int](repeating: 0, count: 7)

  init(_ firm: DemoFirm) { self.firm = firm }

  mutating func write(to sink: inout some DemoSink, pace: (Int) -> Void) throws {
    try sink.begin(
      "activities",
      "id kind at duration_s manager client lead deal place status amount first_reply_s")
    for (place, lead) in firm.leads.enumerated() {
      let before = written
      try writeLead(place, lead, to: &sink)
      pace(written - before)
    }
    var moves: [DemoMove] = []
    for (place, deal) in firm.deals.enumerated() {
      let before = written
      var chance = SplitMix64(firm.seed, .activity, deal.key)
      firm.tellMoves(of: deal, &moves)
      about(deal: place, deal)
      for move in moves {
        cells[4] = .text(DemoID.seller(firm.owner(Int(deal.seller), at: move.at)))
        try writeMove(move, deal, &chance, to: &sink)
      }
      cells[4] = .text(DemoID.seller(Int(deal.manager)))
      if deal.outcome == .open { try writePlanned(deal, &chance, to: &sink) }
      pace(written - before)
    }
  }

  private mutating func writeLead(
    _ place: Int, _ lead: DemoLead, to sink: inout some DemoSink
  ) throws {
    var chance = SplitMix64(firm.seed, .activity, ~UInt64(place))
    let isMailed = chance.chance(0.08)
    guard lead.response <= firm.calendar.now, !lead.isCalled || isMailed else { return }
    cells[4] = .text(DemoID.seller(Int(lead.seller)))
    cells[5] = firm.clientID(Int(lead.client))
    cells[6] = .text(DemoID.lead(place))
    cells[7] = .none
    if !lead.isCalled {
      let waited = Int(lead.response) - Int(lead.created)
      let length = min(
        60 + Int(420 * chance.wait()), firm.calendar.now - Int(lead.created))
      try row(
        .chat, .held, at: Int(lead.created), length: length, .online, reply: waited, to: &sink)
    }
    if isMailed {
      let at = Int(lead.response) + 300 + Int(3_600 * chance.wait())
      if at <= firm.calendar.now { try row(.email, .sent, at: at, .online, to: &sink) }
    }
  }

  private mutating func about(deal place: Int, _ deal: DemoDeal) {
    cells[5] = firm.clientID(Int(deal.client))
    cells[6] = .none
    cells[7] = .text(DemoID.deal(place))
  }

  /// What a deal needed to come to a stage.
  private mutating func writeMove(
    _ move: DemoMove, _ deal: DemoDeal, _ chance: inout SplitMix64, to sink: inout some DemoSink
  ) throws {
    let kind = chance.unit()
    switch (deal.isRepeat, move.to) {
    case (false, 3):
      if chance.chance(0.08) {
        let at = max(Int(deal.created) + 60, move.at - 86_400)
        try row(.meeting, .cancelled, at: at, .office, to: &sink)
      }
      if kind < 0.42 {
        try held(.presentation, 480...1_300, before: move, deal, .online, &chance, to: &sink)
      } else if kind < 0.57 {
        let place: DemoPlace = chance.chance(0.5) ? .office : .offsite
        try held(.meeting, 1_500...3_600, before: move, deal, place, &chance, to: &sink)
      } else if kind < 0.63 {
        try held(.visit, 1_800...5_400, before: move, deal, .offsite, &chance, to: &sink)
      }
    case (false, 4):
      let amount = Int(deal.amount)
      try row(.proposal, .sent, at: move.at, .online, amount: amount, to: &sink)
      if kind < 0.14, move.at + 90_000 < min(Int(deal.closed), firm.calendar.now) {
        try row(
          .proposal, .sent, at: move.at + 90_000, .online, amount: amount * 9 / 10, to: &sink)
      }
    case (false, 5) where kind < 0.35:
      try row(.email, .sent, at: move.at, .online, to: &sink)
    case (false, 5) where kind < 0.43:
      try held(.meeting, 1_200...2_400, before: move, deal, .office, &chance, to: &sink)
    case (true, 2):
      if kind < 0.3 {
        try row(.proposal, .sent, at: move.at, .online, amount: Int(deal.amount), to: &sink)
      } else if kind < 0.65 {
        try row(.email, .sent, at: move.at, .online, to: &sink)
      }
    default: break
    }
  }

  /// Something that took place just before a move, and not before the deal.
  private mutating func held(
    _ kind: Kind, _ length: ClosedRange<Int>, before move: DemoMove, _ deal: DemoDeal,
    _ place: DemoPlace, _ chance: inout SplitMix64, to sink: inout some DemoSink
  ) throws {
    let seconds = min(chance.within(length), max(move.at - Int(deal.created), 60))
    try row(
      kind, .held, at: max(Int(deal.created), move.at - seconds), length: seconds, place,
      to: &sink)
  }

  /// What an open deal has before it; a few were to take place already and nobody wrote it up.
  private mutating func writePlanned(
    _ deal: DemoDeal, _ chance: inout SplitMix64, to sink: inout some DemoSink
  ) throws {
    let calendar = firm.calendar
    guard !deal.isRepeat, (2...5).contains(deal.stage), chance.chance(0.3) else { return }
    let isPast = chance.chance(0.12) && Int(deal.created) < calendar.now - 3 * 86_400
    let day =
      isPast
      ? calendar.today - 1 : calendar.workingDay(1 + chance.below(9), after: calendar.today)
    let at = calendar.time(day, DemoCalendar.opens + 1_800 * (1 + chance.below(16)))
    let kind: Kind = chance.chance(0.45) ? .meeting : .presentation
    try row(kind, .planned, at: at, kind == .meeting ? .office : .online, to: &sink)
  }

  private mutating func row(
    _ kind: Kind, _ status: Status, at: Int, length: Int? = nil, _ place: DemoPlace,
    amount: Int? = nil, reply: Int? = nil, to sink: inout some DemoSink
  ) throws {
    cells[0] = .text(DemoID.activity(written))
    cells[1] = .integer(kind.rawValue)
    cells[2] = firm.calendar.moment(at)
    cells[3] = length.map { .integer($0) } ?? .none
    cells[8] = .integer(place.rawValue)
    cells[9] = .integer(status.rawValue)
    cells[10] = amount.map { .units($0) } ?? .none
    cells[11] = reply.map { .integer($0) } ?? .none
    try sink.row(cells)
    written += 1
    if status == .held || status == .sent { done[kind.rawValue] += 1 }
  }
}

import Domain

/// The money: what was planned, what came, what went back.
struct DemoPayments {
  private let firm: DemoFirm
  private var cells = [Cell](repeating: .none, count: 9)
  private var written = 0
  /// Money received by the seller and the month; the months after one another.
  private(set) var received: [[Int]]

  init(_ firm: DemoFirm) {
    self.firm = firm
    let months = firm.calendar.month(of: firm.calendar.today) + 1
    received = .init(repeating: .init(repeating: 0, count: months), count: firm.sellers.count)
  }

  mutating func write(to sink: inout some DemoSink, pace: (Int) -> Void) throws {
    try sink.begin(
      "payments",
      "id deal client manager product planned_on planned_amount received_on received_amount")
    for (place, deal) in firm.deals.enumerated() where deal.outcome != .lost {
      let before = written
      var chance = SplitMix64(firm.seed, .payment, deal.key)
      cells[1] = .text(DemoID.deal(place))
      cells[2] = firm.clientID(Int(deal.client))
      cells[3] = .text(DemoID.seller(Int(deal.manager)))
      cells[4] = chance.chance(0.5) ? .text(DemoFirm.productID(Int(deal.product))) : .none
      if deal.outcome == .won {
        try writeWon(deal, &chance, to: &sink)
      } else {
        try writePromised(deal, &chance, to: &sink)
      }
      pace(written - before)
    }
  }

  private mutating func writeWon(
    _ deal: DemoDeal, _ chance: inout SplitMix64, to sink: inout some DemoSink
  ) throws {
    let amount = Int(deal.amount)
    let created = firm.calendar.place(of: Int(deal.created))
    let closed = firm.calendar.place(of: Int(deal.closed))
    let way = chance.unit()
    if way < 0.64 {
      try due(closed + chance.below(3), amount, deal, &chance, to: &sink)
    } else if way < 0.8 {
      let first = amount / 2
      try due(closed + chance.below(3), first, deal, &chance, to: &sink)
      try due(closed + chance.within(10...30), amount - first, deal, &chance, to: &sink)
    } else if way < 0.93 {
      let first = amount * chance.within(3...5) / 10
      let early = max(created, closed - 1 - chance.below(8))
      try due(early, first, deal, &chance, to: &sink)
      try due(closed + chance.below(4), amount - first, deal, &chance, to: &sink)
    } else {
      let part = amount / 3
      for month in 0..<3 {
        let share = month < 2 ? part : amount - 2 * part
        try due(closed + 1 + month * 30, share, deal, &chance, to: &sink)
      }
    }
    let back = closed + chance.within(6...40)
    if chance.chance(0.013), way < 0.64, back <= firm.calendar.today {
      let share = amount * chance.within(3...10) / 10
      try row(planned: nil, 0, received: back, -share, deal, to: &sink)
    }
  }

  /// A payment of a won deal: mostly in time, some late, a few of the last weeks still awaited.
  private mutating func due(
    _ day: Int, _ amount: Int, _ deal: DemoDeal, _ chance: inout SplitMix64,
    to sink: inout some DemoSink
  ) throws {
    let today = firm.calendar.today
    let isOld = day < today - 40
    let isMissed = chance.chance(isOld ? 0.003 : 0.05)
    let late = chance.chance(0.2) ? 1 + chance.below(6) : 0
    let isSudden = chance.chance(0.1)
    if isMissed || day + late > today {
      try row(planned: day, amount, received: nil, 0, deal, to: &sink)
    } else {
      try row(planned: isSudden ? nil : day, amount, received: day + late, amount, deal, to: &sink)
    }
  }

  /// What an open deal near its end promises, and what it promised and has not paid.
  private mutating func writePromised(
    _ deal: DemoDeal, _ chance: inout SplitMix64, to sink: inout some DemoSink
  ) throws {
    let near = deal.pipeline.won - Int(deal.stage)
    guard near <= 2, chance.chance(near == 1 ? 0.85 : 0.4) else { return }
    let today = firm.calendar.today
    let isOverdue = chance.chance(0.18)
    let created = firm.calendar.place(of: Int(deal.created))
    let day = isOverdue ? today - 1 - chance.below(14) : today + 1 + chance.below(20)
    try row(planned: max(day, created), Int(deal.amount), received: nil, 0, deal, to: &sink)
  }

  private mutating func row(
    planned: Int?, _ plan: Int, received: Int?, _ fact: Int, _ deal: DemoDeal,
    to sink: inout some DemoSink
  ) throws {
    cells[0] = .text(DemoID.payment(written))
    cells[5] = planned.map { firm.calendar.date($0) } ?? .none
    cells[6] = planned == nil ? .none : .units(plan)
    cells[7] = received.map { firm.calendar.date($0) } ?? .none
    cells[8] = received == nil ? .none : .units(fact)
    if let received {
      self.received[Int(deal.manager)][firm.calendar.month(of: received)] += fact
    }
    try sink.row(cells)
    written += 1
  }
}

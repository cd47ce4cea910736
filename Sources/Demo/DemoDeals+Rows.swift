import Domain

extension DemoFirm {
  func writeDeals(to sink: inout some DemoSink, pace: (Int) -> Void) throws {
    try sink.begin(
      "deals",
      "id created_at closed_at client lead pipeline stage manager channel product amount "
        + "expected_close_on outcome loss_reason temperature")
    var cells = [Cell](repeating: .none, count: 15)
    for (index, deal) in deals.enumerated() {
      var chance = SplitMix64(seed, .deal, ~deal.key)
      cells[0] = .text(DemoID.deal(index))
      cells[1] = calendar.moment(Int(deal.created))
      cells[2] = deal.outcome == .open ? .none : calendar.moment(Int(deal.closed))
      cells[3] = clientID(Int(deal.client))
      cells[4] = deal.lead < 0 ? .none : .text(DemoID.lead(Int(deal.lead)))
      cells[5] = .text(words.pipelines[deal.isRepeat ? 1 : 0])
      cells[6] = stageName(Int(deal.stage), repeats: deal.isRepeat)
      cells[7] = .text(DemoID.seller(Int(deal.manager)))
      cells[8] = channelID(Int(deal.channel))
      cells[9] = .text(DemoFirm.productID(Int(deal.product)))
      cells[10] = .units(Int(deal.amount))
      cells[11] = calendar.date(expectedClose(of: deal, &chance))
      cells[12] = .integer(deal.outcome.rawValue)
      let hasReason = deal.outcome == .lost && !chance.chance(0.12)
      cells[13] = hasReason ? .text(words.losses[reason(&chance, words.losses)]) : .none
      cells[14] = .integer(deal.temperature.rawValue)
      try sink.row(cells)
      if index % 4_096 == 4_095 { pace(4_096) }
    }
  }

  /// The day a seller promised: near the truth for closed deals, sometimes forgotten for open ones.
  private func expectedClose(of deal: DemoDeal, _ chance: inout SplitMix64) -> Int {
    let created = calendar.place(of: Int(deal.created))
    if deal.outcome != .open {
      return max(created + 1, calendar.place(of: Int(deal.closed)) + chance.within(-6...4))
    }
    let promised = created + (deal.isRepeat ? 4 : 12) + chance.below(20)
    guard promised < calendar.today, chance.chance(0.7) else { return promised }
    return calendar.today + 1 + chance.below(25)
  }

  func writeMoves(to sink: inout some DemoSink, pace: (Int) -> Void) throws {
    try sink.begin("stage_moves", "deal at from to manager")
    var cells = [Cell](repeating: .none, count: 5)
    var moves: [DemoMove] = []
    for (index, deal) in deals.enumerated() {
      tellMoves(of: deal, &moves)
      cells[0] = .text(DemoID.deal(index))
      for move in moves {
        cells[1] = calendar.moment(move.at)
        cells[2] = stageName(move.from, repeats: deal.isRepeat)
        cells[3] = stageName(move.to, repeats: deal.isRepeat)
        cells[4] = .text(DemoID.seller(owner(Int(deal.seller), at: move.at)))
        try sink.row(cells)
      }
      pace(moves.count)
    }
  }

  func writeItems(to sink: inout some DemoSink, pace: (Int) -> Void) throws {
    try sink.begin("deal_items", "deal product quantity price amount")
    for (index, deal) in deals.enumerated() {
      let lines = items(
        key: deal.key, product: Int(deal.product), isCompany: isCompany(Int(deal.client)))
      for line in [lines.0, lines.1] {
        guard let line else { continue }
        try sink.row([
          .text(DemoID.deal(index)), .text(DemoFirm.productID(line.product)),
          .units(line.quantity), .units(line.price), .units(line.amount),
        ])
      }
      pace(1)
    }
  }
}

import Domain

extension DemoFirm {
  func writeLeads(to sink: inout some DemoSink, pace: (Int) -> Void) throws {
    try sink.begin(
      "leads",
      "id created_at client channel campaign product manager temperature status "
        + "first_response_at qualified_at disqualified_at disqualify_reason region")
    let now = calendar.now
    var cells = [Cell](repeating: .none, count: 14)
    for (index, lead) in leads.enumerated() {
      let life = life(of: index, created: Int(lead.created))
      let status = life.status(at: now)
      var chance = SplitMix64(seed, .leadMoment, ~UInt64(index))
      cells[0] = .text(DemoID.lead(index))
      cells[1] = calendar.moment(life.created)
      cells[2] = clientID(Int(lead.client))
      cells[3] = channelID(life.channel)
      let campaigns = DemoChannel.all[life.channel].campaigns
      cells[4] = life.campaign < 0 ? .none : .text(campaigns[life.campaign].name)
      cells[5] = life.product < 0 ? .none : .text(DemoFirm.productID(life.product))
      cells[6] = .text(DemoID.seller(life.seller))
      cells[7] = life.temperature(at: now).map { .integer($0.rawValue) } ?? .none
      cells[8] = .integer(status.rawValue)
      cells[9] = life.response <= now ? calendar.moment(life.response) : .none
      cells[10] = status == .qualified ? calendar.moment(life.dealAt) : .none
      cells[11] = status == .disqualified ? calendar.moment(life.givenUpAt) : .none
      let hasReason = status == .disqualified && !chance.chance(0.09)
      cells[12] =
        hasReason ? .text(words.disqualifications[reason(&chance, words.disqualifications)]) : .none
      cells[13] =
        lead.client < 0 ? .text(words.regions[chance.below(words.regions.count)]) : .none
      try sink.row(cells)
      if index % 4_096 == 4_095 { pace(4_096) }
    }
    pace(leads.count % 4_096)
  }

  /// A reason's place: the first ones are given more often.
  func reason(_ chance: inout SplitMix64, _ reasons: [String]) -> Int {
    min(chance.below(reasons.count), chance.below(reasons.count))
  }

  /// The history of temperatures: of leads, and of the deals that have none.
  func writeTemperatures(to sink: inout some DemoSink, pace: (Int) -> Void) throws {
    try sink.begin("temperatures", "lead deal at temperature")
    for (index, lead) in leads.enumerated() where lead.response <= calendar.now {
      let life = life(of: index, created: Int(lead.created))
      let id = DemoID.lead(index)
      var written = 0
      for place in life.warmth.indices where life.warmth[place].at <= calendar.now {
        try sink.row([
          .text(id), .none, calendar.moment(life.warmth[place].at),
          .integer(life.warmth[place].to.rawValue),
        ])
        written += 1
      }
      pace(written)
    }
    for (index, deal) in deals.enumerated() where deal.lead < 0 {
      try sink.row([
        .none, .text(DemoID.deal(index)), calendar.moment(Int(deal.created)),
        .integer(deal.temperature.rawValue),
      ])
    }
  }
}

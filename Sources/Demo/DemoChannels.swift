import Domain

/// A channel that brings leads, and what its leads are worth and cost.
struct DemoChannel: Sendable {
  /// Its share of all leads.
  let share: Double
  /// The share of its leads that become hot, and warm.
  let hot: Double
  let warm: Double
  /// What a lead of it costs, in whole units; 0 for a channel without ad spend.
  let cost: Double
  /// The share of leads that begin in a chat.
  let chats: Double
  let campaigns: [DemoCampaign]

  /// In the order of `DemoWords.channels`. Social ads lose money; maps could take far more of it.
  static let all = [
    DemoChannel(share: 20, hot: 0.057, warm: 0.25, cost: 0, chats: 0.3, campaigns: []),
    DemoChannel(share: 14, hot: 0.052, warm: 0.24, cost: 260, chats: 0.2, campaigns: []),
    DemoChannel(
      share: 17, hot: 0.046, warm: 0.22, cost: 840, chats: 0.15,
      campaigns: [
        DemoCampaign("search_brand", 2, 1.5, 0.5), DemoCampaign("search_video", 4, 1.1, 1),
        DemoCampaign("search_alarm", 3, 1, 1), DemoCampaign("search_competitors", 1.5, 0.5, 1.8),
      ]),
    DemoChannel(
      share: 15, hot: 0.01, warm: 0.08, cost: 2_100, chats: 0.5,
      campaigns: [
        DemoCampaign("feed_lookalike", 3, 0.8, 1.1), DemoCampaign("stories_smart_home", 3, 1, 1),
        DemoCampaign("retarget_30d", 1, 2.2, 0.7),
      ]),
    DemoChannel(
      share: 4, hot: 0.11, warm: 0.33, cost: 210, chats: 0.1,
      campaigns: [
        DemoCampaign("maps_priority", 2, 1, 1), DemoCampaign("maps_card", 1, 1.1, 0.8),
      ]),
    DemoChannel(share: 7, hot: 0.15, warm: 0.36, cost: 0, chats: 0.05, campaigns: []),
    DemoChannel(share: 7, hot: 0.08, warm: 0.28, cost: 0, chats: 0.05, campaigns: []),
    DemoChannel(
      share: 3, hot: 0.04, warm: 0.3, cost: 1_300, chats: 0,
      campaigns: [
        DemoCampaign("expo_stand", 2, 1, 1.2), DemoCampaign("expo_webinar", 1, 0.9, 0.6),
      ]),
    DemoChannel(share: 10, hot: 0.008, warm: 0.07, cost: 0, chats: 0, campaigns: []),
    // Current clients, who come with deals and no leads.
    DemoChannel(share: 0, hot: 0, warm: 0, cost: 0, chats: 0, campaigns: []),
    // The leads without a channel.
    DemoChannel(share: 3, hot: 0.03, warm: 0.15, cost: 0, chats: 0.1, campaigns: []),
  ]
  static let shares = all.map(\.share)
  static let current = all.count - 2
  static let missing = all.count - 1
}

/// A campaign inside a paid channel.
struct DemoCampaign: Sendable {
  let name: String
  let share: Double
  /// What its leads' warmth, and their cost, are multiplied by.
  let quality: Double
  let cost: Double

  init(_ name: String, _ share: Double, _ quality: Double, _ cost: Double) {
    self.name = name
    self.share = share
    self.quality = quality
    self.cost = cost
  }
}

extension DemoFirm {
  func channelID(_ channel: Int) -> Cell {
    channel == DemoChannel.missing ? .none : .text("ch\(channel + 1)")
  }

  func writeChannels(to sink: inout some DemoSink) throws {
    try sink.begin("channels", "id name group")
    for (index, (name, group)) in words.channels.enumerated() {
      try sink.row([channelID(index), .text(name), .text(group)])
    }
  }

  /// A day's spend of every campaign, around what its leads of that day cost.
  func writeSpend(to sink: inout some DemoSink) throws -> Int {
    try sink.begin("ad_spend", "date channel campaign cost clicks impressions")
    var written = 0
    var shares = 0.0
    for share in DemoChannel.shares { shares += share }
    for day in calendar.opening...calendar.today {
      for (place, channel) in DemoChannel.all.enumerated() where channel.cost > 0 {
        var chance = SplitMix64(seed, .spend, UInt64(day * 100 + place))
        let whole = channel.campaigns.reduce(0) { $0 + $1.share }
        let campaigns =
          channel.campaigns.isEmpty ? [DemoCampaign("", 1, 1, 1)] : channel.campaigns
        for campaign in campaigns {
          let share = channel.share / shares * (whole > 0 ? campaign.share / whole : 1)
          let leads = Double(leadsOfDay[day - calendar.opening]) * share
          let cost = Int(leads * channel.cost * campaign.cost * (0.75 + chance.unit() * 0.5))
          guard cost > 0 else { continue }
          let clicks = 1 + cost / (28 + chance.below(30))
          try sink.row([
            calendar.date(day), channelID(place),
            campaign.name.isEmpty ? .none : .text(campaign.name), .units(cost),
            .integer(clicks), .integer(clicks * (18 + chance.below(60))),
          ])
          written += 1
        }
      }
    }
    return written
  }
}

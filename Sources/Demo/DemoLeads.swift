import Domain

/// What is kept of a lead, so that its life can be told again and its calls made.
struct DemoLead: Sendable {
  let created: Int32
  /// When it was first answered; `never` while it waits.
  let response: Int32
  /// When it became a deal or was given up.
  let end: Int32
  /// Its client's number, -1 for nobody known.
  let client: Int32
  let seller: UInt16
  /// Whether the first answer was a call.
  let isCalled: Bool

  init(_ life: DemoLeadLife, client: Int, now: Int) {
    created = Int32(life.created)
    response = Int32(life.response <= now ? life.response : DemoCalendar.never)
    end = Int32(min(life.dealAt, life.givenUpAt))
    self.client = Int32(client)
    seller = UInt16(life.seller)
    isCalled = !life.isChat
  }
}

/// The life of a lead from first to last, whatever part of it has happened.
struct DemoLeadLife {
  let created: Int
  let channel: Int
  let campaign: Int
  let seller: Int
  let product: Int
  let isChat: Bool
  var response = DemoCalendar.never
  var dealAt = DemoCalendar.never
  var givenUpAt = DemoCalendar.never
  /// How long its deal takes when nothing holds it up.
  var cycle = 0
  var isWinner = false
  /// Its temperatures in order: from when on, and which; `never` for what did not come.
  var warmth: InlineArray<3, (at: Int, to: DemoTemperature)> =
    .init(repeating: (DemoCalendar.never, .cold))

  /// The temperature last known at a moment.
  func temperature(at moment: Int) -> DemoTemperature? {
    var last: DemoTemperature?
    for place in warmth.indices where warmth[place].at <= moment { last = warmth[place].to }
    return last
  }

  func status(at moment: Int) -> DemoStatus {
    if dealAt <= moment { return .qualified }
    if givenUpAt <= moment { return .disqualified }
    return response <= moment ? .inWork : .new
  }
}

extension DemoFirm {
  /// Tells a lead's life: its channel makes it warm, its seller makes it a sale.
  func life(of lead: Int, created: Int) -> DemoLeadLife {
    var chance = SplitMix64(seed, .lead, UInt64(lead))
    let place = chance.pick(weights: DemoChannel.shares)
    let channel = DemoChannel.all[place]
    var campaign = -1
    if !channel.campaigns.isEmpty, !chance.chance(0.03) {
      campaign = chance.pick(weights: channel.campaigns.map(\.share))
    }
    let seller = taker(on: calendar.place(of: created), &chance)
    let hasWish = !chance.chance(0.06)
    var life = DemoLeadLife(
      created: created, channel: place, campaign: campaign, seller: seller,
      product: hasWish ? wish(at: created, again: false, &chance) : -1,
      isChat: chance.chance(channel.chats))
    answer(&life, &chance)
    guard life.response < DemoCalendar.never else { return life }
    let quality = campaign < 0 ? 1 : channel.campaigns[campaign].quality
    let warmth = chance.unit()
    let hot = channel.hot * quality
    let last: DemoTemperature =
      warmth < hot
      ? .hot : warmth < hot + channel.warm * (0.5 + 0.5 * quality) ? .warm : .cold
    decide(&life, last, &chance)
    warm(&life, to: last, &chance)
    return life
  }

  /// The first answer: a matter of minutes, hours or never.
  private func answer(_ life: inout DemoLeadLife, _ chance: inout SplitMix64) {
    let seller = sellers[life.seller]
    guard !chance.chance(seller.neglect) else { return }
    var wait = seller.response * chance.wait() * (life.isChat ? 0.3 : 1)
    if chance.chance(0.06) { wait += 7_200 + 30_000 * chance.wait() }
    let seen = calendar.openTime(from: life.created)
    let response = calendar.workingTime(from: seen + 15 + Int(wait), &chance)
    guard calendar.place(of: response) <= seller.left else { return }
    life.response = response
  }

  /// Whether it becomes a deal and a sale, and when; the norms' corridors at an average seller.
  private func decide(
    _ life: inout DemoLeadLife, _ last: DemoTemperature, _ chance: inout SplitMix64
  ) {
    let skill = sellers[life.seller].skill
    let isQuick = life.response - life.created < 3_600
    let wins: Double
    let deals: Double
    switch last {
    case .hot: (wins, deals) = (0.92 + 0.08 * (skill - 1), 1)
    case .warm: (wins, deals) = (0.255 * skill * (isQuick ? 1.06 : 0.92), 0.62)
    case .cold: (wins, deals) = (0.021 * skill, 0.09)
    }
    life.isWinner = chance.chance(wins)
    let day = 86_400.0
    if life.isWinner || chance.chance((deals - wins) / (1 - wins)) {
      let wait = (last == .hot ? 0.1 : 0.9) * day * chance.wait()
      life.dealAt = calendar.workingTime(from: life.response + 300 + Int(wait), &chance)
      let length = last == .hot ? 4.5 : life.isWinner ? 7.5 : 10
      life.cycle = Int(length * day * chance.factor(0.8))
    } else if !chance.chance(0.06) {
      let wait = 2.5 * day * chance.wait()
      life.givenUpAt = calendar.workingTime(from: life.response + 120 + Int(wait), &chance)
    }
  }

  /// How its temperature came to what it last was.
  private func warm(
    _ life: inout DemoLeadLife, to last: DemoTemperature, _ chance: inout SplitMix64
  ) {
    let way = chance.unit()
    let first = life.response + 60
    let end = min(life.dealAt, life.givenUpAt, life.response + 864_000)
    let middle = first + (end - first) / 2
    switch last {
    case .hot where way < 0.55:
      life.warmth = [
        (first, .cold), (middle, .warm), (life.dealAt + life.cycle * 2 / 5, .hot),
      ]
    case .hot where way < 0.85:
      life.warmth[0] = (first, .warm)
      life.warmth[1] = (life.dealAt + life.cycle / 4, .hot)
    case .warm where way < 0.6:
      life.warmth[0] = (first, .cold)
      life.warmth[1] = (middle, .warm)
    case .cold where way < 0.1:
      life.warmth[0] = (first, .warm)
      life.warmth[1] = (middle, .cold)
    default: life.warmth[0] = (first, last)
    }
  }
}

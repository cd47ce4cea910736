import Domain

/// What is kept of a deal; its moves are told again from its key.
struct DemoDeal: Sendable {
  /// What its chances are drawn by.
  let key: UInt64
  let created: Int32
  /// `never` while it is open.
  var closed = Int32.max
  /// The lead's number, -1 for a deal without one.
  var lead: Int32 = -1
  /// The client's number, -1 for nobody known.
  let client: Int32
  var amount: Int32 = 0
  /// How long it takes when nothing holds it up, in seconds.
  var cycle: Int32 = 0
  /// Who began it, and who answers for it now.
  let seller: UInt16
  var manager: UInt16
  var product: UInt8 = 0
  var channel = UInt8(DemoChannel.current)
  var stage: UInt8 = 1
  var outcome = DemoOutcome.open
  var temperature = DemoTemperature.warm
  var isRepeat = false
  /// Whether it is won in the end, be that after now.
  var isWinner = false

  init(key: UInt64, created: Int, client: Int, seller: Int) {
    self.key = key
    self.created = Int32(created)
    self.client = Int32(client)
    self.seller = UInt16(seller)
    self.manager = UInt16(seller)
  }

  var pipeline: DemoPipeline { .of(repeats: isRepeat) }
}

/// A move of a deal to a stage, from one (0 at its beginning).
struct DemoMove {
  let at: Int
  let from: Int
  let to: Int
}

extension DemoFirm {
  /// The deal a lead became.
  func deal(
    of life: DemoLeadLife, lead: Int, client: Int, _ moves: inout [DemoMove]
  ) -> DemoDeal {
    var deal = DemoDeal(
      key: UInt64(lead), created: life.dealAt, client: client, seller: life.seller)
    var chance = SplitMix64(seed, .deal, deal.key)
    deal.lead = Int32(lead)
    deal.cycle = Int32(min(life.cycle, 200 * 86_400))
    deal.isWinner = life.isWinner
    deal.channel = UInt8(life.channel)
    deal.temperature = life.temperature(at: calendar.now) ?? .cold
    deal.product = UInt8(
      life.product < 0 || chance.chance(0.08)
        ? wish(at: life.dealAt, again: false, &chance) : life.product)
    settle(&deal, &moves)
    return deal
  }

  /// Works out where a deal stands now, and what it is worth.
  func settle(_ deal: inout DemoDeal, _ moves: inout [DemoMove]) {
    let lines = items(
      key: deal.key, product: Int(deal.product), isCompany: isCompany(Int(deal.client)))
    deal.amount = Int32(lines.0.amount + (lines.1?.amount ?? 0))
    tellMoves(of: deal, &moves)
    if let last = moves.last {
      deal.stage = UInt8(last.to)
      if last.to >= deal.pipeline.won {
        deal.outcome = last.to == deal.pipeline.won ? .won : .lost
        deal.closed = Int32(last.at)
      }
    }
    let until = min(Int(deal.closed), calendar.now)
    deal.manager = UInt16(owner(Int(deal.seller), at: until))
  }

  /// The moves of a deal that have happened, first to last; there is always the first.
  func tellMoves(of deal: DemoDeal, _ moves: inout [DemoMove]) {
    moves.removeAll(keepingCapacity: true)
    var chance = SplitMix64(seed, .path, deal.key)
    let pipeline = deal.pipeline
    let way = stages(of: deal, pipeline, &chance)
    let pauses = way.count - 1
    let stuck = chance.chance(0.05) ? chance.below(max(pauses, 1)) : -1
    let step = Double(deal.cycle) / Double(max(pauses, 1))
    var at = Int(deal.created)
    moves.append(DemoMove(at: at, from: 0, to: way[0]))
    for place in 0..<pauses {
      var wait = step * (0.45 + 0.55 * chance.wait())
      if place == stuck { wait += Double(chance.within(20...70)) * 86_400 }
      at = calendar.workingTime(from: at + 90 + Int(wait), &chance)
      guard at <= calendar.now else { return }
      moves.append(DemoMove(at: at, from: way[place], to: way[place + 1]))
    }
  }

  /// The stages a deal stands in one after another, with those it skips and falls back to.
  private func stages(
    of deal: DemoDeal, _ pipeline: DemoPipeline, _ chance: inout SplitMix64
  ) -> [Int] {
    var goal = pipeline.won
    if !deal.isWinner { goal = 1 + chance.pick(weights: pipeline.rungs.dropLast().map(\.leak)) }
    let haste = sellers[Int(deal.seller)].haste
    var way = [1]
    var stage = 1
    while stage < goal {
      let turn = chance.unit()
      if turn < haste, stage + 2 <= goal {
        stage += 2
      } else if turn > 0.965, stage > 1 {
        stage -= 1
      } else {
        stage += 1
      }
      way.append(stage)
    }
    if !deal.isWinner { way.append(pipeline.lost) }
    return way
  }
}

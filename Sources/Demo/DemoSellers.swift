import Domain

/// A seller with the habits that show in every figure.
struct DemoSeller: Sendable {
  let name: String
  let team: Int
  let isFarmer: Bool
  /// The places of the first and the last day with the firm.
  let hired: Int
  let left: Int
  let everLeft: Bool
  /// What conversions are multiplied by; 1 is average.
  let skill: Double
  /// What the number of calls is multiplied by; 1 is average.
  let diligence: Double
  /// The usual wait of a new lead, in seconds.
  let response: Double
  /// What the length of talks is multiplied by.
  let talk: Double
  /// The share of leads never answered.
  let neglect: Double
  /// How often a stage is skipped.
  let haste: Double
  /// Whether the plan is too much for this seller.
  let isBehind: Bool

  func works(_ day: Int) -> Bool { hired <= day && day <= left }
}

extension DemoSeller {
  /// A department: every habit spread evenly over the sellers, so that some are good and some bad.
  static func department(
    _ count: Int, seed: UInt64, calendar: DemoCalendar, words: DemoWords
  ) -> [DemoSeller] {
    var chance = SplitMix64(seed, .seller, 0)
    let skill = ranks(count, &chance)
    let effort = ranks(count, &chance)
    let speed = ranks(count, &chance)
    let talk = ranks(count, &chance)
    let order = ranks(count, &chance)
    let total = (0..<count).map { skill[$0] * 0.6 + effort[$0] * 0.4 }
    let limit = total.sorted()[(count - 1) / 3]
    let names = words.peopleNames(count, from: 0, seed: seed)
    let span = calendar.today - calendar.opening
    return (0..<count).map { index in
      let isNew = count > 3 && index == count - 1
      let isGone = count > 3 && index == count / 3
      let years = 200 + chance.below(1_400)
      let diligence = skill[index] * 0.4 + effort[index] * 0.6
      return DemoSeller(
        name: names[index], team: index % teams(count), isFarmer: index % 5 == 4,
        hired: isNew ? calendar.opening + span * 45 / 100 : calendar.opening - years,
        left: isGone ? calendar.opening + span * 6 / 10 : calendar.today + 10_000,
        everLeft: isGone, skill: 0.64 + 0.72 * skill[index], diligence: 0.7 + 0.6 * diligence,
        response: 240 + 2_400 * speed[index] * speed[index],
        talk: 0.8 + 0.3 * talk[index] + 0.15 * skill[index],
        neglect: 0.008 + 0.04 * speed[index], haste: 0.03 + 0.1 * order[index],
        isBehind: count > 2 && total[index] <= limit)
    }
  }

  static func teams(_ sellers: Int) -> Int { sellers >= 12 ? 3 : sellers >= 4 ? 2 : 1 }

  /// A permutation of evenly spread ranks 0 … 1.
  private static func ranks(_ count: Int, _ chance: inout SplitMix64) -> [Double] {
    var ranks = (0..<count).map { count < 2 ? 0.5 : Double($0) / Double(count - 1) }
    for place in stride(from: count - 1, to: 0, by: -1) {
      ranks.swapAt(place, chance.below(place + 1))
    }
    return ranks
  }
}

extension DemoFirm {
  /// Who answers for a seller's clients at a time: the seller, or who took over on leaving.
  func owner(_ seller: Int, at second: Int) -> Int {
    guard sellers[seller].everLeft, calendar.place(of: second) > sellers[seller].left
    else { return seller }
    return (seller + 1) % sellers.count
  }

  /// Somebody who takes leads on a day.
  func taker(on day: Int, _ chance: inout SplitMix64) -> Int {
    var seller = chance.below(sellers.count)
    for _ in 0..<8 {
      if sellers[seller].works(day) { return seller }
      seller = chance.below(sellers.count)
    }
    return sellers.indices.first { sellers[$0].works(day) } ?? 0
  }

  func writeEmployees(to sink: inout some DemoSink) throws {
    try sink.begin("employees", "id name email team role function hired_on left_on")
    let teams = DemoSeller.teams(sellers.count)
    let heads = words.peopleNames(teams + 2, from: sellers.count, seed: seed)
    for (index, seller) in sellers.enumerated() {
      let id = DemoID.seller(index)
      try sink.row([
        .text(id), .text(seller.name), .text("\(id)@example.com"), .text(words.teams[seller.team]),
        .text("seller"), .text(seller.isFarmer ? "farmer" : "closer"),
        calendar.date(seller.hired), seller.everLeft ? calendar.date(seller.left) : .none,
      ])
    }
    let hired = calendar.date(calendar.opening - 1_100)
    for team in 0..<teams {
      let id = "g\(team + 1)"
      try sink.row([
        .text(id), .text(heads[team]), .text("\(id)@example.com"), .text(words.teams[team]),
        .text("group_lead"), .text("group_lead"), hired, .none,
      ])
    }
    for (place, role) in ["head", "marketer"].enumerated() {
      try sink.row([
        .text("\(role)1"), .text(heads[teams + place]), .text("\(role)@example.com"), .none,
        .text(role), .text(role), hired, .none,
      ])
    }
  }
}

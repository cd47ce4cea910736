import Domain

extension DemoFirm {
  func clientID(_ client: Int) -> Cell { client < 0 ? .none : .text(DemoID.client(client)) }

  func isCompany(_ client: Int) -> Bool {
    var chance = SplitMix64(seed, .client, UInt64(bitPattern: Int64(client)))
    return chance.chance(0.42)
  }

  /// Whose client one was from the beginning, before the records begin.
  func oldSeller(of client: Int) -> Int {
    var chance = SplitMix64(seed, .client, ~UInt64(client))
    return taker(on: calendar.opening, &chance)
  }

  /// A number of an area that no operator has, the same for the same client.
  func phone(_ client: Int) -> String {
    let prefix = words.phonePrefix.utf8
    return String(unsafeUninitializedCapacity: 15) { bytes in
      var length = 0
      for byte in prefix {
        bytes[length] = byte
        length += 1
      }
      // Why: the factor has no divisor in common with 10, so ten million clients share none.
      var rest = (client * 6_180_339 + 3_141_593) % 10_000_000
      for place in stride(from: length + 6, through: length, by: -1) {
        bytes[place] = UInt8(48 + rest % 10)
        rest /= 10
      }
      return length + 7
    }
  }

  func writeClients(to sink: inout some DemoSink, pace: (Int) -> Void) throws {
    try sink.begin(
      "clients",
      "id name kind phone email region sex birth_date marital_status occupation manager created_at",
      attributes: ["industry"])
    var cells = [Cell](repeating: .none, count: 13)
    for client in 0..<oldClients {
      var chance = SplitMix64(seed, .client, UInt64(client) | 1 << 40)
      let created = calendar.time(calendar.opening - 180 - chance.below(5), 36_000)
      fill(&cells, client, seller: oldSeller(of: client), created: created)
      try sink.row(cells)
    }
    pace(oldClients)
    for (index, lead) in leads.enumerated() {
      if index % 4_096 == 4_095 { pace(4_096) }
      guard Int(lead.client) == oldClients + index else { continue }
      fill(&cells, Int(lead.client), seller: Int(lead.seller), created: Int(lead.created))
      try sink.row(cells)
    }
  }

  private func fill(_ cells: inout [Cell], _ client: Int, seller: Int, created: Int) {
    var chance = SplitMix64(seed, .client, UInt64(client))
    let isCompany = chance.chance(0.42)
    let id = DemoID.client(client)
    let region = min(chance.below(words.regions.count), chance.below(words.regions.count))
    cells[0] = .text(id)
    cells[2] = .integer(isCompany ? 2 : 1)
    cells[3] = .text(phone(client))
    cells[4] = chance.chance(0.6) ? .text(id + "@example.com") : .none
    cells[5] = chance.chance(0.05) ? .none : .text(words.regions[region])
    cells[10] = .text(DemoID.seller(owner(seller, at: calendar.now)))
    cells[11] = calendar.moment(created)
    if isCompany {
      cells[1] = .text(words.companyName(&chance))
      for place in 6...9 { cells[place] = .none }
      cells[12] =
        chance.chance(0.1) ? .none : .text(words.industries[reason(&chance, words.industries)])
    } else {
      let isMale = chance.chance(0.54)
      let isKnown = !chance.chance(0.15)
      cells[1] = .text(words.personName(isMale: isMale, &chance))
      cells[6] = .integer(isMale ? 1 : 2)
      let age = 6_800 + chance.below(9_500) + chance.below(9_500)
      cells[7] = isKnown ? .integer(calendar.day(calendar.today).number - age) : .none
      let marital = words.maritalStatuses[reason(&chance, words.maritalStatuses)]
      cells[8] = isKnown ? .text(marital) : .none
      cells[9] = isKnown ? .text(chance.pick(words.occupations)) : .none
      cells[12] = .none
    }
  }
}

import Domain

extension DemoFirm {
  /// Each working day of each seller: before lunch and after it, now and then at a client's.
  func writeWorkTime(to sink: inout some DemoSink) throws -> Int {
    try sink.begin("worktime", "manager start end place")
    var written = 0
    for day in calendar.opening...calendar.today where calendar.isWorking(day) {
      for seller in sellers.indices where sellers[seller].works(day) {
        var chance = SplitMix64(seed, .work, UInt64(day) << 32 | UInt64(seller))
        let slow = Int(1_500 * max(1 - sellers[seller].diligence, 0))
        let start = DemoCalendar.opens - 600 + slow + chance.below(900)
        let lunch = 13 * 3_600 - 300 + chance.below(600)
        let back = lunch + 2_700 + slow + chance.below(900)
        let end = DemoCalendar.closes - 300 - slow + chance.below(1_800)
        let place: DemoPlace = chance.chance(0.06) ? .offsite : .office
        for (from, to, place) in [(start, lunch, DemoPlace.office), (back, end, place)] {
          let from = calendar.time(day, from)
          let to = min(calendar.time(day, to), calendar.now)
          guard from < to else { continue }
          try sink.row([
            .text(DemoID.seller(seller)), calendar.moment(from), calendar.moment(to),
            .integer(place.rawValue),
          ])
          written += 1
        }
      }
    }
    return written
  }
}

import Domain

/// What sellers set themselves: done in time, late, without a word or not at all.
struct DemoTasks {
  private let firm: DemoFirm
  private var cells = [Cell](repeating: .none, count: 11)
  private var written = 0

  init(_ firm: DemoFirm) { self.firm = firm }

  mutating func write(to sink: inout some DemoSink, pace: (Int) -> Void) throws {
    try sink.begin(
      "tasks",
      "id title manager created_at due_at done_at client lead deal expected_result result")
    for (place, lead) in firm.leads.enumerated() where lead.response <= firm.calendar.now {
      var chance = SplitMix64(firm.seed, .task, ~UInt64(place))
      guard chance.chance(0.1) else { continue }
      cells[6] = firm.clientID(Int(lead.client))
      cells[7] = .text(DemoID.lead(place))
      cells[8] = .none
      try row(0, Int(lead.seller), created: Int(lead.response) + 90, &chance, to: &sink)
      pace(1)
    }
    cells[7] = .none
    var moves: [DemoMove] = []
    for (place, deal) in firm.deals.enumerated() {
      let before = written
      var chance = SplitMix64(firm.seed, .task, deal.key)
      firm.tellMoves(of: deal, &moves)
      cells[6] = firm.clientID(Int(deal.client))
      cells[8] = .text(DemoID.deal(place))
      for (number, move) in moves.enumerated() where move.to < deal.pipeline.won {
        let isLast = number == moves.count - 1
        guard chance.chance(isLast ? 0.3 : 0.5) else { continue }
        let seller = firm.owner(Int(deal.seller), at: move.at)
        let title = title(of: move.to, repeats: deal.isRepeat)
        try row(title, seller, created: move.at + 60, &chance, to: &sink)
      }
      if deal.outcome == .open, chance.chance(0.72) {
        try writeNext(deal, &chance, to: &sink)
      }
      pace(written - before)
    }
  }

  /// The place of the title that suits a stage.
  private func title(of stage: Int, repeats: Bool) -> Int {
    repeats ? (stage == 1 ? 3 : 6) : min(stage, firm.words.tasks.count - 1)
  }

  /// The next task of an open deal, due later today or in the days to come.
  private mutating func writeNext(
    _ deal: DemoDeal, _ chance: inout SplitMix64, to sink: inout some DemoSink
  ) throws {
    let calendar = firm.calendar
    let day = calendar.workingDay(chance.below(6), after: calendar.today)
    let due = max(
      calendar.time(day, DemoCalendar.opens + 1_800 * chance.below(18)), calendar.now + 1_800)
    let created = max(Int(deal.created) + 1, calendar.now - 1_200 - chance.below(3 * 86_400))
    fill(title(of: Int(deal.stage), repeats: deal.isRepeat), Int(deal.manager))
    cells[3] = calendar.moment(min(created, calendar.now))
    cells[4] = calendar.moment(due)
    cells[5] = .none
    cells[10] = .none
    try sink.row(cells)
    written += 1
  }

  private mutating func row(
    _ title: Int, _ seller: Int, created: Int, _ chance: inout SplitMix64,
    to sink: inout some DemoSink
  ) throws {
    let calendar = firm.calendar
    guard created <= calendar.now else { return }
    let order = firm.sellers[seller].diligence
    let day = calendar.workingDay(1 + chance.below(3), after: calendar.place(of: created))
    let due = calendar.time(day, DemoCalendar.opens + 1_800 * (1 + chance.below(17)))
    let fate = chance.unit()
    var done = DemoCalendar.never
    if fate < 0.56 + 0.2 * order {
      let wait = Double(due - created) * (0.2 + 0.8 * chance.unit())
      done = min(calendar.workingTime(from: created + Int(wait), &chance), due)
    } else if fate < 0.95 || created < calendar.now - 30 * 86_400 && fate < 0.996 {
      done = calendar.workingTime(from: due + Int(86_400 * chance.wait()), &chance)
    }
    fill(title, seller)
    let isDone = done <= calendar.now
    let isSaid = isDone && !chance.chance(0.12)
    cells[3] = calendar.moment(created)
    cells[4] = calendar.moment(due)
    cells[5] = isDone ? calendar.moment(done) : .none
    cells[10] = isSaid ? .text(chance.pick(firm.words.results)) : .none
    try sink.row(cells)
    written += 1
  }

  private mutating func fill(_ title: Int, _ seller: Int) {
    cells[0] = .text(DemoID.task(written))
    cells[1] = .text(firm.words.tasks[title].title)
    cells[2] = .text(DemoID.seller(seller))
    cells[9] = .text(firm.words.tasks[title].expected)
  }
}

import Domain
import Testing

@Suite struct DealHistoryTests {
  private let ladder = StageLadder([
    .init("New", .open), .init("Talk", .open), .init("Offer", .open), .init("Paid", .won),
    .init("Refused", .lost),
  ])

  private func history(
    closed: Int? = nil, stage: String? = nil, outcome: Outcome? = nil,
    _ moves: [DealHistory.Move] = []
  ) -> DealHistory {
    DealHistory(
      created: 100, closed: closed, stage: stage, outcome: outcome, moves: moves, ladder: ladder)
  }

  @Test func `a deal without moves stands in its stage since ever`() {
    let deal = history(stage: "Talk")
    #expect(deal.final == .open)
    #expect(deal.closing == nil)
    #expect(deal.standings.map(\.stage) == ["Talk"])
    #expect(deal.standings.map(\.furthest) == [1])
    #expect(deal.visits.map(\.isTimed) == [false])
  }

  @Test func `a won deal without moves stood in the first stage until its closing`() {
    let deal = history(closed: 500, stage: "Paid")
    #expect(deal.final == .won)
    #expect(deal.standings.map(\.from) == [nil, 500])
    #expect(deal.standings.map(\.stage) == ["New", "Paid"])
    #expect(deal.standings.map(\.furthest) == [0, 3])
  }

  @Test func `moves make stays, the first of which began with the deal`() {
    let deal = history(
      [.init(at: 200, from: "New", to: "Offer"), .init(at: 300, from: "Offer", to: "Talk")])
    #expect(deal.visits.map(\.stage) == ["New", "Offer", "Talk"])
    #expect(deal.visits.map(\.entered) == [100, 200, 300])
    #expect(deal.visits.map(\.next) == [200, 300, nil])
    #expect(deal.standings.map(\.furthest) == [0, 2, 2])
  }

  @Test func `the stage an open deal says itself is reached after its last move`() {
    let moves = [
      DealHistory.Move(at: 200, from: "New", to: "Talk"), .init(at: 300, from: "Talk", to: "New"),
    ]
    let open = history(stage: "Offer", moves)
    #expect(open.standings.map(\.furthest) == [0, 1, 2])
    #expect(open.standings.last?.stage == "New")
    let lost = history(closed: 400, stage: "Refused", outcome: .lost, moves)
    #expect(lost.standings.map(\.furthest) == [0, 1, 1, 1])
  }

  @Test func `an empty from means that the stage moved to was entered at the creation`() {
    let deal = history([.init(at: 200, from: nil, to: "Talk")])
    #expect(deal.visits.map(\.stage) == ["Talk"])
    #expect(deal.visits.map(\.entered) == [100])
    #expect(deal.standings.map(\.stage) == ["Talk", "Talk"])
  }

  @Test func `a lost deal keeps the last stage that is not lost`() {
    let deal = history(
      stage: "Refused", outcome: .lost,
      [.init(at: 200, from: "New", to: "Talk"), .init(at: 400, from: "Talk", to: "Refused")])
    #expect(deal.closing == 400)
    #expect(deal.standings.last?.stage == "Refused")
    #expect(deal.standings.last?.lastRung == "Talk")
    #expect(deal.standings.last?.furthest == 1)
  }

  @Test func `a closed deal without a closing closed at its move into that stage, or at creation`()
  {
    #expect(history(outcome: .won, [.init(at: 200, from: "New", to: "Paid")]).closing == 200)
    #expect(history(outcome: .won).closing == 100)
  }

  @Test func `the second stay in a stage is not the first`() {
    let deal = history([
      .init(at: 200, from: "New", to: "Talk"), .init(at: 300, from: "Talk", to: "New"),
    ])
    #expect(deal.visits.map(\.isFirst) == [true, true, false])
  }

  @Test func `stages are guessed in the order of their median place among moves`() {
    var guess = LadderGuess()
    guess.learn(
      stage: "Won", outcome: .won,
      moves: [.init(at: 1, from: "A", to: "B"), .init(at: 2, from: "B", to: "Won")])
    guess.learn(stage: "C", outcome: .open, moves: [.init(at: 1, from: "A", to: "C")])
    guess.learn(
      stage: "Lost", outcome: .lost,
      moves: [.init(at: 1, from: "A", to: "B"), .init(at: 2, from: "B", to: "Lost")])
    guess.learn(stage: "D", outcome: nil, moves: [])
    #expect(guess.ladder.stages.map(\.name) == ["A", "B", "C", "Lost", "D", "Won"])
    #expect(guess.ladder.outcome(of: "Won") == .won)
    #expect(guess.ladder.outcome(of: "Lost") == .lost)
    #expect(guess.ladder.isGuessed)
  }

  @Test func `the stage a move left counts as the last rung, though nothing led there`() {
    let deal = history(
      closed: 500, stage: "Refused", outcome: .lost,
      [.init(at: 200, from: nil, to: "New"), .init(at: 500, from: "Offer", to: "Refused")])
    #expect(deal.standings.last?.lastRung == "Offer")
    #expect(deal.standings.last?.furthest == 2)
  }

  @Test func `without a won stage a deal is won with its move to the last rung`() {
    let deal = DealHistory(
      created: 100, closed: nil, stage: "B", outcome: .won,
      moves: [.init(at: 700, from: "A", to: "B")],
      ladder: StageLadder([.init("A", .open), .init("B", .open)]))
    #expect(deal.closing == 700)
  }

  @Test func `of stays in one stage only the earliest is the first`() {
    let deal = history(
      [
        .init(at: 200, from: "New", to: "Talk"), .init(at: 300, from: "Talk", to: "New"),
        .init(at: 50, from: nil, to: "Talk"),
      ].sorted { $0.at < $1.at })
    #expect(deal.visits.map(\.stage) == ["Talk", "Talk", "New"])
    #expect(deal.visits.map(\.isFirst) == [true, false, true])
  }
}

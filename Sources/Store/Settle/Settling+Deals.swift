import Domain
import SQLCompiler

extension Settling {
  /// Gathers the deals whose history may have changed.
  func touchDeals() throws {
    try add(to: "touched_deal", "SELECT deal_id FROM stage_move WHERE revision > :since")
    // Why: all deals are looked at to find those of a pipeline.
    guard try !touchedPipelines().isEmpty else { return }
    try add(
      to: "touched_deal",
      """
      SELECT id FROM deal
      WHERE in_pipeline IN (SELECT name FROM touched_pipeline)
      """)
  }

  /// Works out the history of every touched deal.
  func settleDeals() throws {
    for table in ["standing", "stage_visit"] {
      try run("DELETE FROM \(table) WHERE deal_id IN (SELECT id FROM touched_deal)")
    }
    var ladders: [String: StageLadder] = [:]
    for (pipeline, ladder) in try self.ladders() { ladders[pipeline] = ladder }
    let writer = try HistoryWriter(session, zone)
    try eachDeal(
      of: "touched_deal t CROSS JOIN deal d ON d.id = t.id WHERE d.known = 1",
      movesOf: "touched_deal t CROSS JOIN stage_move m ON m.deal_id = t.id"
    ) { deal in
      let history = DealHistory(
        created: deal.created, closed: deal.closed, stage: deal.stage, outcome: deal.outcome,
        moves: deal.moves, ladder: ladders[deal.pipeline] ?? StageLadder([]))
      try writer.write(history, of: deal.record)
    }
    try session.flush()
    try session.renewStatistics(of: "deal_ending")
  }

  /// The ladders as they stand.
  func ladders() throws -> [(String, StageLadder)] {
    let rows = try session.rows(
      """
      SELECT pipeline, stage, outcome, norm_days, norm_conversion, is_guessed
      FROM rung ORDER BY pipeline, place
      """)
    var ladders: [(String, [StageLadder.Stage], Bool)] = []
    for row in rows {
      let pipeline: String = row[0]
      let stage = StageLadder.Stage(
        row[1], Outcome(rawValue: row[2]) ?? .open, normDays: row[3], normConversion: row[4])
      if ladders.last?.0 == pipeline {
        ladders[ladders.count - 1].1.append(stage)
      } else {
        ladders.append((pipeline, [stage], row[5]))
      }
    }
    return ladders.map { ($0.0, StageLadder($0.1, isGuessed: $0.2)) }
  }

  /// Gathers the pipelines that changed deals were in.
  func touchPipelines() throws {
    try add(
      to: "touched_pipeline",
      """
      SELECT DISTINCT in_pipeline FROM deal
      WHERE revision > :since AND in_pipeline IS NOT NULL
      """)
  }

  /// The pipeline that a deal is in, which one that was only referred to is not.
  static let pipeline = SettledColumn(
    "in_pipeline",
    """
    CASE WHEN deal.known = 1 THEN COALESCE(deal.pipeline, '\(Pipeline.standard)')
    ELSE deal.in_pipeline END
    """, isText: true)

  /// Sets the ladders of the pipelines that the changed records may change: from the file of
  /// stages, else guessed.
  func settleLadders() throws {
    if try isChanged("stage") {
      try add(to: "touched_pipeline", "SELECT pipeline FROM stage WHERE revision > :since")
      for pipeline in try touchedPipelines() { try replace(pipeline, by: told(pipeline)) }
    }
    try run("DELETE FROM touched_pipeline WHERE name IN (SELECT pipeline FROM stage)")
    let told = "SELECT pipeline FROM stage"
    try add(
      to: "touched_pipeline",
      """
      SELECT DISTINCT in_pipeline FROM deal
      WHERE revision > :since AND known = 1 AND in_pipeline NOT IN (\(told))
      """)
    try add(
      to: "touched_pipeline",
      """
      SELECT DISTINCT d.in_pipeline
      FROM stage_move m CROSS JOIN deal d ON d.id = m.deal_id\(kin("d", "m"))
      WHERE m.revision > :since AND d.known = 1 AND d.in_pipeline NOT IN (\(told))
      """)
    let before = try ladders()
    for pipeline in try touchedPipelines() {
      let guess = try guess(pipeline)
      if before.first(where: { $0.0 == pipeline })?.1 == guess {
        try session.run("DELETE FROM touched_pipeline WHERE name = ?", [pipeline])
      } else {
        try replace(pipeline, by: guess)
      }
    }
    if try isChanged("stage") {
      try add(to: "touched_pipeline", "SELECT pipeline FROM stage WHERE revision > :since")
    }
  }

  private func touchedPipelines() throws -> [String] {
    try session.column("SELECT name FROM touched_pipeline ORDER BY name")
  }

  private func told(_ pipeline: String) throws -> StageLadder {
    let rows = try session.rows(
      """
      SELECT stage, outcome, norm_days, norm_conversion FROM stage WHERE pipeline = ?
      ORDER BY "order", id
      """, [pipeline])
    var known: Set<String> = []
    return StageLadder(
      rows.compactMap { row in
        let name: String = row[0]
        guard known.insert(name).inserted else { return nil }
        let outcome = (row[1] as Int?).flatMap(Outcome.init) ?? .open
        return .init(name, outcome, normDays: row[2], normConversion: row[3])
      })
  }

  private func guess(_ pipeline: String) throws -> StageLadder {
    var guess = LadderGuess()
    try eachDeal(
      of: "deal d WHERE d.known = 1 AND d.in_pipeline = \(pipeline.sqlText)",
      movesOf: """
        deal t CROSS JOIN stage_move m ON m.deal_id = t.id\(kin("m", "t"))
        WHERE t.in_pipeline = \(pipeline.sqlText)
        """
    ) { deal in
      guess.learn(stage: deal.stage, outcome: deal.outcome, moves: deal.moves)
    }
    return guess.ladder
  }

  private func replace(_ pipeline: String, by ladder: StageLadder) throws {
    stale(.directory)
    try session.run("DELETE FROM rung WHERE pipeline = ?", [pipeline])
    for (place, stage) in ladder.stages.enumerated() {
      try session.run(
        """
        INSERT INTO rung
        (pipeline, place, stage, outcome, rung, norm_days, norm_conversion, is_guessed)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          pipeline, place, stage.name, stage.outcome.rawValue, ladder.rung(stage.name),
          stage.normDays, stage.normConversion, ladder.isGuessed,
        ])
    }
  }
}

/// A deal as it is read for its history.
struct ReadDeal {
  let record: RecordHandle
  let created: Int
  let closed: Int?
  let stage: String?
  let outcome: Outcome?
  let pipeline: String
  var moves: [DealHistory.Move] = []
}

extension Settling {
  /// Reads deals with their moves, by id; both selections give theirs in that order.
  func eachDeal(
    of deals: String, movesOf moves: String, _ body: (ReadDeal) throws -> Void
  ) throws {
    let deals = try session.cursor(
      """
      SELECT d.id, d.created_at, d.closed_at, d.stage, d.outcome, d.in_pipeline,
        \(session.dialect == .citus ? "d.family" : "0")
      FROM \(deals) ORDER BY d.id
      """, [])
    let moves = try session.cursor(
      """
      SELECT m.deal_id, m.at, m."from", m."to" FROM \(moves) ORDER BY t.id, m.at, m.id
      """, [])
    defer {
      deals.reset()
      moves.reset()
    }
    var isMove = try moves.step()
    while try deals.step() {
      let row = StoredRow(deals)
      var deal = ReadDeal(
        record: RecordHandle(id: row[0], family: row[6]), created: row[1] ?? 0, closed: row[2],
        stage: row[3],
        outcome: (row[4] as Int?).flatMap(Outcome.init), pipeline: row[5] ?? Pipeline.standard)
      while isMove, moves.integer(0) < deal.record.id { isMove = try moves.step() }
      while isMove, moves.integer(0) == deal.record.id {
        if let to = moves.text(3) {
          deal.moves.append(
            DealHistory.Move(at: Int(moves.integer(1)), from: moves.text(2), to: to))
        }
        isMove = try moves.step()
      }
      try body(deal)
    }
  }
}

/// Writes the histories of deals.
private struct HistoryWriter {
  private let zone: ZoneTable
  private let hasFamilies: Bool
  private let ending: any RowAppender
  private let standing: any RowAppender
  private let visit: any RowAppender

  init(_ session: any Session, _ zone: ZoneTable) throws {
    self.zone = zone
    hasFamilies = session.dialect == .citus
    let family = hasFamilies ? ["family"] : []
    ending = try session.appender(
      to: "deal_ending", ["id", "final", "closing_at", "closing_day"] + family)
    standing = try session.appender(
      to: "standing", ["deal_id", "from_at", "until_at", "stage", "furthest", "last_rung"] + family)
    visit = try session.appender(
      to: "stage_visit",
      ["deal_id", "stage", "entered_at", "entered_day", "next_at", "is_timed", "is_first"] + family)
  }

  func write(_ history: DealHistory, of deal: RecordHandle) throws {
    let id = StoredValue.integer(deal.id)
    let family: [StoredValue] = hasFamilies ? [.integer(deal.family)] : []
    try ending.add(
      [
        id, StoredValue(history.final.rawValue), StoredValue(history.closing),
        StoredValue(history.closing.map(day)),
      ] + family)
    for (index, item) in history.standings.enumerated() {
      let next = index + 1 < history.standings.count ? history.standings[index + 1].from : nil
      try standing.add(
        [
          id, StoredValue(item.from ?? -Moment.beyond), StoredValue(next ?? Moment.beyond),
          StoredValue(item.stage), StoredValue(item.furthest), StoredValue(item.lastRung),
        ] + family)
    }
    for item in history.visits {
      try visit.add(
        [
          id, StoredValue(item.stage), StoredValue(item.entered), StoredValue(day(item.entered)),
          StoredValue(item.next), StoredValue(item.isTimed ? 1 : 0),
          StoredValue(item.isFirst ? 1 : 0),
        ] + family)
    }
  }

  private func day(_ moment: Int) -> Int { zone.local(Moment(milliseconds: moment)).day.number }
}

extension Moment {
  /// Milliseconds later than any moment.
  static let beyond = 9_000_000_000_000_000_000
}

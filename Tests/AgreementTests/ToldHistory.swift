import Demo
import Domain
import Store

/// The demo company's records as a system sends them: each as it stood at a moment.
///
/// What a row says of itself without a time is as known now by the definitions, whenever it is
/// asked about. So the history never says it otherwise than it was from the beginning:
/// - a lead's and a deal's own temperature is left out; `temperatures` tell it with their times;
/// - a planned payment is seen as of any moment, so those planned by the moment `plansUntil` are
///   there before anything is asked, and later deals' payments come when the money does;
/// - plans, holidays, stages, sellers, products and channels are there from the beginning.
///
/// A call and an interval of work happen at their start, an amount of a day at its 00:00.
struct ToldHistory {
  private var chapters: [Chapter] = []
  private var turns: [String: [Turn]] = [:]
  private var events: [Event] = []
  private let zone: ZoneTable
  private let end: Int
  private let plansUntil: Int

  /// The history of a company up to `end`.
  init(
    of company: DemoCompany, plansUntil: Moment, end: Moment, zone: ZoneTable
  ) throws {
    self.zone = zone
    self.end = end.milliseconds
    self.plansUntil = plansUntil.milliseconds
    var collector = Collector()
    try company.fill(&collector, progress: { _, _ in })
    chapters = collector.chapters
    gatherTurns()
    gatherEvents()
  }

  /// The ids of records of a kind, in their order.
  func ids(of kind: String) -> [String] {
    chapters.first { $0.kind.name == kind }.map { chapter in
      chapter.rows.compactMap { chapter.text($0, "id") }
    } ?? []
  }

  /// Takes in what happened after one moment and up to another, each record once, as it stands
  /// then.
  func takeIn(
    after: Moment?, upTo moment: Moment, into storage: Storage, base: Currency
  ) throws {
    let order = IntakeOrder(
      source: "crm", file: "webhook", at: moment, base: base, zone: zone)
    let first = after.map { place(after: $0.milliseconds) } ?? 0
    let happened = events[first..<place(after: moment.milliseconds)]
    let rows = Dictionary(grouping: happened, by: \.chapter).mapValues { Set($0.map(\.row)) }
    _ = try storage.takeIn(order) { intake in
      for (number, chapter) in chapters.enumerated() {
        guard let changed = rows[number] else { continue }
        let recording = try intake.recording(
          chapter.kind, fields: chapter.fields, attributes: chapter.attributes)
        for row in changed.sorted() {
          try recording.record(cells(chapter, chapter.rows[row], at: moment.milliseconds))
        }
      }
      return true
    }
  }

  /// The place of the first event after a moment.
  private func place(after moment: Int) -> Int {
    var (low, high) = (0, events.count)
    while low < high {
      let middle = (low + high) / 2
      if events[middle].at <= moment { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func gatherTurns() {
    guard let moves = chapters.first(where: { $0.kind.name == "stage_moves" }) else { return }
    for row in moves.rows {
      guard let deal = moves.text(row, "deal"), let at = moves.number(row, "at") else { continue }
      turns[deal, default: []].append(
        Turn(at: at, stage: moves[row, "to"], manager: moves[row, "manager"]))
    }
  }

  private mutating func gatherEvents() {
    for (number, chapter) in chapters.enumerated() {
      for (row, cells) in chapter.rows.enumerated() {
        for at in moments(chapter, cells) where at <= end {
          events.append(Event(at: at, chapter: number, row: row))
        }
      }
    }
    events.sort { ($0.at, $0.chapter, $0.row) < ($1.at, $1.chapter, $1.row) }
  }

  /// When a record comes to be or becomes another.
  private func moments(_ chapter: Chapter, _ row: [Cell]) -> [Int] {
    func times(_ names: String...) -> [Int] { names.compactMap { chapter.number(row, $0) } }
    func days(_ names: String...) -> [Int] {
      names.compactMap { chapter.number(row, $0) }.map { zone.start(of: Day($0)).milliseconds }
    }
    switch chapter.kind.name {
    case "clients": return times("created_at")
    case "leads":
      return times("created_at", "first_response_at", "qualified_at", "disqualified_at")
    case "deals":
      let moved = turns[chapter.text(row, "id") ?? ""] ?? []
      // Why: the last of all is the seller that a deal has at the end.
      return times("created_at", "closed_at") + moved.map(\.at) + [end]
    case "stage_moves", "temperatures": return times("at")
    case "deal_items": return [dealCreated(chapter, row)]
    case "calls": return times("started_at")
    case "activities":
      return times("at") + (plannedAhead(chapter, row).map { [$0] } ?? [])
    case "payments":
      let isEarly = dealCreated(chapter, row) <= plansUntil
      return isEarly ? [dealCreated(chapter, row)] + days("received_on") : days("received_on")
    case "tasks": return times("created_at", "done_at")
    case "ad_spend": return days("date")
    case "worktime": return times("start")
    default: return [.min]
    }
  }

  /// A record's row at a moment at which it is there.
  private func cells(_ chapter: Chapter, _ row: [Cell], at moment: Int) -> [Cell] {
    var row = row
    func isAhead(_ name: String) -> Bool { chapter.number(row, name).map { $0 > moment } ?? false }
    func set(_ name: String, _ cell: Cell) {
      if let place = chapter.places[name] { row[place] = cell }
    }
    switch chapter.kind.name {
    case "leads":
      set("temperature", .none)
      let isQualified = chapter.number(row, "qualified_at").map { $0 <= moment } ?? false
      let isGivenUp = chapter.number(row, "disqualified_at").map { $0 <= moment } ?? false
      let isAnswered = chapter.number(row, "first_response_at").map { $0 <= moment } ?? false
      set("status", .integer(isQualified ? 3 : isGivenUp ? 4 : isAnswered ? 2 : 1))
      if !isQualified { set("qualified_at", .none) }
      if !isGivenUp {
        set("disqualified_at", .none)
        set("disqualify_reason", .none)
      }
      if !isAnswered { set("first_response_at", .none) }
    case "deals":
      set("temperature", .none)
      let seen = (turns[chapter.text(row, "id") ?? ""] ?? []).filter { $0.at <= moment }
      if isAhead("closed_at") {
        set("closed_at", .none)
        set("outcome", .integer(1))
        set("loss_reason", .none)
      }
      if let last = seen.last {
        set("stage", last.stage)
        if moment < end { set("manager", last.manager) }
      }
      // Why: nobody knows what a deal is worth before it has left its first stage.
      if seen.count < 2, moment < end { set("amount", .none) }
    case "activities" where isAhead("at"):
      for name in ["duration_s", "amount", "first_reply_s"] { set(name, .none) }
      set("status", .integer(1))
    case "payments":
      if dealCreated(chapter, row) > plansUntil {
        set("planned_on", .none)
        set("planned_amount", .none)
      }
      let today = zone.local(Moment(milliseconds: moment)).day.number
      if let day = chapter.number(row, "received_on"), day > today {
        set("received_on", .none)
        set("received_amount", .none)
      }
    case "tasks" where isAhead("done_at"):
      set("done_at", .none)
      set("result", .none)
    default: break
    }
    return row
  }

  /// When the deal of a row was opened; never for a row that names none.
  private func dealCreated(_ chapter: Chapter, _ row: [Cell]) -> Int {
    chapter.text(row, "deal").flatMap { turns[$0]?.first?.at } ?? .max
  }

  /// When a meeting, presentation or visit for a deal that was there was planned: two days ahead.
  private func plannedAhead(_ chapter: Chapter, _ row: [Cell]) -> Int? {
    guard let at = chapter.number(row, "at"), let kind = chapter.number(row, "kind"),
      [1, 2, 6].contains(kind)
    else { return nil }
    let planned = at - 2 * 86_400_000
    return dealCreated(chapter, row) <= planned ? planned : nil
  }
}

/// What happened to a record.
private struct Event {
  let at: Int
  let chapter: Int
  let row: Int
}

/// A deal's coming to a stage.
private struct Turn {
  let at: Int
  let stage: Cell
  let manager: Cell
}

/// The rows of one kind as they stand at the end.
private struct Chapter {
  let kind: RecordKind
  let fields: [RecordField]
  let attributes: [String]
  let places: [String: Int]
  var rows: [[Cell]] = []

  init(_ kind: RecordKind, _ fields: [RecordField], _ attributes: [String]) {
    self.kind = kind
    self.fields = fields
    self.attributes = attributes
    places = Dictionary(uniqueKeysWithValues: zip(fields.map(\.name), fields.indices))
  }

  subscript(row: [Cell], name: String) -> Cell { places[name].map { row[$0] } ?? .none }

  func number(_ row: [Cell], _ name: String) -> Int? {
    if case .integer(let number) = self[row, name] { number } else { nil }
  }

  func text(_ row: [Cell], _ name: String) -> String? {
    if case .text(let text) = self[row, name] { text } else { nil }
  }
}

/// Collects what the demo writes.
private struct Collector: DemoSink {
  var chapters: [Chapter] = []

  mutating func begin(
    _ kind: RecordKind, _ fields: [RecordField], attributes: [String]
  ) throws {
    chapters.append(Chapter(kind, fields, attributes))
  }

  mutating func row(_ cells: [Cell]) throws {
    chapters[chapters.count - 1].rows.append(cells)
  }
}

import Domain
import Semantics

/// Funnel: how many deals reach each stage, how long they stay, where they leak and what it costs.
struct FunnelReport: ReportRecipe {
  let id = "funnel"
  let shelf: ReportShelf? = .deals
  let kinds = ["stage_moves", "stages", "deals", "clients"]
  let isSliced = true

  func picture(_ request: ReportRequest) -> ReportPicture {
    request.slice == nil && !request.isFlow ? .stages : .none
  }

  /// The largest leak: where most money is lost below the norm.
  func answer(_ report: Report) -> ReportAnswer? {
    guard let leak = report.place(of: "leak"), let entered = report.place(of: "entered"),
      let norm = report.place(of: "norm_conversion")
    else { return nil }
    let leaks = report.rows.indices.dropLast().filter {
      report.rows[$0].figures[leak].number ?? 0 > 0
    }
    func size(_ place: Int) -> Double { report.rows[place].figures[leak].number ?? 0 }
    guard let worst = leaks.max(by: { size($0) < size($1) }) else { return nil }
    let (row, next) = (report.rows[worst], report.rows[worst + 1])
    let stages = [row, next].map { $0.keys.last?.text ?? "" }
    return ReportAnswer(
      lead: Message("answer.leak", ["from": stages[0], "to": stages[1]]),
      figure: .real(-size(worst)), type: .money,
      reason: (
        "answer.leak.reason",
        [
          "entered": Int(row.figures[entered].number ?? 0),
          "next": Int(next.figures[entered].number ?? 0),
          "norm": Int(((row.figures[norm].number ?? 0) * 100).rounded()),
        ]
      ), isBad: true)
  }

  func plan(_ request: ReportRequest) -> ReportPlan {
    request.isFlow ? flow(request) : cohort(request)
  }

  /// Deals first entering each stage in the period.
  private func flow(_ request: ReportRequest) -> ReportPlan {
    let keys = keys(request)
    let first = Ask(
      .visitsSinceCreation, in: request, where: VisitFields.isFirst, [.count("entered")])
    var plan = ReportPlan(keys: keys, asks: [first], figures: [.count("entered")])
    let ladders = FunnelRows(request.company.directory)
    plan.total = .none
    plan.notesLadders = true
    plan.keepsEmptyRows = true
    plan.reshape = { groups in
      let known = Dictionary(groups.map { ($0.keys, $0) }, uniquingKeysWith: { first, _ in first })
      return ladders.rows(of: groups) { keys, _ in known[keys] ?? Group(keys: keys) }
        .split(where: { $0.number("entered") > 0 })
    }
    return plan
  }

  /// Deals opened in the period, by the furthest stage each has reached.
  private func cohort(_ request: ReportRequest) -> ReportPlan {
    let keys = keys(request)
    let reached = Term.via(DealFields.standing, .column("furthest"))
    let deals = Ask(.deals, in: request, [])
    let cut = keys.dropLast().map { deals.subject.term($0.field) ?? .missing }
    let won = DealFields.isClosed(as: 2)
    let isOpen = DealFields.isOpen
    let counted: [Measure] =
      Closing.doubtful + [
        .count("entered"), .count("lost_here", where: DealFields.isClosed(as: 3)),
        .count("open_here", where: isOpen), .money("amount", DealFields.amount),
        .count("won", where: won), .money("won_amount", DealFields.amount, where: won),
      ]
    let created = Condition.between(
      .via(VisitFields.deal, .column("created_day")), request.from.number, request.to.number)
    var plan = ReportPlan(
      keys: keys,
      asks: [
        Ask(deals.subject, where: deals.condition, keys: cut + [reached], counted),
        Ask(
          .visits, where: created && VisitFields.isOver,
          [.values("days_here", VisitFields.duration)]),
      ],
      figures: Self.figures)
    let ladders = FunnelRows(request.company.directory)
    plan.total = .none
    plan.notesLadders = true
    plan.keepsEmptyRows = true
    plan.reshape = { ladders.cohort($0) }
    plan.askedKeys = keys.count - 1
    plan.rename = { measure, _ in measure.hasPrefix("entered") ? "entered" : measure }
    plan.narrow = { measure, row in ladders.narrow(measure, row, reached) }
    return plan
  }

  private func keys(_ request: ReportRequest) -> [ReportKey] {
    [ReportKey(name: "pipeline", field: .pipeline, kind: .text)]
      + (request.slice.map { [.slice($0)] } ?? [])
      + [ReportKey(name: "stage", field: .stage, kind: .stage)]
  }

  private static let figures: [FigureRule] = [
    .count("entered"), .ratio("from_previous", "entered", of: "entered_previous"),
    .ratio("from_first", "entered", of: "entered_first"), .count("lost_here"),
    .count("open_here"), .median("median_days", of: "days_here", unit: 86_400_000),
    .money("amount"),
    .made("norm_conversion", .percent, of: []) { group, _ in
      .real(orNone: group.numbers["norm_conversion"])
    },
    .made("norm_days", .days, of: []) { group, _ in .real(orNone: group.numbers["norm_days"]) },
    .made("leak", .money, of: ["entered", "entered_next", "entered_winning", "won", "won_amount"]) {
      leak($0, $1.request)
    },
  ]

  /// What is lost below the norm: (norm − conversion to the next stage) × entered × share of those
  /// that passed all later stages × average check of won.
  private static func leak(_ group: Group, _ request: ReportRequest) -> Figure {
    let entered = group.number("entered")
    let next = group.number("entered_next")
    guard let norm = group.numbers["norm_conversion"], group.numbers["has_next"] != nil,
      let interval = Wilson(next, of: entered), interval.high < norm
    else { return .real(0) }
    let won = group.number("won")
    guard next > 0, won > 0 else { return .none }
    let share = Double(group.number("entered_winning")) / Double(next)
    let check = Double(group.number("won_amount")) / request.company.minorUnits / Double(won)
    return .real((norm - Double(next) / Double(entered)) * Double(entered) * share * check)
  }
}

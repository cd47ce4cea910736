import Domain
import Semantics

/// Daily: plan and fact of every metric and seller on one day.
struct DailyReport: ReportRecipe {
  let id = "daily"
  let shelf: ReportShelf? = .day
  let kinds = ["calls", "activities", "payments", "plans", "worktime", "leads"]
  let isOfDay = true

  func plan(_ request: ReportRequest) -> ReportPlan {
    let metric = ReportKey(name: "metric", field: .metric, kind: .choice(RecordKind.metrics))
    var plan = ReportPlan(
      keys: [.manager, metric], asks: asks(request),
      figures: [
        FigureRule(key: "plan", type: .number, opens: .nothing) { group, _ in
          .real(orNone: group.numbers["plan"])
        },
        FigureRule(key: "fact", type: .number, opens: .records("fact")) { group, around in
          let fact = group.number("fact")
          guard Self.isMoney(group) else { return .count(fact) }
          return .real(Double(fact) / around.request.company.minorUnits)
        },
        .made("percent", .percent, of: ["fact", "plan"]) { group, around in
          guard let plan = group.numbers["plan"] else { return .none }
          let units = Self.isMoney(group) ? around.request.company.minorUnits : 1
          return .ratio(Double(group.number("fact")) / units, plan)
        },
      ])
    plan.keepsEmptyRows = true
    plan.total = .eachOfLastKey
    plan.askedKeys = 1
    plan.reshape = { rows($0, request) }
    plan.rename = { measure, row in
      let metric = row["metric"]??.number.flatMap { RecordKind.metrics[safe: $0 - 1] }
      return measure == "fact" ? metric ?? measure : measure
    }
    return plan
  }

  private static func isMoney(_ group: Group) -> Bool {
    guard case .number(let place)?? = group.keys.last else { return false }
    return RecordKind.metrics[safe: place - 1] == "payments_sum"
  }

  /// A row for each metric of every seller with a fact or a plan.
  private func rows(_ groups: [Group], _ request: ReportRequest) -> [Group] {
    let facts = Dictionary(
      groups.map { ($0.keys[0], $0) }, uniquingKeysWith: { first, _ in first })
    let planned = request.company.plans.managers.filter { isAsked($0, request) }
    let sellers = Set(facts.keys).union(planned.map { .number($0) })
    return sellers.flatMap { seller -> [Group] in
      let rows = RecordKind.metrics.enumerated().map { place, name in
        var row = Group(keys: [seller, .number(place + 1)])
        row.measures["fact"] = .number(facts[seller]?.number(MeasureName(name)) ?? 0)
        if let manager = seller?.number, planned.contains(manager) {
          row.numbers["plan"] = request.company.plans.value(
            of: place, manager: manager, on: request.date, request.company.calendar)
        }
        return row
      }
      let hasAny = rows.contains { $0.number("fact") != 0 || ($0.numbers["plan"] ?? 0) != 0 }
      return hasAny ? rows : []
    }
  }

  /// Whether a seller's plans pass the filters: those of sellers and teams choose, others leave
  /// plans whole.
  private func isAsked(_ manager: Int, _ request: ReportRequest) -> Bool {
    request.filters.allSatisfy { filter in
      switch filter.field {
      case .manager: filter.values.contains(.number(manager))
      case .team:
        filter.values.contains(
          request.company.directory.employees.entries[manager]?.team.map { .text($0) })
      default: true
      }
    }
  }

  private func asks(_ request: ReportRequest) -> [Ask] {
    let day = request.date.number
    func ask(_ subject: Subject, _ measures: [Measure]) -> Ask {
      Ask(
        subject, where: .equals(subject.day, day),
        keys: [subject.term(.manager) ?? .missing], measures)
    }
    let talk = Term.column("duration_s")
    let kind = Term.column("kind")
    return [
      ask(
        .calls,
        [
          .count("calls_out", where: .equals(.column("direction"), 2)),
          .count("calls_in", where: .equals(.column("direction"), 1)),
          .count("calls_30s", where: .less(.number(30), talk)),
          .sum("talk_seconds", talk, as: .seconds),
        ]),
      ask(
        .activities,
        [
          .count("meetings", where: .equals(kind, 1)),
          .count("presentations", where: .equals(kind, 2)),
          .count("proposals", where: .equals(kind, 3)), .count("chats", where: .equals(kind, 4)),
        ]),
      ask(.leadsAnswered, [.count("leads_processed")]),
      ask(.dealsClosed, [.count("deals_won", where: DealFields.isClosed(as: 2))]),
      ask(
        .paymentsReceived,
        [.count("payments"), .money("payments_sum", .column("received_amount_base"))]),
      workTime(request),
    ]
  }

  /// Seconds of intervals that lie on the day, cut at midnight.
  private func workTime(_ request: ReportRequest) -> Ask {
    let first = Term.number(request.company.zone.start(of: request.date).milliseconds)
    let after = Term.number(request.company.zone.start(of: request.date.adding(1)).milliseconds)
    let start = Term.column("start")
    let end = Term.column("end")
    let milliseconds = Term.minus(
      .choose(.less(end, after), end, otherwise: after),
      .choose(.less(start, first), first, otherwise: start))
    return Ask(
      .workTime,
      where: .less(start, after) && .less(first, end) && .less(start, end)
        && .atMost(first, .asOf),
      keys: [Subject.workTime.term(.manager) ?? .missing],
      [.sum("work_seconds", .seconds(milliseconds), as: .seconds)])
  }
}

import App
import Domain
import Render
import Reports

/// What the head of sales sees first: the reports of the day and of the month.
struct TodayFigures: Sendable {
  let payments: Report
  let daily: Report
  let managers: Report
  let tasks: Report
  /// What all sellers plan to receive this month, in whole units.
  let monthPlan: Double?
  /// The part of the month's working days that has passed, today included.
  let passed: Double

  init(_ planerka: Planerka, now moment: Moment) throws {
    func report(_ id: String, _ parameters: [(name: String, value: String)] = []) throws -> Report {
      try planerka.report(ReportQuestion(id: id, parameters: parameters), now: moment)
    }
    payments = try report("payments")
    managers = try report("managers")
    let today = managers.request.asOfDay
    let calendar = managers.request.company.calendar
    let now = try report("daily")
    // Why: on a day off nobody has a plan; the last working day says how things stand.
    let worked = (1...14).map { today.adding(-$0) }.first { calendar.isWorking($0) }
    if now.rows.isEmpty, let worked {
      daily = try report("daily", [("date", worked.description)])
    } else {
      daily = now
    }
    tasks = try report(
      "tasks", [("from", today.adding(-30).description), ("to", today.description)])
    let facts = managers.request.company
    let metric = RecordKind.metrics.firstIndex(of: "payments_sum") ?? 0
    let (first, last) = Plan.Period.month.days(around: today)
    monthPlan = facts.plans.total(of: metric, .month, from: first)
    let days = facts.calendar.workingDays(first, last)
    passed = days == 0 ? 0 : Double(facts.calendar.workingDays(first, today)) / Double(days)
  }

  /// A figure of a report's total, money in whole units; 0 when it says nothing.
  static func total(_ report: Report, _ key: String) -> Double {
    guard case .figures(let figures, _) = report.total,
      let place = report.columns.filter({ !$0.isKey }).firstIndex(where: { $0.key == key })
    else { return 0 }
    return figures[place].number ?? 0
  }

  /// Plan, fact and share of a metric of the day.
  func day(_ metric: String) -> [Figure] {
    guard case .each(let rows) = daily.total else { return [] }
    return rows.first { $0.key == metric }?.figures ?? []
  }
}

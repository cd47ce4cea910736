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
  /// The part of the month's work that is over, of today by the hours of work.
  let passed: Double

  init(_ planerka: Planerka, now moment: Moment) throws {
    func report(_ id: String, _ parameters: [(name: String, value: String)] = []) throws -> Report {
      try planerka.report(ReportQuestion(id: id, parameters: parameters), now: moment)
    }
    payments = try report("payments")
    managers = try report("managers")
    let today = managers.request.asOfDay
    let calendar = managers.request.company.calendar
    // Why: on a day off nobody has a plan; the last working day says how things stand.
    let worked = (0...14).map { today.adding(-$0) }.first { calendar.isWorking($0) }
    daily = try report("daily", [("date", (worked ?? today).description)])
    tasks = try report(
      "tasks", [("from", today.adding(-30).description), ("to", today.description)])
    let facts = managers.request.company
    let metric = RecordKind.metrics.firstIndex(of: "payments_sum") ?? 0
    let (first, last) = Plan.Period.month.days(around: today)
    monthPlan = facts.plans.total(of: metric, .month, from: first)
    let days = facts.calendar.workingDays(first, last)
    let before = Double(first == today ? 0 : facts.calendar.workingDays(first, today.adding(-1)))
    let now =
      calendar.isWorking(today) ? facts.hours.passed(of: today, at: moment, in: facts.zone) : 0
    passed = days == 0 ? 0 : (before + now) / Double(days)
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

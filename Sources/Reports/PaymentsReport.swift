import Domain
import Semantics

/// Payments: received on a day, planned for the next seven, overdue.
struct PaymentsReport: ReportRecipe {
  let id = "payments"
  let shelf: ReportShelf? = .day
  let kinds = ["payments", "rates"]
  let isOfDay = true
  let headline: String? = "received_today"

  func picture(_ request: ReportRequest) -> ReportPicture {
    .days
  }

  func plan(_ request: ReportRequest) -> ReportPlan {
    let day = request.date.number
    let planned = Term.column("planned_on")
    func due(_ name: String, _ first: Int, _ last: Int) -> Measure {
      .money(
        name, .column("planned_amount_base"), where: .between(planned, day + first, day + last))
    }
    let days = (1...7).map { "day_\($0)" }
    var plan = ReportPlan(
      keys: [.manager],
      asks: [
        Ask(
          .paymentsReceived, where: .equals(.column("received_on"), day),
          [.money("received_today", .column("received_amount_base"))]),
        Ask(
          .paymentsPlanned, where: .atMost(planned, .number(day + 7)),
          days.enumerated().map { due($1, $0 + 1, $0 + 1) } + [
            .money(
              "overdue", .column("planned_amount_base"), where: .less(planned, .number(day)))
          ]),
      ],
      figures: [
        .money("received_today"), .money("planned_tomorrow", of: ["day_1"], opens: "day_1"),
        .money("planned_7_days", of: days, opens: "planned_7_days"),
      ] + days.map { .money($0) } + [.money("overdue")])
    plan.beside = [Ask(.paymentsPlanned, [due("planned_7_days", 1, 7)])]
    return plan
  }
}

import Domain
import Semantics

/// Managers: what each seller has in work, won, lost and brought in.
struct ManagersReport: ReportRecipe {
  let id = "managers"
  let shelf: ReportShelf? = .money
  let kinds = ["deals", "payments", "activities", "temperatures", "employees"]
  let headline: String? = "revenue"

  func picture(_ request: ReportRequest) -> ReportPicture {
    .bars("revenue")
  }

  func plan(_ request: ReportRequest) -> ReportPlan {
    ReportPlan(
      keys: [.manager],
      asks: [
        Ask(.dealsOpen, open(request)),
        Ask(
          .dealsClosed, in: request,
          Closing.measures + [
            .values(
              "days_to_won", .minus(.column("closing_day"), .column("created_day")),
              where: DealFields.isClosed(as: 2))
          ]),
        proposals(request),
        Ask(
          .paymentsReceived, in: request,
          [.money("revenue", .column("received_amount_base"))]),
      ],
      figures: [
        .count("hot_open"), .count("hot_new"), .count("refusals"), .count("won"),
        .ratio("win_rate", "won", of: "closed"), .money("money_hot"), .money("money_warm"),
        .median("median_days", of: "days_to_won"),
        FigureRule(key: "mean_days", type: .days, opens: .records("days_to_won")) { group, _ in
          .real(orNone: group.values("days_to_won").mean)
        },
        .average("average_check", "won_amount", of: "won"),
        .ratio("proposals_per_client", "proposals", of: "proposal_clients", as: .number),
        .money("revenue"), revenue(per: "day", 1, over: days(request), "days_of_period"),
        revenue(per: "week", 7, over: days(request), "days_of_period"),
        revenue(per: "month", 1, over: months(request), "months_of_period"),
      ])
  }

  private func open(_ request: ReportRequest) -> [Measure] {
    let isHot = Condition.equals(DealFields.temperature, 1)
    let zone = request.company.zone
    let since = Condition.between(
      DealFields.markedSince, zone.start(of: request.from).milliseconds,
      zone.end(of: request.to).milliseconds)
    return [
      .count("hot_open", where: isHot),
      .count("hot_new", where: isHot && since && .atMost(DealFields.markedSince, .asOf)),
      .money("money_hot", DealFields.amount, where: isHot),
      .money(
        "money_warm", DealFields.amount, where: .equals(DealFields.temperature, 2)),
    ]
  }

  private func proposals(_ request: ReportRequest) -> Ask {
    Ask(
      .activities, in: request,
      where: .equals(.column("kind"), 3) && .not(.isMissing(.column("client_id"))),
      [.count("proposals"), .distinct("proposal_clients", [.column("client_id")])])
  }

  private func days(_ request: ReportRequest) -> Int {
    request.to.number - request.from.number + 1
  }

  private func months(_ request: ReportRequest) -> Int {
    let (first, last) = (request.from.civil, request.to.civil)
    return (last.year - first.year) * 12 + last.month - first.month + 1
  }

  private func revenue(
    per unit: String, _ length: Double, over count: Int, _ counted: String
  ) -> FigureRule {
    let parts: [FigurePart] = ["revenue", .given(counted, count)]
    return .made("revenue_per_\(unit)", .money, of: parts) { group, around in
      .ratio(
        Double(group.number("revenue")) * length / around.request.company.minorUnits, Double(count))
    }
  }
}

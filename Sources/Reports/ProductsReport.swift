import Domain
import Semantics

/// Products: demand, conversion and money by product.
struct ProductsReport: ReportRecipe {
  let id = "products"

  func plan(_ request: ReportRequest) -> ReportPlan {
    var before = request
    let days = request.to.number - request.from.number + 1
    before.from = request.from.adding(-days)
    before.to = request.from.adding(-1)
    let received = Term.column("received_amount_base")
    return ReportPlan(
      keys: [.product],
      asks: [
        Ask(.leads, in: request, [.count("leads")]),
        Ask(.deals, in: request, [.count("deals")]),
        Ask(.dealsClosed, in: request, Closing.measures),
        Ask(.paymentsReceived, in: request, [.money("revenue", received)]),
        Ask(.paymentsReceived, in: before, [.money("revenue_before", received)]),
      ],
      figures: [
        .count("leads"), .count("deals"), .count("won"),
        .ratio("win_rate", "won", of: "closed"), .money("revenue"),
        .made("change", .percent, of: ["revenue", "revenue_before"]) { group, _ in
          let before = group.number("revenue_before")
          return .ratio(Double(group.number("revenue") - before), Double(before))
        },
      ])
  }
}

/// What is counted of deals closed in a period.
enum Closing {
  static let measures: [Measure] =
    [
      .count("closed"), .count("won", where: DealFields.isClosed(as: 2)),
      .count("refusals", where: DealFields.isClosed(as: 3)),
      .money("won_amount", DealFields.amount, where: DealFields.isClosed(as: 2)),
    ] + doubtful

  /// Closings that are told of in a note: before the creation, or without a date of their own.
  static let doubtful: [Measure] = [
    .count(
      "closed_reversed",
      where: DealFields.isClosed && .less(.column("closing_at"), .column("created_at"))),
    .count("closed_undated", where: DealFields.isClosed && .isMissing(.column("closed_at"))),
  ]
}

import Domain
import Semantics

/// Products: demand, conversion and money by product.
struct ProductsReport: ReportRecipe {
  let id = "products"
  let shelf: ReportShelf? = .money
  let kinds = ["products", "leads", "deals", "payments"]
  let headline: String? = "revenue"

  func picture(_ request: ReportRequest) -> ReportPicture {
    .bars("revenue")
  }

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

import Domain
import Semantics

/// Losses: deals lost in the period by the reason given.
struct LossesReport: ReportRecipe {
  let id = "losses"
  let shelf: ReportShelf? = .deals
  let kinds = ["deals"]
  let by = ["stage", "manager"]
  let headline: String? = "amount"

  func picture(_ request: ReportRequest) -> ReportPicture {
    .bars("amount")
  }

  func plan(_ request: ReportRequest) -> ReportPlan {
    let keys = request.by.map { name in
      name == "stage" ? ReportKey.stage(request.company.directory) : .manager
    }
    let closed = Ask(
      .dealsClosed, in: request, where: DealFields.isClosed(as: 3),
      [.count("refusals"), .money("amount", DealFields.amount)] + Closing.doubtful)
    var plan = ReportPlan(
      keys: [.reason] + keys, asks: [closed],
      figures: [.count("refusals"), .money("amount"), .share("share", of: "refusals")])
    plan.notesLadders = request.by.contains("stage")
    return plan
  }
}

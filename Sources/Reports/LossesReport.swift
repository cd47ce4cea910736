import Domain
import Semantics

/// Losses: deals lost in the period by the reason given.
struct LossesReport: ReportRecipe {
  let id = "losses"
  let by = ["stage", "manager"]

  func plan(_ request: ReportRequest) -> ReportPlan {
    let keys = request.by.map { name in
      name == "stage" ? Self.stage(request) : ReportKey.manager
    }
    var closed = Ask(
      .dealsClosed, in: request,
      [.count("refusals"), .money("amount", DealFields.amount)] + Closing.doubtful)
    closed = Ask(
      closed.subject, where: closed.condition && DealFields.isClosed(as: 3), closed.measures)
    var plan = ReportPlan(
      keys: [.reason] + keys, asks: [closed],
      figures: [.count("refusals"), .money("amount"), .share("share", of: "refusals")])
    plan.notesLadders = request.by.contains("stage")
    return plan
  }

  /// Stages by pipeline and their order in it.
  private static func stage(_ request: ReportRequest) -> ReportKey {
    let names = request.company.directory.ladders.flatMap { $0.ladder.stages.map(\.name) }
    return ReportKey(name: "stage", field: .stage, kind: .ordered(names))
  }
}

import Semantics

/// Tasks due in the period: done in time, late, not at all, without a result.
struct TasksReport: ReportRecipe {
  let id = "tasks"
  let shelf: ReportShelf? = .day
  let kinds = ["tasks"]
  let headline: String? = "overdue"

  func picture(_ request: ReportRequest) -> ReportPicture {
    .parts(of: "due", ["done_on_time", "done_late", "overdue"])
  }

  func plan(_ request: ReportRequest) -> ReportPlan {
    let done = Term.column("done_at")
    let due = Term.column("due_at")
    let isDone = Condition.atMost(done, .asOf)
    // Why: the due second is included, whatever its milliseconds.
    let isInTime = Condition.atMost(.seconds(done), .seconds(due))
    return ReportPlan(
      keys: [.manager],
      asks: [
        Ask(
          .tasks, in: request,
          [
            .count("due"), .count("done_on_time", where: isDone && isInTime),
            .count("done_late", where: isDone && .not(isInTime)),
            .count("overdue", where: .not(isDone) && .less(due, .asOf)),
            .count("without_result", where: isDone && .isMissing(.column("result"))),
          ])
      ],
      figures: [
        .count("due"), .count("done_on_time"), .count("done_late"), .count("overdue"),
        .count("without_result"),
      ])
  }
}

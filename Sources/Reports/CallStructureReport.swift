import Semantics

/// Call structure: new and current clients by the length of calls.
struct CallStructureReport: ReportRecipe {
  let id = "call-structure"
  let shelf: ReportShelf? = .calls
  let kinds = ["calls", "clients"]
  let by = ["manager", "direction", "hour", "weekday", "weekday,hour"]
  let headline: String? = "calls"

  func picture(_ request: ReportRequest) -> ReportPicture {
    switch request.by {
    case []: .bands
    case ["weekday", "hour"]: .week
    default: .none
    }
  }

  func plan(_ request: ReportRequest) -> ReportPlan {
    ReportPlan(
      keys: [.potential, .band] + request.by.compactMap { ReportKey.byName[$0] },
      asks: [
        Ask(
          .calls, in: request,
          [.count("calls"), .sum("talk_seconds", .column("duration_s"), as: .seconds)])
      ],
      figures: [.count("calls"), .share("share", of: "calls"), .seconds("talk_seconds")])
  }
}

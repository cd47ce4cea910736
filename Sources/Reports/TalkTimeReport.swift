import Domain
import Semantics

/// Talk time: how long each seller talks, against the norm of hours on a working day.
struct TalkTimeReport: ReportRecipe {
  let id = "talk-time"
  let shelf: ReportShelf? = .calls
  let kinds = ["calls", "holidays"]
  let by = ["day", "week", "month"]
  let headline: String? = "talk_hours_per_day"

  func picture(_ request: ReportRequest) -> ReportPicture {
    request.by.isEmpty
      ? .corridor("talk_hours_per_day", request.company.norms.talkHours) : .trend("talk_seconds")
  }

  func plan(_ request: ReportRequest) -> ReportPlan {
    let manager = Term.column("manager_id")
    let day = Term.column("started_day")
    let isWorkingDay = Condition.equals(.via(.calendar(day), .column("is_working")), 1)
    return ReportPlan(
      keys: [.manager] + request.by.compactMap { ReportKey.byName[$0] },
      asks: [
        Ask(
          .calls, in: request,
          [
            .count("calls"), .count("answered", where: CallFields.isAnswered),
            .sum("talk_seconds", .column("duration_s"), as: .seconds),
            .distinct("seller_days", [manager, day], where: isWorkingDay),
          ])
      ],
      figures: [
        .count("calls"), .count("answered"), .seconds("talk_seconds"),
        .ratio("average_seconds", "talk_seconds", of: "answered", as: .seconds),
        .made("talk_hours_per_day", .number, of: ["talk_seconds", "seller_days"]) { group, _ in
          .real(orNone: Self.hours(group))
        },
        .made("verdict", .text, of: ["talk_hours_per_day"]) { group, around in
          guard !around.isTotal, let hours = Self.hours(group) else { return .none }
          let norm = around.request.company.norms.talkHours
          return .word(
            hours < norm.lowerBound ? "below" : hours > norm.upperBound ? "above" : "within")
        },
      ])
  }

  private static func hours(_ group: Group) -> Double? {
    let days = group.number("seller_days")
    return days == 0 ? nil : Double(group.number("talk_seconds")) / 3_600 / Double(days)
  }
}

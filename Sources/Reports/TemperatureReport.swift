import Domain
import Semantics

/// Temperature: how many hot, warm and cold leads become customers, against the norms.
struct TemperatureReport: ReportRecipe {
  let id = "temperature"
  let shelf: ReportShelf? = .deals
  let kinds = ["temperatures", "leads"]
  let by = ["manager"]
  let headline: String? = "conversion"

  func picture(_ request: ReportRequest) -> ReportPicture {
    request.by.isEmpty ? .intervals : .none
  }

  func plan(_ request: ReportRequest) -> ReportPlan {
    let ofManager = request.by.contains("manager")
    var plan = ReportPlan(
      keys: (ofManager ? [.manager] : []) + [.temperature],
      asks: [
        Ask(
          .leads, in: request,
          [
            .count("leads"), .count("won", where: LeadFields.isWon),
            .sum("won_touches", .column("touches"), where: LeadFields.isWon),
          ])
      ],
      figures: [
        .count("leads"), .count("won"), .ratio("conversion", "won", of: "leads"),
        .made("low", .percent, of: ["won", "leads"]) { group, _ in
          .real(orNone: Self.interval(group)?.low)
        },
        .made("high", .percent, of: ["won", "leads"]) { group, _ in
          .real(orNone: Self.interval(group)?.high)
        },
        .made("norm_low", .percent, of: []) { group, around in
          .real(orNone: Self.norm(group, around.request)?.lowerBound)
        },
        .made("norm_high", .percent, of: []) { group, around in
          .real(orNone: Self.norm(group, around.request)?.upperBound)
        },
        .made("verdict", .text, of: ["low", "high"]) { group, around in
          Self.verdict(group, around.request)
        },
        .ratio("touches", "won_touches", of: "won", as: .number),
      ])
    plan.keepsEmptyRows = true
    plan.reshape = { groups in
      let known = Dictionary(groups.map { ($0.keys, $0) }, uniquingKeysWith: { first, _ in first })
      let owners = ofManager ? Set(groups.map { [$0.keys[0]] }) : [[]]
      let fixed = owners.flatMap { owner in (1...3).map { owner + [.number($0)] } }
      return Set(fixed + groups.map(\.keys)).map { known[$0] ?? Group(keys: $0) }
    }
    return plan
  }

  private static func interval(_ group: Group) -> Wilson? {
    Wilson(group.number("won"), of: group.number("leads"))
  }

  private static func norm(_ group: Group, _ request: ReportRequest) -> ClosedRange<Double>? {
    guard case .number(let place)?? = group.keys.last else { return nil }
    return request.company.norms.conversion[safe: place - 1]
  }

  private static func verdict(_ group: Group, _ request: ReportRequest) -> Figure {
    guard let norm = norm(group, request) else { return .none }
    guard let interval = interval(group) else { return .word("unsure") }
    if interval.high < norm.lowerBound { return .word("below") }
    if interval.low > norm.upperBound { return .word("above") }
    let isInside = interval.low >= norm.lowerBound && interval.high <= norm.upperBound
    return .word(isInside ? "within" : "unsure")
  }
}

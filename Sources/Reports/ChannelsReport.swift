import Domain
import Semantics

/// Channels: leads, deals, money and spend by where the client came from.
struct ChannelsReport: ReportRecipe {
  let id = "channels"
  let shelf: ReportShelf? = .money
  let kinds = ["leads", "ad_spend", "channels", "deals", "payments"]
  let by = ["campaign", "month"]
  let headline: String? = "revenue"

  func picture(_ request: ReportRequest) -> ReportPicture {
    .bars("revenue")
  }

  func plan(_ request: ReportRequest) -> ReportPlan {
    let dealAmount = Term.via(LeadFields.deal, DealFields.amount)
    let direct = Ask(
      .deals, in: request, where: DealFields.hasNoLead,
      [
        .count("leads"), .count("qualified"), .count("won", where: DealFields.isClosed(as: 2)),
        .count("lost", where: DealFields.isClosed(as: 3)),
        .money("won_amount", DealFields.amount, where: DealFields.isClosed(as: 2)),
      ])
    var plan = ReportPlan(
      keys: [.channel] + request.by.compactMap { ReportKey.byName[$0] },
      asks: [
        Ask(
          .leads, in: request,
          [
            .count("leads"), .count("qualified", where: LeadFields.isQualified),
            .count("won", where: LeadFields.isWon), .count("lost", where: LeadFields.isLost),
            .money("won_amount", dealAmount, where: LeadFields.isWon),
          ]),
        direct,
        Ask(
          .paymentsOfOrigins, in: request, [.money("revenue", .column("received_amount_base"))]),
        Ask(.adSpend, in: request, [.money("spend", .column("cost_base"))]),
      ],
      figures: [
        .count("leads"), .count("qualified"), .count("won"), .count("lost"),
        .count("in_work", opens: "in_work") { group in
          group.number("leads") - group.number("won") - group.number("lost")
        },
        .ratio("lead_to_deal", "qualified", of: "leads"),
        .ratio("lead_to_won", "won", of: "leads"), .money("revenue"),
        .average("average_check", "won_amount", of: "won"), .money("spend"),
        .average("cpl", "spend", of: "leads"), .average("cac", "spend", of: "won"),
        .made("romi", .percent, of: ["revenue", "spend"]) { group, _ in
          let spend = group.number("spend")
          return .ratio(Double(group.number("revenue") - spend), Double(spend))
        },
      ])
    plan.beside = [
      Ask(
        .leads, in: request,
        [.count("in_work", where: .not(LeadFields.isWon) && .not(LeadFields.isLost))]),
      Ask(
        .deals, in: request, where: DealFields.hasNoLead,
        [.count("in_work", where: .not(DealFields.isClosed))]),
    ]
    return plan
  }
}

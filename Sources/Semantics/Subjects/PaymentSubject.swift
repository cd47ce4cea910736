extension Subject {
  /// Payments received, refunds too, by the day of receipt.
  public static let paymentsReceived = Subject(
    "payment", where: .equals(.column("known"), 1) && PaymentFields.isReceived,
    at: .column("received_on"), hasTime: false, day: .column("received_on"),
    fields: { PaymentFields.term($0, on: .column("received_on")) })

  /// Payments planned and not received, by the planned day.
  public static let paymentsPlanned = Subject(
    "payment",
    where: .equals(.column("known"), 1) && .not(PaymentFields.isReceived)
      && .not(.isMissing(.column("planned_on"))),
    at: .column("planned_on"), hasTime: false, day: .column("planned_on"),
    fields: { PaymentFields.term($0, on: .column("planned_on")) })

  /// Payments received for leads and for deals without a lead, with the fields and the day of
  /// creation of that lead, else of that deal.
  public static let paymentsOfOrigins = Subject(
    "payment",
    where: .equals(.column("known"), 1) && PaymentFields.isReceived
      && .atMost(.via(PaymentFields.deal, .column("created_at")), .asOf)
      && .any([
        .isMissing(PaymentFields.lead),
        .atMost(PaymentFields.ofLead(.column("created_at")), .asOf),
      ]),
    at: .column("received_on"), hasTime: false, day: PaymentFields.originDay,
    fields: { field in
      guard let lead = LeadFields.term(field, on: .column("created_day")),
        let deal = DealFields.term(field, on: .column("created_day"))
      else { return nil }
      return .choose(
        .isMissing(PaymentFields.lead), .via(PaymentFields.deal, deal),
        otherwise: PaymentFields.ofLead(lead))
    })

  /// Money spent on advertising, by its day; it answers to channel and campaign alone.
  public static let adSpend = Subject(
    "ad_spend", where: .atMost(.column("date"), .asOfDay), at: .column("date"), hasTime: false,
    day: .column("date"),
    fields: { field in
      switch field {
      case .channel: .column("channel_id")
      case .campaign: .column("campaign")
      default: nil
      }
    })
}

/// Where a payment says its fields.
public enum PaymentFields {
  static let isReceived = Condition.atMost(.column("received_on"), .asOfDay)

  /// The deal it is of.
  public static let deal = Link(.column("deal_id"), to: "deal")

  /// The lead of its deal.
  static let lead = Term.via(deal, .column("lead_of"))

  /// A term of that lead, for deals that have one.
  ///
  /// Why: by the way that deals without a lead take too, so that leads are joined once.
  static func ofLead(_ term: Term) -> Term { .via(deal, .via(DealFields.origin, term)) }

  static let originDay: Term = .choose(
    .isMissing(lead), .via(deal, .column("created_day")), otherwise: ofLead(.column("created_day")))

  static let manager = Term.firstOf([.column("manager_id"), .via(deal, DealFields.manager)])

  static func term(_ field: Field, on day: Term) -> Term? {
    let client = Term.column("client_of")
    switch field {
    case .region: return ClientFields.region(of: client)
    case .product: return .firstOf([.column("product_id"), .via(deal, .column("product_id"))])
    case .channel, .campaign, .pipeline, .temperature:
      return DealFields.term(field, on: day).map { .via(deal, $0) }
    default:
      return OwnedFields.term(field, manager: manager, client: client, on: day)
    }
  }
}

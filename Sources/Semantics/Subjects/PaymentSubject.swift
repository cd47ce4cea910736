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
      && .atMost(.via(PaymentFields.deal, .column("created_at")), .asOf),
    at: .column("received_on"), hasTime: false, day: PaymentFields.originDay,
    fields: { field in
      guard let lead = LeadFields.term(field, on: .column("created_day")),
        let deal = DealFields.term(field, on: .column("created_day"))
      else { return nil }
      return .choose(
        PaymentFields.hasNoLead, .via(PaymentFields.deal, deal),
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

  /// Whether its deal has no lead by the moment asked about.
  static let hasNoLead = Condition.any([
    .isMissing(.via(deal, .column("lead_of"))),
    isLedLater
      && .any([
        .isMissing(.via(deal, .column("lead_before"))),
        .less(.asOf, .via(deal, .via(DealFields.before, .column("created_at")))),
      ]),
  ])
  private static let isLedLater = Condition.less(.asOf, .via(deal, .column("led_from")))

  /// A term of the lead of its deal, for deals that have one.
  ///
  /// Why: by the way that deals without a lead take too, so that leads are joined once.
  static func ofLead(_ term: Term) -> Term {
    .choose(
      isLedLater, .via(deal, .via(DealFields.before, term)),
      otherwise: .via(deal, .via(DealFields.origin, term)))
  }

  static let originDay: Term = .choose(
    hasNoLead, .via(deal, .column("created_day")), otherwise: ofLead(.column("created_day")))

  static let manager = own("manager_id", elseDeals: DealFields.manager)
  static let client = own("client_id", elseDeals: .column("client_id"))

  /// A column of its own, else what its deal says.
  private static func own(_ column: String, elseDeals term: Term) -> Term {
    .firstOf([.column(column), deal.taken(term)])
  }

  static func term(_ field: Field, on day: Term) -> Term? {
    switch field {
    case .region: return ClientFields.region(of: client)
    case .product: return own("product_id", elseDeals: .column("product_id"))
    case .channel, .campaign, .pipeline, .temperature:
      return DealFields.term(field, on: day).map { deal.taken($0) }
    default:
      return OwnedFields.term(field, manager: manager, client: client, on: day)
    }
  }
}

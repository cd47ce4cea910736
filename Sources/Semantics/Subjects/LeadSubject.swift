extension Subject {
  /// Leads by the day of their creation.
  public static let leads = Subject(
    "lead", where: LeadFields.exists, at: .column("created_at"), day: .column("created_day"),
    fields: { LeadFields.term($0, on: .column("created_day")) })

  /// Leads by the day of the first response to them.
  public static let leadsAnswered = Subject(
    "lead", where: LeadFields.exists && .atMost(.column("first_response_at"), .asOf),
    at: .column("first_response_at"), day: .column("first_response_day"),
    fields: { LeadFields.term($0, on: .column("first_response_day")) })
}

/// Where a lead says its fields.
public enum LeadFields {
  static let exists: Condition =
    .equals(.column("known"), 1) && .atMost(.column("created_at"), .asOf)

  /// The deal it belongs together with.
  public static let deal = Link(.column("deal_of"), to: "deal")

  /// The last marked temperature, else its own.
  static let temperature = Temperature.marked(in: "lead_warmth", of: "lead_id")

  static func term(_ field: Field, on day: Term) -> Term? {
    let client = Term.column("client_id")
    switch field {
    case .region: return .firstOf([.column("region"), ClientFields.region(of: client)])
    case .product: return .column("product_id")
    case .channel: return .column("channel_id")
    case .campaign: return .column("campaign")
    // Why: before its deal is there a lead is in no pipeline.
    case .pipeline: return .choose(hasDeal, .via(deal, .column("in_pipeline")), otherwise: .missing)
    case .temperature: return temperature
    default:
      return OwnedFields.term(field, manager: .column("manager_id"), client: client, on: day)
    }
  }

  /// Whether its deal is there by the moment asked about.
  public static let hasDeal = Condition.atMost(.via(deal, .column("created_at")), .asOf)
  /// Whether its deal is won by then.
  public static let isWon = hasDeal && DealFields.isClosed(as: 2, via: deal)
  /// Whether it became a deal or was qualified.
  public static let isQualified = Condition.any([hasDeal, has(status: 3, since: "qualified_at")])
  /// Whether it is lost: its deal is, or it was disqualified and not won.
  public static let isLost = Condition.any([
    hasDeal && DealFields.isClosed(as: 3, via: deal),
    .not(isWon) && has(status: 4, since: "disqualified_at"),
  ])

  /// Whether it has a status by the moment asked about; without a time, since its creation.
  private static func has(status: Int, since time: String) -> Condition {
    .equals(.column("status"), status)
      && .atMost(.firstOf([.column(time), .column("created_at")]), .asOf)
  }
}

/// Temperatures over time.
enum Temperature {
  static func marked(in relation: String, of column: String) -> Term {
    let mark = Link(.column("id"), to: relation, column: column, isDated: true)
    return .choose(
      .leads(mark), .via(mark, .column("temperature")), otherwise: .column("temperature"))
  }
}

extension Subject {
  /// Deals by the day of their creation.
  public static let deals = Subject(
    "deal", where: DealFields.exists, at: .column("created_at"), day: .column("created_day"),
    fields: { DealFields.term($0, on: .column("created_day")) })

  /// Deals won or lost, by the day of their closing.
  public static let dealsClosed = Subject(
    "deal", where: DealFields.exists && .atMost(.column("closing_at"), .asOf),
    at: .column("closing_at"), day: .column("closing_day"),
    fields: { DealFields.term($0, on: .column("closing_day")) })

  /// Deals open at the moment asked about.
  public static let dealsOpen = Subject(
    "deal", where: DealFields.exists && .not(.atMost(.column("closing_at"), .asOf)),
    at: .column("created_at"), day: .asOfDay,
    fields: { DealFields.term($0, on: .asOfDay) })

  /// Visits of deals to stages, with the fields of the deal.
  public static let visits = visits { DealFields.term($0, on: .column("created_day")) }

  /// The same with the fields the deal had at its creation.
  public static let visitsSinceCreation = visits { field in
    switch field {
    case .manager: .column("born_manager_id")
    case .team: .via(Link(.column("born_manager_id"), to: "employee"), .column("team"))
    case .temperature: .column("born_temperature")
    default: DealFields.term(field, on: .column("created_day"))
    }
  }

  private static func visits(_ ofDeal: @escaping @Sendable (Field) -> Term?) -> Subject {
    Subject(
      "stage_visit",
      where: .atMost(.via(VisitFields.deal, .column("created_at")), .asOf)
        && .atMost(.column("entered_at"), .asOf),
      at: .column("entered_at"), day: .column("entered_day"),
      fields: { field in
        if field == .stage { return .column("stage") }
        return ofDeal(field).map { .via(VisitFields.deal, $0) }
      })
  }
}

/// Where a deal says its fields.
public enum DealFields {
  static let exists: Condition =
    .equals(.column("known"), 1) && .atMost(.column("created_at"), .asOf)

  /// The lead it belongs together with.
  static let lead = Link(.column("lead_of"), to: "lead")
  /// Another one that names it, until that comes.
  static let before = Link(.column("lead_before"), to: "lead")
  /// The lead that names it: for a further deal the one whose channel and campaign it keeps.
  static let origin = Link(.firstOf([.column("lead_of"), .column("kept_from")]), to: "lead")
  /// Whether its lead comes after the moment asked about.
  static let isLedLater = Condition.less(.asOf, .column("led_from"))

  /// What the lead says that it belongs together with by the moment asked about.
  ///
  /// Why two links: rows are joined by a column quicker than by a choice, and hardly a deal has the other.
  private static func leads(_ term: Term) -> Term {
    .choose(isLedLater, before.taken(term), otherwise: .via(lead, term))
  }

  /// The same of the lead that names it.
  private static func origins(_ term: Term) -> Term {
    .choose(isLedLater, before.taken(term), otherwise: origin.taken(term))
  }

  /// The terms of an earlier time, when they have changed since the moment asked about.
  static let earlier = Link(.column("id"), to: "deal_terms", column: "deal_id", isDated: true)

  /// Whether it has no lead by the moment asked about.
  public static let hasNoLead = Condition.any([
    .isMissing(.column("lead_of")),
    isLedLater && .any([.isMissing(.column("lead_before")), before.isYetToCome]),
  ])

  static func held(_ column: String) -> Term {
    .choose(.leads(earlier), .via(earlier, .column(column)), otherwise: .column(column))
  }

  /// Its amount in the base currency's minor units.
  public static let amount = held("amount_base")
  static let manager = held("manager_id")

  /// Whether it is closed with an outcome (2 won, 3 lost) by the moment asked about.
  public static func isClosed(as outcome: Int) -> Condition {
    .equals(.column("final"), outcome) && .atMost(.column("closing_at"), .asOf)
  }

  static func isClosed(as outcome: Int, via link: Link) -> Condition {
    .equals(.via(link, .column("final")), outcome)
      && .atMost(.via(link, .column("closing_at")), .asOf)
  }

  /// Whether it is won or lost by the moment asked about.
  public static let isClosed = Condition.atMost(.column("closing_at"), .asOf)
  /// Whether it is open at the moment asked about.
  public static let isOpen = Condition.not(isClosed)

  /// Where it stands: `stage`, `furthest` (place of the latest rung reached) and `last_rung`.
  public static let standing = Link(
    .column("id"), to: "standing", column: "deal_id", isDated: true)

  static let own = Temperature.marked(in: "deal_warmth", of: "deal_id")

  /// Its temperature: own, else its lead's.
  public static let temperature = Term.firstOf([own, leads(LeadFields.temperature)])

  /// When its present run of marks began, else its creation.
  public static let markedSince: Term = {
    let mark = Link(.column("id"), to: "deal_warmth", column: "deal_id", isDated: true)
    let marks = Link(.column("id"), to: "lead_warmth", column: "lead_id", isDated: true)
    return .firstOf([
      .choose(
        .isMissing(own), leads(.via(marks, .column("run_from"))),
        otherwise: .via(mark, .column("run_from"))),
      .column("created_at"),
    ])
  }()

  static func term(_ field: Field, on day: Term) -> Term? {
    let client = Term.column("client_id")
    switch field {
    case .region: return .firstOf([.column("region"), ClientFields.region(of: client)])
    case .product: return .column("product_id")
    case .channel: return .firstOf([.column("channel_id"), origins(.column("channel_id"))])
    case .campaign: return origins(.column("campaign"))
    case .pipeline: return .column("in_pipeline")
    case .temperature: return temperature
    case .reason: return .column("loss_reason")
    case .stage: return .via(standing, .column("last_rung"))
    default:
      return OwnedFields.term(field, manager: manager, client: client, on: day)
    }
  }
}

/// What a visit of a stage says.
public enum VisitFields {
  /// The deal it is of.
  public static let deal = Link(.column("deal_id"), to: "deal")

  /// When it ended: with the next move, the last one with the closing; missing while it lasts.
  static let left: Term = .choose(
    .atMost(.column("next_at"), .asOf), .column("next_at"),
    otherwise: .choose(
      .atMost(.via(deal, .column("closing_at")), .asOf), .via(deal, .column("closing_at")),
      otherwise: .missing))

  /// Whether it had times and has ended.
  public static let isOver: Condition =
    .equals(.column("is_timed"), 1) && .not(.isMissing(left))

  /// How long it lasted, in milliseconds.
  public static let duration = Term.minus(left, .column("entered_at"))

  /// Whether it is the deal's first visit to the stage.
  public static let isFirst = Condition.equals(.column("is_first"), 1)
}

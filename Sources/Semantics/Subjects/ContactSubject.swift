extension Subject {
  /// Calls by the day on which they started, missed ones too.
  public static let calls = Subject(
    "call", where: .equals(.column("known"), 1) && .atMost(.column("started_at"), .asOf),
    at: .column("started_at"), day: .column("started_day"),
    fields: { field in
      switch field {
      case .hour: .column("started_hour")
      case .direction: .column("direction")
      case .callBand: CallFields.band
      default: ContactFields.term(field, on: .column("started_day"))
      }
    })

  /// Activities that took place: neither planned nor cancelled.
  public static let activities = Subject(
    "activity",
    where: .equals(.column("known"), 1) && .atMost(.column("at"), .asOf)
      && .not(.isIn(.column("status"), [.number(1), .number(4)])),
    at: .column("at"), day: .column("day"),
    fields: { field in
      field == .hour ? .column("hour") : ContactFields.term(field, on: .column("day"))
    })

  /// Tasks by the day on which they are due.
  public static let tasks = Subject(
    "task",
    where: .equals(.column("known"), 1) && .not(.isMissing(.column("due_at")))
      && .any([.isMissing(.column("created_at")), .atMost(.column("created_at"), .asOf)]),
    at: .column("due_at"), day: .column("due_day"),
    fields: { ContactFields.term($0, on: .column("due_day")) })

  /// Intervals of work, which may lie on several days; they answer to the seller alone.
  public static let workTime = Subject(
    "work_time", where: .atMost(.column("start"), .asOf), at: .column("start"),
    day: .asOfDay,
    fields: { field in
      switch field {
      case .manager: .column("manager_id")
      case .team: .via(Link(.column("manager_id"), to: "employee"), .column("team"))
      case .clientType: .number(1)
      default: .missing
      }
    })
}

/// What a call says of itself.
public enum CallFields {
  /// Whether somebody answered: said so, else there was talk.
  public static let isAnswered = Condition.any([
    .equals(.column("answered"), 1),
    .isMissing(.column("answered")) && .less(.number(0), .column("duration_s")),
  ])
  /// Its place in `FixedSet.callBands`, from 1.
  ///
  /// Every talk reaches the two limits of 0: the first places are those of calls without one.
  static let band: Term = .choose(
    isAnswered, .band(.column("duration_s"), [0, 0, 60, 181]), otherwise: .number(1))
}

/// Where a call, an activity or a task says its fields.
enum ContactFields {
  static let deal = Link(.column("deal_id"), to: "deal")
  static let lead = Link(.column("lead_id"), to: "lead")

  /// A field of the deal it names, else of the lead.
  private static func dealsElseLeads(_ field: Field, _ day: Term) -> Term {
    .firstOf([
      deal.taken(DealFields.term(field, on: day) ?? .missing),
      lead.taken(LeadFields.term(field, on: day) ?? .missing),
    ])
  }

  static func term(_ field: Field, on day: Term) -> Term? {
    let client = Term.column("client_id")
    switch field {
    case .region: return ClientFields.region(of: client)
    case .product, .channel, .campaign, .temperature: return dealsElseLeads(field, day)
    case .pipeline: return deal.taken(.column("in_pipeline"))
    default:
      return OwnedFields.term(field, manager: .column("manager_id"), client: client, on: day)
    }
  }
}

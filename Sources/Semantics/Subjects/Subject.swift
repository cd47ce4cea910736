/// Records that are counted as events of one sort: which rows, on which day, and whose fields.
public struct Subject: Sendable {
  /// The relation.
  public let relation: String
  /// What makes a row such an event, seen by the moment asked about.
  public let condition: Condition
  /// The event's moment (milliseconds), or its day when it has no time.
  public let at: Term
  /// Whether `at` is a moment.
  public let hasTime: Bool
  /// The event's day.
  public let day: Term
  private let fields: @Sendable (Field) -> Term?

  init(
    _ relation: String, where condition: Condition, at: Term, hasTime: Bool = true, day: Term,
    fields: @escaping @Sendable (Field) -> Term?
  ) {
    self.relation = relation
    self.condition = condition
    self.at = at
    self.hasTime = hasTime
    self.day = day
    self.fields = fields
  }

  /// Where a record of the subject says a field; nil when the subject does not answer to it.
  public func term(_ field: Field) -> Term? {
    switch field {
    case .day: day
    case .week: .monday(day)
    case .month: .month(day)
    case .weekday: .weekday(day)
    default: fields(field)
    }
  }
}

extension Link {
  /// Whether the lead or the deal it leads to was created after the moment asked about.
  ///
  /// Why: what is asked is not whether the record is there, for that is seldom in doubt: where all
  /// were created before the moment, nothing of this is left to look at.
  var isYetToCome: Condition { .less(.asOf, .via(self, .column("created_at"))) }

  /// What the lead or the deal it leads to says; nothing while that is yet to come.
  func taken(_ term: Term) -> Term {
    .choose(isYetToCome, .missing, otherwise: .via(self, term))
  }
}

/// The fields that follow from whose a record is: its seller's and its client's.
enum OwnedFields {
  static func term(_ field: Field, manager: Term, client: Term, on day: Term) -> Term? {
    switch field {
    case .manager: manager
    case .team: .via(Link(manager, to: "employee"), .column("team"))
    case .client: client
    case .clientType: ClientFields.type(of: client, on: day)
    case .segment(let name): ClientFields.segment(name, of: client, on: day)
    default: nil
    }
  }
}

/// Where the fields of a client are, seen from an event on a day.
enum ClientFields {
  /// 1 new, 2 current: the first payment above 0 was received on an earlier day.
  static func type(of client: Term, on day: Term) -> Term {
    let first = Term.column("first_paid_day")
    let before = Link(client, to: "first_paid_before", column: "client_id", isDated: true)
    let paid = Term.choose(
      .leads(before), .via(before, first), otherwise: .via(Link(client, to: "client"), first))
    return .choose(
      .less(paid, day) && .atMost(paid, .asOfDay), .number(2), otherwise: .number(1))
  }

  static func region(of client: Term) -> Term {
    .via(Link(client, to: "client"), .column("region"))
  }

  /// A segment by its name; ages in `FixedSet.ages` from 1.
  static func segment(_ name: String, of client: Term, on day: Term) -> Term {
    let link = Link(client, to: "client")
    switch name {
    case "sex", "marital_status", "occupation": return .via(link, .column(name))
    case "age":
      let born = Term.via(link, .via(.calendar(.column("birth_date")), .column("ymd")))
      let years = Term.minus(.via(.calendar(day), .column("ymd")), born)
      // Why: dates as 20260314 differ by 10,000 a full year.
      let band = Term.band(years, [0, 180_000, 250_000, 350_000, 450_000, 550_000, 650_000])
      return .choose(.less(.number(0), band), band, otherwise: .missing)
    default:
      return .via(
        Link(client, to: "client_attribute", column: "client_id", name: name), .column("value"))
    }
  }
}

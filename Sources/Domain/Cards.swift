/// Something that happened, or is planned, with a client or a deal.
public struct TimelineEvent: Sendable, Equatable {
  /// What it is: `call`, `activity`, `payment`, `task`, `move`, `lead`, `deal`.
  public let kind: String
  /// When, in milliseconds.
  public let at: Int
  /// The word of a fixed set that says more: a direction, an activity's kind, a task's title.
  public let what: String
  /// A number that says more: talk seconds, an amount in minor units; nil when there is none.
  public let number: Int?
  /// Whether it is only planned.
  public let isPlan: Bool
  /// Who did it, by our number.
  public let manager: Int?

  /// An event of a kind at a moment.
  public init(kind: String, at: Int, what: String, number: Int?, isPlan: Bool, manager: Int?) {
    self.kind = kind
    self.at = at
    self.what = what
    self.number = number
    self.isPlan = isPlan
    self.manager = manager
  }
}

/// A client as a card shows it.
public struct ClientCard: Sendable {
  /// The name, else the id.
  public let name: String
  /// What is known of the client: a column's name and its text.
  public let about: [(name: String, text: String)]
  /// The responsible seller, by our number.
  public let manager: Int?
  /// The deals, the latest first.
  public let deals: [DealLine]
  /// What happened, the latest first.
  public let timeline: [TimelineEvent]
  /// What was received, in the base currency's minor units.
  public let received: Int
  /// What is planned and not received.
  public let planned: Int

  /// A client's card.
  public init(
    name: String, about: [(name: String, text: String)], manager: Int?, deals: [DealLine],
    timeline: [TimelineEvent], received: Int, planned: Int
  ) {
    self.name = name
    self.about = about
    self.manager = manager
    self.deals = deals
    self.timeline = timeline
    self.received = received
    self.planned = planned
  }
}

/// A deal as a line of a list and the head of its card.
public struct DealLine: Sendable {
  /// Our number.
  public let number: Int
  /// The id as files spell it.
  public let id: String
  /// Its pipeline.
  public let pipeline: String
  /// Where it stands.
  public let stage: String?
  /// What became of it.
  public let final: Outcome
  /// Its amount in the base currency's minor units.
  public let amount: Int
  /// Its creation and closing, in milliseconds.
  public let created: Int
  public let closing: Int?
  /// Its seller and its product, by our numbers.
  public let manager: Int?
  public let product: Int?
  /// Its client, by our number, and the client's name.
  public let client: Int?
  public let clientName: String?
  /// The day on which it is expected to close.
  public let expected: Day?
  /// Why it was lost.
  public let reason: String?

  /// A deal's line.
  public init(
    number: Int, id: String, pipeline: String, stage: String?, final: Outcome, amount: Int,
    created: Int, closing: Int?, manager: Int?, product: Int?, client: Int?, clientName: String?,
    expected: Day?, reason: String?
  ) {
    self.number = number
    self.id = id
    self.pipeline = pipeline
    self.stage = stage
    self.final = final
    self.amount = amount
    self.created = created
    self.closing = closing
    self.manager = manager
    self.product = product
    self.client = client
    self.clientName = clientName
    self.expected = expected
    self.reason = reason
  }
}

/// A deal as a card shows it.
public struct DealCard: Sendable {
  /// The deal.
  public let deal: DealLine
  /// Its stays in stages, oldest first; those without times left out.
  public let stays: [DealHistory.Visit]
  /// What happened, the latest first.
  public let timeline: [TimelineEvent]
  /// What was received, in the base currency's minor units.
  public let received: Int
  /// What is planned and not received.
  public let planned: Int

  /// A deal's card.
  public init(
    deal: DealLine, stays: [DealHistory.Visit], timeline: [TimelineEvent], received: Int,
    planned: Int
  ) {
    self.deal = deal
    self.stays = stays
    self.timeline = timeline
    self.received = received
    self.planned = planned
  }
}

import Domain
public import Semantics

/// A subject anybody may ask about, with the measures there are over it.
public struct QuerySubject: Sendable {
  /// The subject's name, such as `calls`.
  public let name: String
  let subject: Subject
  let measures: [Measure]
  private let extra: [ReportKey]
  private let hasStages: Bool

  /// The names of its measures.
  public var measureNames: [String] { measures.map(\.name) }

  /// Every subject, in reading order.
  public static let all: [QuerySubject] = [
    QuerySubject(
      "leads", .leads,
      [
        .count("leads"), .count("qualified", where: LeadFields.isQualified),
        .count("won", where: LeadFields.isWon), .count("lost", where: LeadFields.isLost),
      ]),
    QuerySubject(
      "deals", .deals,
      [
        .count("deals"), .money("amount", DealFields.amount),
        .count("won", where: DealFields.isClosed(as: 2)),
        .count("lost", where: DealFields.isClosed(as: 3)),
        .money("won_amount", DealFields.amount, where: DealFields.isClosed(as: 2)),
      ], hasStages: true),
    QuerySubject("deals_closed", .dealsClosed, Closing.measures, [.reason], hasStages: true),
    QuerySubject(
      "deals_open", .dealsOpen, [.count("deals"), .money("amount", DealFields.amount)],
      hasStages: true),
    QuerySubject(
      "calls", .calls,
      [
        .count("calls"), .count("answered", where: CallFields.isAnswered),
        .sum("talk_seconds", .column("duration_s"), as: .seconds),
      ], [.hour, .direction, .band]),
    QuerySubject("activities", .activities, activities, [.hour]),
    QuerySubject(
      "payments", .paymentsReceived,
      [.count("payments"), .money("revenue", .column("received_amount_base"))]),
    QuerySubject(
      "payments_planned", .paymentsPlanned,
      [.count("payments"), .money("planned", .column("planned_amount_base"))]),
    QuerySubject(
      "tasks", .tasks,
      [
        .count("due"), .count("done", where: .atMost(.column("done_at"), .asOf)),
        .count(
          "overdue",
          where: .not(.atMost(.column("done_at"), .asOf)) && .less(.column("due_at"), .asOf)),
      ]),
    QuerySubject(
      "ad_spend", .adSpend,
      [
        .money("spend", .column("cost_base")), .sum("clicks", .column("clicks")),
        .sum("impressions", .column("impressions")),
      ]),
  ]

  /// The subject of a name.
  public static func named(_ name: String) -> QuerySubject? { all.first { $0.name == name } }

  private static let activities: [Measure] =
    [.count("activities")]
    + ["meetings", "presentations", "proposals", "chats", "emails", "visits"].enumerated()
    .map { place, name in .count(name, where: .equals(.column("kind"), place + 1)) }

  private init(
    _ name: String, _ subject: Subject, _ measures: [Measure], _ extra: [ReportKey] = [],
    hasStages: Bool = false
  ) {
    self.hasStages = hasStages
    self.name = name
    self.subject = subject
    self.measures = measures
    self.extra = extra
  }

  /// The keys it may be grouped by, in reading order.
  func keys(_ directory: Directory) -> [ReportKey] {
    let fields =
      Field.filters.map(\.name)
      + (Field.segments + directory.attributes).map { "segment.\($0)" }
    let own = fields.compactMap { name -> ReportKey? in
      guard let field = Field.named(name), subject.term(field) != nil else { return nil }
      return ReportKey.of(field, named: name)
    }
    return own + [.day, .week, .month, .weekday] + (hasStages ? [.stage(directory)] : []) + extra
  }

  /// The names of these keys.
  public func keyNames(_ directory: Directory) -> [String] { keys(directory).map(\.name) }
}

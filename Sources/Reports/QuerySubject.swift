import Domain
public import Semantics

/// A subject anybody may ask about, with the measures there are over it.
public struct QuerySubject: Sendable {
  /// The subject's name, such as `calls`.
  public let name: String
  let subject: Subject
  let measures: [Measure]
  private let extra: [ReportKey]

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
      ], [.stage]),
    QuerySubject("deals_closed", .dealsClosed, Closing.measures, [.stage, .reason]),
    QuerySubject(
      "deals_open", .dealsOpen, [.count("deals"), .money("amount", DealFields.amount)], [.stage]),
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
    _ name: String, _ subject: Subject, _ measures: [Measure], _ extra: [ReportKey] = []
  ) {
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
    return own + [.day, .week, .month, .weekday] + extra
  }

  /// The names of these keys.
  public func keyNames(_ directory: Directory) -> [String] { keys(directory).map(\.name) }
}

/// A report anybody may compose: measures of one subject by keys of their choice.
public struct QueryReport: ReportRecipe {
  public let id = "query"
  /// The subject.
  public let subject: QuerySubject
  /// The names of the measures.
  public let measures: [String]

  /// Measures of a subject.
  public init(subject: QuerySubject, measures: [String]) {
    self.subject = subject
    self.measures = measures
  }

  public func plan(_ request: ReportRequest) -> ReportPlan {
    let known = subject.keys(request.company.directory)
    let chosen = measures.compactMap { name in subject.measures.first { $0.name == name } }
    return ReportPlan(
      keys: request.by.compactMap { name in known.first { $0.name == name } },
      asks: [Ask(subject.subject, in: request, chosen)],
      figures: chosen.map { measure in
        switch measure.type {
        case .money: .money(measure.name)
        case .seconds: .seconds(measure.name)
        default: .count(measure.name)
        }
      })
  }
}

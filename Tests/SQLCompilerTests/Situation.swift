import Domain
import Reports
import SQLCompiler
import Semantics
import Testing

/// Something that is asked of a report, by the name its golden has.
struct Situation: Sendable, CustomTestStringConvertible {
  let name: String
  /// What it compiles to.
  let statements: @Sendable (Dialect) -> [Statement]
  var testDescription: String { name }

  /// Every report once, its main shapes, and what filters, moments and lists add to them.
  static let all: [Situation] = [
    Situation("channels", "channels"),
    Situation("channels.by-campaign", "channels") { $0.by = ["campaign"] },
    Situation("channels.by-month", "channels") { $0.by = ["month"] },
    Situation("channels.total", "channels", isTotal: true),
    Situation("channels.of-new-clients", "channels") {
      $0.filter("client_type", .clientType, .number(1))
    },
    Situation("channels.of-new-clients.of-most-companies", "channels", without: Set(Rarity.all)) {
      $0.filter("client_type", .clientType, .number(1))
    },
    Situation("temperature", "temperature"),
    Situation("temperature.by-manager", "temperature") { $0.by = ["manager"] },
    Situation("daily", "daily"),
    Situation("daily.of-a-team", "daily") { $0.filter("team", .team, .text("North"), nil) },
    Situation("funnel", "funnel"),
    Situation("funnel.flow", "funnel") { $0.isFlow = true },
    Situation("funnel.by-client-type", "funnel") { $0.slice("client_type", .clientType) },
    Situation("funnel.by-age", "funnel") { $0.slice("segment.age", .segment("age")) },
    Situation("managers", "managers"),
    Situation("managers.as-of-mid-month", "managers") {
      $0.asOfDay = first.adding(9)
      $0.asOf = ZoneTable.utc.end(of: $0.asOfDay)
    },
    Situation("managers.of-a-segment", "managers") {
      $0.filter("segment.industry", .segment("industry"), .text("retail"), .text("trade"))
    },
    Situation("payments", "payments"),
    Situation("payments.of-most-companies", "payments", without: Set(Rarity.all)),
    Situation("payments.of-a-product", "payments") { $0.filter("product", .product, .number(3)) },
    Situation("talk-time", "talk-time"),
    Situation("talk-time.by-week", "talk-time") { $0.by = ["week"] },
    Situation("call-structure", "call-structure"),
    Situation("call-structure.by-weekday-hour", "call-structure") { $0.by = ["weekday", "hour"] },
    Situation("losses", "losses"),
    Situation("losses.by-stage", "losses") { $0.by = ["stage"] },
    Situation("losses.of-hot-deals-in-a-region", "losses") {
      $0.filter("temperature", .temperature, .number(1))
      $0.filter("region", .region, .text("Tula"))
    },
    Situation("losses.records", recordsOf: "losses"),
    Situation("products", "products"),
    Situation("tasks", "tasks"),
  ]

  /// A report's groups, or its total, under a request that is like the usual one but for a change.
  private init(
    _ name: String, _ report: String, isTotal: Bool = false, without absent: Set<Rarity> = [],
    _ change: (inout ReportRequest) -> Void = { _ in }
  ) {
    self.name = name
    let queries = Self.queries(report, isTotal: isTotal, change).map { $0.without(absent) }
    statements = { dialect in
      queries.flatMap { query in
        [query.statement(in: dialect)] + [query.statementWithTotal(in: dialect)].compactMap { $0 }
      }
    }
  }

  /// A page of the records behind a report's first figure.
  private init(_ name: String, recordsOf report: String) {
    self.name = name
    let lists = Self.queries(report, isTotal: true) { _ in }.prefix(1).flatMap { query in
      query.measures.prefix(1).map { measure in
        RecordQuery(query, measure, at: .column("closed_at"), after: 20, limit: 100)
      }
    }
    statements = { dialect in lists.map { $0.statement(in: dialect) } }
  }

  private static func queries(
    _ report: String, isTotal: Bool, _ change: (inout ReportRequest) -> Void
  ) -> [Query] {
    var request = march
    change(&request)
    return (ReportCatalogue.named(report)?.plan(request).queries(request) ?? [])
      .filter { $0.keys.isEmpty == isTotal }
  }

  /// 2026-03-01.
  private static let first = Day(20_513)

  /// March 2026, as of its end.
  private static var march: ReportRequest {
    let last = first.adding(30)
    return ReportRequest(
      from: first, to: last, date: last,
      asOf: ZoneTable.utc.end(of: last), asOfDay: last, company: company)
  }

  private static var company: CompanyFacts {
    guard let currency = Currency(code: "RUB") else { preconditionFailure("RUB is a currency") }
    let ladder = StageLadder(
      [.init("Request", .open), .init("Offer", .open), .init("Paid", .won), .init("Lost", .lost)])
    let none = Names([:])
    return CompanyFacts(
      directory: Directory(
        employees: none, channels: none, products: none, ladders: [("Sales", ladder)], texts: [:],
        attributes: ["industry"]),
      zone: .utc, currency: currency, norms: Norms(), calendar: WorkCalendar(), plans: Plans([]))
  }
}

extension ReportRequest {
  fileprivate mutating func filter(_ name: String, _ field: Field, _ values: Value?...) {
    filters.append(ReportFilter(name: name, asked: [], field: field, values: values))
  }

  fileprivate mutating func slice(_ name: String, _ field: Field) {
    slice = field
    sliceName = name
  }
}

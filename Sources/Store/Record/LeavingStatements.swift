import Domain
import SQLCompiler

/// Keeps what a record is about to lose and something else is worked out from: the terms a deal had,
/// the leads that a call or an activity was about.
struct LeavingStatements {
  private let statements: [any RowStatement]
  /// The places, among the file's columns, of the values that the statements are told.
  private let places: [Int]
  private let record: OneRecord

  /// - Parameters:
  ///   - columns: those that the file fills; what it does not fill stays.
  ///   - now: when they are written over.
  init(_ session: any Session, of kind: RecordKind, columns: [String], at now: Moment) throws {
    let watched: [String]
    switch kind.table {
    case "deal": watched = ["amount_base", "manager_id", "expected_close_on"]
    case "call", "activity": watched = ["lead_id", "deal_id"]
    default: watched = []
    }
    var names: [String] = []
    var places: [Int] = []
    for name in watched {
      guard let place = columns.firstIndex(of: name) else { continue }
      names.append(name)
      places.append(place)
    }
    self.places = places
    let dialect = session.dialect
    let one = OneRecord(of: kind, in: dialect, "r.", gap: 1 + places.count)
    record = one
    // Why: the gap of a value is told its type, which PostgreSQL cannot guess of nothing.
    let differs = zip(names, 1...).map { "r.\($0) IS DISTINCT FROM CAST(?\($1) AS BIGINT)" }
      .joined(separator: " OR ")
    switch kind.table {
    case _ where names.isEmpty: statements = []
    case "deal":
      let until = """
        COALESCE((SELECT MAX(t.until_at) FROM deal_terms t
          WHERE t.deal_id = r.id\(dialect.kin("t", "r"))), \(-Moment.beyond))
        """
      let family = dialect == .citus ? ", family" : ""
      statements = [
        try session.statement(
          """
          INSERT INTO deal_terms
          (deal_id, from_at, until_at, amount_base, manager_id, expected_close_on\(family))
          SELECT r.id, \(until), \(now.milliseconds), r.amount_base, r.manager_id, r.expected_close_on
            \(family.isEmpty ? "" : ", r.family")
          FROM deal r
          WHERE \(one.sql) AND r.known = 1 AND \(until) < \(now.milliseconds) AND (\(differs))
          """)
      ]
    default:
      statements = try ["l.id = r.lead_id", "l.deal_of = r.deal_id"].map { link in
        try session.statement(
          """
          INSERT INTO left_lead
          SELECT l.id FROM "\(kind.table)" r CROSS JOIN lead l ON \(link)\(dialect.kin("l", "r"))
          WHERE \(one.sql) AND (\(differs)) ON CONFLICT DO NOTHING
          """)
      }
    }
  }

  /// Runs them before these values of the file's columns are written over a record's.
  func run(before values: [StoredValue], of record: RecordHandle) throws {
    for statement in statements {
      try self.record.bind(record, to: statement)
      for (gap, place) in zip(1..., places) { try statement.bind(values[place], at: gap) }
      try statement.run()
    }
  }
}

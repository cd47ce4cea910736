import Domain
import SQLCompiler

/// Keeps what a record is about to lose and something else is worked out from: the terms a deal had,
/// the leads that a call or an activity was about.
struct LeavingStatements {
  private let session: any Session
  private let kind: RecordKind
  private let now: Moment
  /// The columns whose old values count, with their places among the file's.
  private let watched: [(name: String, place: Int)]
  /// What is run for one record; nothing where all are kept together.
  private let statements: [any RowStatement]
  private let record: OneRecord

  /// - Parameters:
  ///   - columns: those that the file fills; what it does not fill stays.
  ///   - now: when they are written over.
  init(_ session: any Session, of kind: RecordKind, columns: [String], at now: Moment) throws {
    self.session = session
    self.kind = kind
    self.now = now
    let names: [String]
    switch kind.table {
    case "deal": names = ["amount_base", "manager_id", "expected_close_on"]
    case "call", "activity": names = ["lead_id", "deal_id"]
    default: names = []
    }
    watched = names.compactMap { name in
      columns.firstIndex(of: name).map { (name: name, place: $0) }
    }
    let one = OneRecord(of: kind, in: session.dialect, "r.", gap: 1 + watched.count)
    record = one
    // Why: the gap of a value is told its type, which PostgreSQL cannot guess of nothing.
    let gaps = watched.indices.map { "CAST(?\($0 + 1) AS BIGINT)" }
    statements = try Self.sql(
      session.dialect, kind, at: now, "WHERE \(one.sql)", differing: zip(watched.map(\.name), gaps)
    ).map { try session.statement($0) }
  }

  /// Runs them before these values of the file's columns are written over a record's.
  func run(before values: [StoredValue], of record: RecordHandle) throws {
    for statement in statements {
      try self.record.bind(record, to: statement)
      for (gap, column) in zip(1..., watched) {
        try statement.bind(values[column.place], at: gap)
      }
      try statement.run()
    }
  }

  /// Runs them before the rows of a table are written over all the records that it lists.
  func run(beforeAll changes: String) throws {
    let dialect = session.dialect
    let kin = kind.hasFamilies(in: dialect) ? dialect.kin("c", "r") : ""
    let statements = Self.sql(
      dialect, kind, at: now, "CROSS JOIN \(changes) c ON c.id = r.id\(kin) WHERE TRUE",
      differing: zip(watched.map(\.name), watched.map { "c.\($0.name)" }))
    for statement in statements { try session.run(statement) }
  }

  /// - Parameters:
  ///   - which: what chooses the records `r`, up to a condition.
  ///   - columns: with what they are going to be.
  private static func sql(
    _ dialect: Dialect, _ kind: RecordKind, at now: Moment, _ which: String,
    differing columns: some Sequence<(String, String)>
  ) -> [String] {
    let differ = columns.map { "r.\($0) IS DISTINCT FROM \($1)" }.joined(separator: " OR ")
    if differ.isEmpty { return [] }
    guard kind.table == "deal" else {
      return ["l.id = r.lead_id", "l.deal_of = r.deal_id"].map { link in
        """
        INSERT INTO left_lead
        SELECT l.id
        FROM "\(kind.table)" r CROSS JOIN lead l ON \(link)\(dialect.kin("l", "r")) \(which)
          AND (\(differ)) ON CONFLICT DO NOTHING
        """
      }
    }
    let until = """
      COALESCE((SELECT MAX(t.until_at) FROM deal_terms t
        WHERE t.deal_id = r.id\(dialect.kin("t", "r"))), \(-Moment.beyond))
      """
    return [
      """
      INSERT INTO deal_terms
      (deal_id, from_at, until_at, amount_base, amount_minor, currency, manager_id,
        expected_close_on\(dialect.family()))
      SELECT r.id, \(until), \(now.milliseconds), r.amount_base, r.amount_minor, r.currency, r.manager_id,
        r.expected_close_on\(dialect.family(of: "r"))
      FROM deal r \(which)
        AND r.known = 1 AND \(until) < \(now.milliseconds) AND (\(differ))
      """
    ]
  }
}

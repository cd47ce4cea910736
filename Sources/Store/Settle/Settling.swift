import Domain
import SQLCompiler

/// A part of what holds for the company, read as a whole and read anew when it has changed.
enum FactPart: String, CaseIterable {
  case directory, calendar, plans

  /// The tables it is read from.
  var tables: [String] {
    switch self {
    case .directory: ["employee", "channel", "product"]
    case .calendar: ["holiday"]
    case .plans: ["plan", "employee"]
    }
  }
}

/// Works out what records say of each other after some of them have changed.
///
/// It looks at the records whose revision is above the one before the change, and at those that
/// their derived columns still name from before; everything else stays as it is.
final class Settling {
  let session: any Session
  let zone: ZoneTable
  /// The last revision before the change.
  let since: Int64
  /// The parts of what holds for the company that are to be read anew.
  private var staleFacts: Set<FactPart> = []

  init(_ session: any Session, zone: ZoneTable, since: Int64) {
    self.session = session
    self.zone = zone
    self.since = since
  }

  /// Settles everything that hangs on the changed records.
  func settle() throws {
    try session.makeTables(Self.scratch)
    for kind in RecordKind.all where try isMuchChanged(kind.table) {
      try session.renewStatistics(of: kind.table)
    }
    try settleRates()
    if try isChanged("holiday") { try settleCalendar() }
    try touchPipelines()
    try settleLinks()
    try settleLadders()
    try touchDeals()
    try settleDeals()
    try settleWarmth()
    try settleBirthsAndEndings()
    try settlePayments()
    try settleTouches()
    try settleTexts()
    try noteSettled()
    try settleFacts()
  }

  /// Whether a record of a table has changed.
  func isChanged(_ table: String) throws -> Bool {
    let last: Int64? = try session.first("SELECT MAX(revision) FROM \"\(table)\"")
    return last ?? 0 > since
  }

  /// Whether so many records of a table have changed that the database must look anew at what it
  /// holds, to find its ways.
  private func isMuchChanged(_ table: String) throws -> Bool {
    guard session.dialect.isPostgres, try isChanged(table) else { return false }
    let many: Int? = try session.first(
      "SELECT 1 FROM \"\(table)\" WHERE revision > ? ORDER BY revision LIMIT 1 OFFSET 10000",
      [since])
    return many != nil
  }

  /// Runs a statement over the changed records, `:since` being the last revision before; returns
  /// how many rows it changed.
  @discardableResult
  func run(_ sql: String) throws -> Int {
    try session.run(sql.replacing(":since", with: String(since)))
  }

  /// What the condition of a join of two tables ends with.
  func kin(_ a: String, _ b: String) -> String { session.dialect.kin(a, b) }

  /// Adds the rows of a selection, which ends in its condition, to a table that lists each once;
  /// returns how many are new.
  @discardableResult
  func add(to table: String, _ selection: String) throws -> Int {
    try run("INSERT INTO \(table) \(selection) ON CONFLICT DO NOTHING")
  }

  /// Notes that a part of what holds for the company changes.
  func stale(_ part: FactPart) { staleFacts.insert(part) }

  /// Raises the numbers of the parts that have changed.
  private func settleFacts() throws {
    for part in FactPart.allCases {
      let isStale = try staleFacts.contains(part) || part.tables.contains { try touched($0) }
      guard isStale else { continue }
      try session.run("UPDATE fact SET number = number + 1 WHERE part = ?", [part.rawValue])
    }
  }

  /// Whether a record of a table has changed or gone.
  func touched(_ table: String) throws -> Bool {
    if try isChanged(table) { return true }
    return try session.first(
      "SELECT EXISTS (SELECT 1 FROM deleted WHERE revision > ? AND relation = ?)", [since, table])
      ?? false
  }

  static let scratch = """
    CREATE TEMP TABLE IF NOT EXISTS touched_lead (id INTEGER PRIMARY KEY);
    CREATE TEMP TABLE IF NOT EXISTS touched_deal (id INTEGER PRIMARY KEY);
    CREATE TEMP TABLE IF NOT EXISTS touched_client (id INTEGER PRIMARY KEY);
    CREATE TEMP TABLE IF NOT EXISTS touched_pipeline (name TEXT PRIMARY KEY);
    CREATE TEMP TABLE IF NOT EXISTS found_value (
      id INTEGER PRIMARY KEY, value INTEGER, family INTEGER);
    CREATE TEMP TABLE IF NOT EXISTS found_text (
      id INTEGER PRIMARY KEY, value TEXT, family INTEGER);
    CREATE TEMP TABLE IF NOT EXISTS deal_ending (
      id INTEGER PRIMARY KEY, final INTEGER NOT NULL, closing_at INTEGER, closing_day INTEGER,
      family INTEGER);
    DELETE FROM touched_lead;
    DELETE FROM touched_deal;
    DELETE FROM touched_client;
    DELETE FROM touched_pipeline;
    DELETE FROM deal_ending;
    """
}

extension Settling {
  /// Which lead and which deal belong together: those that name each other, else the earliest.
  private func settleLinks() throws {
    try add(to: "touched_lead", "SELECT id FROM lead WHERE revision > :since")
    try add(
      to: "touched_lead",
      """
      SELECT lead_id FROM deal
      WHERE revision > :since AND lead_id IS NOT NULL
      """)
    try add(
      to: "touched_lead",
      """
      SELECT l.id
      FROM deal d CROSS JOIN lead l ON l.deal_of = d.id\(kin("l", "d")) WHERE d.revision > :since
      """)
    try add(to: "touched_deal", "SELECT id FROM deal WHERE revision > :since")
    guard try isAnyTouched("lead") || isAnyTouched("deal") else { return }
    try add(
      to: "touched_deal",
      """
      SELECT l.deal_of
      FROM touched_lead t CROSS JOIN lead l ON l.id = t.id WHERE l.deal_of IS NOT NULL
      """)
    try set(
      "deal_of", of: "lead",
      to: """
        COALESCE(lead.deal_id, (SELECT d.id FROM deal d
          WHERE d.lead_id = lead.id\(kin("d", "lead")) AND d.known = 1
          ORDER BY d.created_at, d.key, d.id LIMIT 1))
        """)
    try add(
      to: "touched_deal",
      """
      SELECT l.deal_of
      FROM touched_lead t CROSS JOIN lead l ON l.id = t.id WHERE l.deal_of IS NOT NULL
      """)
    try add(
      to: "touched_deal",
      """
      SELECT d.id
      FROM touched_lead t CROSS JOIN deal d ON d.lead_id = t.id WHERE TRUE
      """)
    // Why the pipeline first: a new deal is written for it, so that SQLite need not find out whether
    // the others differ.
    try set([Self.pipeline] + leadColumns + leadBeforeColumns, of: "deal")
  }

  /// The lead a deal belongs together with; for a further deal of a lead, that lead.
  private var leadColumns: [SettledColumn] {
    [
      SettledColumn(
        "lead_of",
        """
        (CASE WHEN (SELECT l.deal_of FROM lead l
            WHERE l.id = deal.lead_id\(kin("l", "deal")) AND l.known = 1) = deal.id
        THEN deal.lead_id
        ELSE (SELECT l.id FROM lead l WHERE l.deal_of = deal.id\(kin("l", "deal")) AND l.known = 1
          ORDER BY l.created_at, l.key, l.id LIMIT 1) END)
        """),
      SettledColumn(
        "kept_from",
        """
        (SELECT l.id FROM lead l WHERE l.id = deal.lead_id\(kin("l", "deal"))
          AND l.deal_of IS DISTINCT FROM deal.id AND :lead_of IS NULL)
        """),
    ]
  }

  private func settlePayments() throws {
    guard try isChanged("payment") || isAnyTouched("deal") else { return }
    let payments = """
      FROM payment WHERE client_of IS NOT NULL
        AND (revision > :since OR deal_id IN (SELECT id FROM touched_deal))
      """
    try add(to: "touched_client", "SELECT client_of \(payments)")
    let client = """
      COALESCE(client_id, (SELECT d.client_id FROM deal d
        WHERE d.id = payment.deal_id\(kin("d", "payment"))))
      """
    try run(
      """
      UPDATE payment SET client_of = \(client) WHERE client_of IS DISTINCT FROM \(client)
        AND (revision > :since OR deal_id IN (SELECT id FROM touched_deal))
      """)
    try add(to: "touched_client", "SELECT client_of \(payments)")
    try set(
      "first_paid_day", of: "client",
      to: """
        (SELECT MIN(p.received_on) FROM payment p
        WHERE p.client_of = client.id\(kin("p", "client")) AND p.known = 1
          AND p.received_amount_base > 0)
        """)
    try settleFirstPaidBefore()
  }

  /// Calls and activities that name a won lead or its deal, from its creation to the closing.
  private func settleTouches() throws {
    try add(to: "touched_lead", "SELECT id FROM left_lead WHERE TRUE")
    try run("DELETE FROM left_lead")
    for table in ["call", "activity"] where try isChanged(table) {
      if try session.dialect == .postgres && isMuchChanged(table) {
        try add(to: "touched_lead", counted(of: table))
        continue
      }
      for (named, link) in [("lead_id", "l.id"), ("deal_id", "l.deal_of")] {
        try add(to: "touched_lead", counting(by: named, link, of: table))
      }
    }
    try add(
      to: "touched_lead",
      """
      SELECT l.id
      FROM touched_deal t CROSS JOIN lead l ON l.deal_of = t.id WHERE TRUE
      """)
    func count(_ table: String, _ at: String, _ and: String) -> String {
      """
      (SELECT COUNT(*) FROM (
        SELECT c.id FROM "\(table)" c WHERE c.lead_id = lead.id\(kin("c", "lead"))
          AND c.known = 1
          AND c.\(at) BETWEEN lead.created_at AND d.closing_at \(and)
        UNION SELECT c.id FROM "\(table)" c WHERE c.deal_id = lead.deal_of\(kin("c", "lead"))
          AND c.known = 1
          AND c.\(at) BETWEEN lead.created_at AND d.closing_at \(and)) AS touch)
      """
    }
    try set(
      "touches", of: "lead",
      to: """
        COALESCE((
          SELECT \(count("call", "started_at", ""))
            + \(count("activity", "at", "AND COALESCE(c.status, 2) NOT IN (1, 4)"))
          FROM deal d WHERE d.id = lead.deal_of\(kin("d", "lead")) AND d.final = 2), 0)
        """)
  }

  /// The leads for which changed records of a table count, from these.
  ///
  /// A lead that is not won has no touches, so that what names it changes nothing.
  private func counting(by named: String, _ link: String, of table: String) -> String {
    """
    WITH named AS MATERIALIZED (
      SELECT \(named) AS id FROM "\(table)" WHERE revision > :since AND \(named) IS NOT NULL)
    SELECT l.id
    FROM (SELECT DISTINCT id FROM named) n CROSS JOIN lead l ON \(link) = n.id
    WHERE EXISTS (SELECT 1 FROM deal d WHERE d.id = l.deal_of\(kin("d", "l")) AND d.final = 2)
    """
  }

  /// The same from the won leads, of which there are fewer than of very many changed records.
  private func counted(of table: String) -> String {
    func isNamed(by column: String, as value: String) -> String {
      """
      EXISTS (
        SELECT 1 FROM "\(table)" c WHERE c.\(column) = \(value) AND c.revision > :since OFFSET 0)
      """
    }
    return """
      WITH won AS MATERIALIZED (
        SELECT l.id, l.deal_of FROM deal d JOIN lead l ON l.deal_of = d.id WHERE d.final = 2)
      SELECT won.id FROM won
      WHERE \(isNamed(by: "lead_id", as: "won.id")) OR \(isNamed(by: "deal_id", as: "won.deal_of"))
      """
  }

  /// Whether any lead, deal or client is touched.
  private func isAnyTouched(_ table: String) throws -> Bool {
    try session.first("SELECT EXISTS (SELECT 1 FROM touched_\(table))") ?? false
  }

  /// Sets a column of the touched leads, deals or clients, where it is not what it should be.
  func set(_ column: String, of table: String, to value: String) throws {
    try set([SettledColumn(column, value)], of: table)
  }

  /// Sets several columns of them, each of which may depend on those before it.
  func set(_ columns: [SettledColumn], of table: String) throws {
    switch session.dialect {
    case .sqlite:
      for step in columns.steps { try setLookedUp(step, of: table) }
    case .postgres:
      try session.renewStatistics(of: "touched_\(table)")
      try setTogether(columns, of: table)
    case .citus:
      try session.renewStatistics(of: "touched_\(table)")
      try takeOver(columns.filter { $0.given != nil }, of: table)
      for column in columns where column.given == nil { try setOverServers(column, of: table) }
    }
  }

  /// Why: writing a record costs more than finding out that it holds the values already, so that
  /// each touched record is looked up and the values are worked out twice.
  private func setLookedUp(_ columns: [SettledColumn], of table: String) throws {
    let values = columns.map { ($0.name, $0.value { "\(table).\($0)" }) }
    try run(
      """
      UPDATE \(table) SET \(values.map { "\($0) = \($1)" }.joined(separator: ", "))
      WHERE id IN (SELECT id FROM touched_\(table))
        AND (\(values.map { "\($0) IS DISTINCT FROM \($1)" }.joined(separator: " OR ")))
      """)
  }

  /// Why together: PostgreSQL writes a record and its place in every index anew for each change of it,
  /// which costs more than all else.
  private func setTogether(_ columns: [SettledColumn], of table: String) throws {
    var known: Set<String> = []
    var values: [String] = []
    for column in columns {
      let value = column.value { known.contains($0) ? "now_\($0).value" : "\(table).\($0)" }
      // Why OFFSET: the value would be worked out again wherever it is used.
      values.append(
        "CROSS JOIN LATERAL (SELECT \(value) AS value OFFSET 0) AS now_\(column.name)")
      known.insert(column.name)
    }
    let names = columns.map(\.name)
    try run(
      """
      UPDATE \(table) SET \(names.map { "\($0) = found.\($0)" }.joined(separator: ", "))
      FROM (
        SELECT \(table).id, \(names.map { "now_\($0).value AS \($0)" }.joined(separator: ", "))
        FROM touched_\(table) t JOIN \(table) ON \(table).id = t.id
        \(values.joined(separator: "\n"))
        OFFSET 0
      ) AS found
      WHERE found.id = \(table).id AND (
        \(names.map { "\(table).\($0) IS DISTINCT FROM found.\($0)" }.joined(separator: " OR ")))
      """)
  }

  /// Sets the columns whose values one table gives.
  private func takeOver(_ columns: [SettledColumn], of table: String) throws {
    guard let given = columns.first?.given else { return }
    let values = columns.map { "\($0.name) = \(given).\($0.name)" }.joined(separator: ", ")
    try run(
      """
      UPDATE \(table) SET \(values)
      FROM \(given) WHERE \(given).id = \(table).id\(kin(given, table))
      """)
  }

  /// Why by a table: a server does not know the tables of those that are touched.
  private func setOverServers(_ column: SettledColumn, of table: String) throws {
    let found = column.isText ? "found_text" : "found_value"
    if try find(column, of: table, in: found) == 0 { return }
    try session.renewStatistics(of: found)
    try run(
      """
      UPDATE \(table) SET \(column.name) = \(found).value
      FROM \(found) WHERE \(found).id = \(table).id\(kin(found, table))
      """)
  }

  /// Lists the touched records whose column is not what it should be, with what that is; returns how many
  /// they are.
  private func find(_ column: SettledColumn, of table: String, in found: String) throws -> Int {
    let value = column.value { "\(table).\($0)" }
    try run("DELETE FROM \(found)")
    return try run(
      """
      INSERT INTO \(found) (id, value, family)
      SELECT id, \(value), family FROM \(table)
      WHERE id IN (SELECT id FROM touched_\(table)) AND \(column.name) IS DISTINCT FROM \(value)
      """)
  }
}

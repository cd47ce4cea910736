import Domain
import GRDB

/// Works out what records say of each other after some of them have changed.
///
/// It looks at the records whose revision is above the one before the change, and at those that
/// their derived columns still name from before; everything else stays as it is.
struct Settling {
  let db: Database
  let zone: ZoneTable
  /// The last revision before the change.
  let since: Int64

  /// Settles everything that hangs on the changed records.
  func settle() throws {
    try db.execute(sql: Self.scratch)
    if try isChanged("holiday") { try settleCalendar() }
    try settleLeadStates()
    try settleLinks()
    try settleLadders()
    try touchDeals()
    try settleDeals()
    try settleWarmth()
    try settlePayments()
    try settleTouches()
    try settleTexts()
    try noteSettled()
  }

  /// Whether a record of a table has changed.
  func isChanged(_ table: String) throws -> Bool {
    try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM \"\(table)\" WHERE revision > ?)",
      arguments: [since]) ?? false
  }

  /// Runs statements over the changed records, `:since` being the last revision before.
  func run(_ sql: String) throws {
    let statement = try db.cachedStatement(sql: sql)
    try statement.execute(arguments: sql.contains(":since") ? ["since": since] : [])
  }

  private static let scratch = """
    CREATE TEMP TABLE IF NOT EXISTS touched_lead (id INTEGER PRIMARY KEY);
    CREATE TEMP TABLE IF NOT EXISTS touched_deal (id INTEGER PRIMARY KEY);
    CREATE TEMP TABLE IF NOT EXISTS touched_client (id INTEGER PRIMARY KEY);
    CREATE TEMP TABLE IF NOT EXISTS touched_pipeline (name TEXT PRIMARY KEY);
    DELETE FROM touched_lead;
    DELETE FROM touched_deal;
    DELETE FROM touched_client;
    DELETE FROM touched_pipeline;
    """
}

extension Settling {
  private func settleLeadStates() throws {
    try run(
      """
      UPDATE lead SET
        qualified_from = CASE WHEN status = 3 THEN COALESCE(qualified_at, created_at) END,
        disqualified_from = CASE WHEN status = 4 THEN COALESCE(disqualified_at, created_at) END
      WHERE revision > :since
        AND (status IN (3, 4) OR qualified_from IS NOT NULL OR disqualified_from IS NOT NULL)
      """)
  }

  /// Which lead and which deal belong together: those that name each other, else the earliest.
  private func settleLinks() throws {
    try run("INSERT OR IGNORE INTO touched_lead SELECT id FROM lead WHERE revision > :since")
    try run(
      """
      INSERT OR IGNORE INTO touched_lead SELECT lead_id FROM deal
      WHERE revision > :since AND lead_id IS NOT NULL
      """)
    try run(
      """
      INSERT OR IGNORE INTO touched_lead SELECT l.id
      FROM deal d CROSS JOIN lead l ON l.deal_of = d.id WHERE d.revision > :since
      """)
    try run("INSERT OR IGNORE INTO touched_deal SELECT id FROM deal WHERE revision > :since")
    try run(
      """
      INSERT OR IGNORE INTO touched_deal SELECT l.deal_of
      FROM touched_lead t CROSS JOIN lead l ON l.id = t.id WHERE l.deal_of IS NOT NULL
      """)
    try set(
      "deal_of", of: "lead",
      to: """
        COALESCE(lead.deal_id, (SELECT d.id FROM deal d WHERE d.lead_id = lead.id AND d.known = 1
          ORDER BY d.created_at, d.key, d.id LIMIT 1))
        """)
    try run(
      """
      INSERT OR IGNORE INTO touched_deal SELECT l.deal_of
      FROM touched_lead t CROSS JOIN lead l ON l.id = t.id WHERE l.deal_of IS NOT NULL
      """)
    try run(
      """
      INSERT OR IGNORE INTO touched_deal SELECT d.id
      FROM touched_lead t CROSS JOIN deal d ON d.lead_id = t.id
      """)
    try set(
      "lead_of", of: "deal",
      to: """
        (CASE WHEN (SELECT deal_of FROM lead WHERE id = deal.lead_id) = deal.id
        THEN (SELECT id FROM lead WHERE id = deal.lead_id AND known = 1)
        ELSE (SELECT l.id FROM lead l WHERE l.deal_of = deal.id AND l.known = 1
          ORDER BY l.created_at, l.key, l.id LIMIT 1) END)
        """)
    try set(
      "kept_from", of: "deal",
      to: """
        (SELECT id FROM lead WHERE id = deal.lead_id AND deal_of IS NOT deal.id
          AND deal.lead_of IS NULL)
        """)
  }

  private func settlePayments() throws {
    let payments = """
      FROM payment WHERE client_of IS NOT NULL
        AND (revision > :since OR deal_id IN (SELECT id FROM touched_deal))
      """
    try run("INSERT OR IGNORE INTO touched_client SELECT client_of \(payments)")
    let client = "COALESCE(client_id, (SELECT client_id FROM deal WHERE id = payment.deal_id))"
    try run(
      """
      UPDATE payment SET client_of = \(client) WHERE client_of IS NOT \(client)
        AND (revision > :since OR deal_id IN (SELECT id FROM touched_deal))
      """)
    try run("INSERT OR IGNORE INTO touched_client SELECT client_of \(payments)")
    try set(
      "first_paid_day", of: "client",
      to: """
        (SELECT MIN(received_on) FROM payment
        WHERE client_of = client.id AND known = 1 AND received_amount_base > 0)
        """)
  }

  /// Calls and activities that name a won lead or its deal, from its creation to the closing.
  private func settleTouches() throws {
    try run("INSERT OR IGNORE INTO touched_lead SELECT id FROM left_lead")
    try run("DELETE FROM left_lead")
    for table in ["call", "activity"] {
      try run(
        """
        INSERT OR IGNORE INTO touched_lead SELECT lead_id FROM "\(table)"
        WHERE revision > :since AND lead_id IS NOT NULL
        """)
      try run(
        """
        INSERT OR IGNORE INTO touched_lead SELECT l.id
        FROM "\(table)" c CROSS JOIN lead l ON l.deal_of = c.deal_id WHERE c.revision > :since
        """)
    }
    try run(
      """
      INSERT OR IGNORE INTO touched_lead SELECT l.id
      FROM touched_deal t CROSS JOIN lead l ON l.deal_of = t.id
      """)
    func count(_ table: String, _ at: String, _ and: String) -> String {
      """
      (SELECT COUNT(*) FROM (
        SELECT c.id FROM "\(table)" c WHERE c.lead_id = lead.id AND c.known = 1
          AND c.\(at) BETWEEN lead.created_at AND d.closing_at \(and)
        UNION SELECT c.id FROM "\(table)" c WHERE c.deal_id = lead.deal_of AND c.known = 1
          AND c.\(at) BETWEEN lead.created_at AND d.closing_at \(and)))
      """
    }
    try set(
      "touches", of: "lead",
      to: """
        COALESCE((
          SELECT \(count("call", "started_at", ""))
            + \(count("activity", "at", "AND COALESCE(c.status, 2) NOT IN (1, 4)"))
          FROM deal d WHERE d.id = lead.deal_of AND d.final = 2), 0)
        """)
  }

  /// Sets a column of the touched leads, deals or clients, where it is not what it should be.
  private func set(_ column: String, of table: String, to value: String) throws {
    // Why: writing a record costs more than working its value out a second time.
    try run(
      """
      UPDATE \(table) SET \(column) = \(value)
      WHERE id IN (SELECT id FROM touched_\(table)) AND \(column) IS NOT \(value)
      """)
  }
}

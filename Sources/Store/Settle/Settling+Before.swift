import Domain
import SQLCompiler

/// What held before a record came that says otherwise.
extension Settling {
  /// Notes it, and what deals had at their creation, in a database that did not yet.
  static func settleAllBefore(_ session: any Session) throws {
    let settling = Settling(session, zone: .utc, since: 0)
    try session.makeTables(scratch)
    for table in ["deal", "client"] {
      try settling.add(to: "touched_\(table)", "SELECT id FROM \(table) WHERE TRUE")
    }
    try settling.set(settling.leadBeforeColumns, of: "deal")
    try settling.settleBirthsAndEndings()
    try settling.settleFirstPaidBefore()
  }

  /// Since when a deal has its lead, and which one that names it it had until then.
  ///
  /// Why: of the leads that name a deal the earliest is its lead, unless the deal names another of them.
  var leadBeforeColumns: [SettledColumn] {
    [
      SettledColumn(
        "led_from",
        "(SELECT l.created_at FROM lead l WHERE l.id = :lead_of\(kin("l", "deal")))"),
      SettledColumn(
        "lead_before",
        """
        (SELECT l.id FROM lead l WHERE l.deal_of = deal.id\(kin("l", "deal")) AND l.known = 1
          AND l.created_at < :led_from ORDER BY l.created_at, l.key, l.id LIMIT 1)
        """),
    ]
  }

  /// Notes the days of the first payments of touched clients before deals came by which payments received
  /// on earlier days are theirs.
  func settleFirstPaidBefore() throws {
    try run("DELETE FROM first_paid_before WHERE client_id IN (SELECT id FROM touched_client)")
    let family = session.dialect.family()
    let paid = "p.known = 1 AND p.received_amount_base > 0"
    let isEarly = "p.client_id IS NULL AND p.received_on < d.created_day"
    try run(
      """
      WITH late AS MATERIALIZED (
        SELECT DISTINCT p.client_of AS id\(session.dialect.family(of: "p"))
        FROM touched_client t CROSS JOIN payment p ON p.client_of = t.id
        CROSS JOIN deal d ON d.id = p.deal_id\(kin("d", "p")) WHERE \(paid) AND \(isEarly)),
      seen AS (
        SELECT id, \(-Moment.beyond) AS at, CAST(NULL AS BIGINT) AS day\(family) FROM late
        UNION ALL
        SELECT l.id, CASE WHEN \(isEarly) THEN d.created_at ELSE \(-Moment.beyond) END,
          p.received_on\(session.dialect.family(of: "l"))
        FROM late l CROSS JOIN payment p ON p.client_of = l.id\(kin("p", "l"))
        LEFT JOIN deal d ON d.id = p.deal_id\(kin("d", "p")) WHERE \(paid))
      INSERT INTO first_paid_before (client_id, from_at, until_at, first_paid_day\(family))
      SELECT id, at, until, day\(family)
      FROM (
        SELECT id, at, MIN(MIN(day)) OVER (PARTITION BY id\(family) ORDER BY at) AS day,
          LEAD(at) OVER (PARTITION BY id\(family) ORDER BY at) AS until\(family)
        FROM seen GROUP BY id, at\(family)) AS step
      WHERE until IS NOT NULL
      """)
  }
}

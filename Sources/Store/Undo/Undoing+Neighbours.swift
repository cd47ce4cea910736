import Domain
import SQLCompiler

extension Undoing {
  /// Gives the revision of the undo to what is worked out from records that go or come back, so
  /// that settling looks at it; it does so before they change, while they still name it.
  func touchNeighbours(revision: Int64) throws {
    func touch(_ table: String, _ ids: String) throws {
      try run(
        """
        UPDATE "\(table)" SET revision = :revision WHERE id IN (\(ids))
          AND id NOT IN (SELECT id FROM goes WHERE relation = '\(table)')
        """, revision: revision)
    }
    // Leads and the deals that belong together with them.
    try touch("deal", "SELECT id FROM deal WHERE lead_of IN \(moving("lead"))")
    try touch(
      "deal", "SELECT id FROM deal WHERE kept_from IS NOT NULL AND kept_from IN \(moving("lead"))")
    try touch("deal", "SELECT deal_of FROM lead WHERE id IN \(moving("lead"))")
    try touch("lead", "SELECT id FROM lead WHERE deal_of IN \(moving("deal"))")
    try touch("lead", "SELECT lead_id FROM deal WHERE id IN \(moving("deal"))")
    // A deal's history, and the touches of its lead.
    try touch("deal", "SELECT deal_id FROM stage_move WHERE id IN \(moving("stage_move"))")
    for table in ["call", "activity"] {
      try touch("lead", "SELECT lead_id FROM \"\(table)\" WHERE id IN \(moving(table))")
      try touch(
        "lead",
        """
        SELECT l.id FROM "\(table)" c CROSS JOIN lead l
          ON l.deal_of = c.deal_id\(session.dialect.kin("l", "c"))
        WHERE c.id IN \(moving(table))
        """)
    }
    try touchLadders(touch)
    try touchWarmth(touch)
    try touchPayments(touch, revision: revision)
  }

  private typealias Touch = (_ table: String, _ ids: String) throws -> Void

  /// One deal and one stage of each ladder that may change.
  private func touchLadders(_ touch: Touch) throws {
    let pipelines = """
      SELECT in_pipeline FROM deal WHERE id IN \(moving("deal")) OR id IN (
        SELECT deal_id FROM stage_move WHERE id IN \(moving("stage_move")))
      UNION SELECT pipeline FROM stage WHERE id IN \(moving("stage"))
      """
    try touch(
      "deal",
      """
      SELECT MIN(id) FROM deal WHERE in_pipeline IN (\(pipelines)) AND known = 1
        AND id NOT IN \(moving("deal")) GROUP BY in_pipeline
      """)
    try touch(
      "stage",
      """
      SELECT MIN(id) FROM stage WHERE pipeline IN (
          SELECT pipeline FROM stage WHERE id IN \(moving("stage")))
        AND id NOT IN (SELECT id FROM goes WHERE relation = 'stage') GROUP BY pipeline
      """)
  }

  /// One mark of each lead and deal that loses or regains one; without marks nothing is left.
  private func touchWarmth(_ touch: Touch) throws {
    let marks = moving("temperature")
    for owner in ["lead", "deal"] {
      let owners = """
        SELECT \(owner)_id FROM temperature WHERE id IN \(marks) AND \(owner)_id IS NOT NULL
        """
      try touch(owner, owners)
      try run("DELETE FROM \(owner)_warmth WHERE \(owner)_id IN (\(owners))")
      try touch(
        "temperature",
        """
        SELECT MIN(id) FROM temperature WHERE \(owner)_id IN (\(owners))
          AND id NOT IN (SELECT id FROM goes WHERE relation = 'temperature')
        GROUP BY \(owner)_id
        """)
    }
  }

  /// One payment of each client who loses or regains one; without any the first day is unknown.
  private func touchPayments(_ touch: Touch, revision: Int64) throws {
    let clients = """
      SELECT client_of FROM payment WHERE client_of IS NOT NULL AND (id IN \(moving("payment"))
        OR deal_id IN \(moving("deal")))
      """
    try run(
      """
      UPDATE client SET first_paid_day = NULL, revision = :revision
      WHERE id IN (\(clients)) AND id NOT IN (SELECT id FROM goes WHERE relation = 'client')
      """, revision: revision)
    try run("DELETE FROM first_paid_before WHERE client_id IN (\(clients))")
    try touch(
      "payment",
      """
      SELECT MIN(id) FROM payment WHERE client_of IN (\(clients))
        AND id NOT IN (SELECT id FROM goes WHERE relation = 'payment') GROUP BY client_of
      """)
  }

  /// Settles what hangs on the changed records; a ladder that nothing is left in goes.
  func settle(since: Int64) throws {
    let settling = Settling(session, zone: zone, since: since)
    settling.stale(.directory)
    try settling.settle()
    let isHoliday: Bool? = try session.first(
      "SELECT EXISTS (SELECT 1 FROM goes WHERE relation = 'holiday')")
    if isHoliday == true { try settling.settleCalendar() }
    try run(
      """
      DELETE FROM rung WHERE pipeline NOT IN (SELECT pipeline FROM stage) AND pipeline NOT IN (
        SELECT in_pipeline FROM deal WHERE known = 1 AND in_pipeline IS NOT NULL)
      """)
  }

  /// The records of a table that go or come back.
  private func moving(_ table: String) -> String {
    """
    (SELECT id FROM goes WHERE relation = '\(table)'
      UNION ALL SELECT id FROM comes WHERE relation = '\(table)')
    """
  }
}

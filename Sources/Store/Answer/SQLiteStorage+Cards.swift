public import Domain
import GRDB

extension SQLiteStorage {
  /// A client's card as of a moment; nil when there is no such client.
  public func client(_ number: Int, asOf: Moment, zone: ZoneTable) throws -> ClientCard? {
    try pool.read { db in
      guard
        let row = try Row.fetchOne(
          db, sql: "SELECT * FROM client WHERE id = ?", arguments: [number])
      else { return nil }
      let attributes = try Row.fetchAll(
        db, sql: "SELECT name, value FROM client_attribute WHERE client_id = ? ORDER BY name",
        arguments: [number])
      let (received, planned) = try money("client_of = ?", number, asOf, zone, db)
      return ClientCard(
        name: row["name"] ?? row["key"],
        about: about(row) + attributes.map { (name: $0[0], text: $0[1]) },
        manager: row["manager_id"], deals: try deals("d.client_id = ?", number, asOf, db),
        timeline: try timeline("client_id", "client_of", number, asOf, zone, db),
        received: received, planned: planned)
    }
  }

  /// A deal's card as of a moment; nil when there is no such deal.
  public func deal(_ number: Int, asOf: Moment, zone: ZoneTable) throws -> DealCard? {
    try pool.read { db in
      guard let deal = try deals("d.id = ?", number, asOf, db).first else { return nil }
      let stays = try Row.fetchAll(
        db,
        sql: """
          SELECT stage, entered_at, next_at, is_first FROM stage_visit
          WHERE deal_id = ? AND is_timed = 1 AND entered_at <= ? ORDER BY entered_at, id
          """, arguments: [number, asOf.milliseconds])
      let (received, planned) = try money("deal_id = ?", number, asOf, zone, db)
      return DealCard(
        deal: deal,
        stays: stays.map {
          DealHistory.Visit(
            stage: $0[0], entered: $0[1], next: $0[2], isTimed: true, isFirst: $0[3])
        },
        timeline: try timeline("deal_id", "deal_id", number, asOf, zone, db), received: received,
        planned: planned)
    }
  }

  private func about(_ row: Row) -> [(name: String, text: String)] {
    let texts = ["phone", "email", "region", "occupation", "marital_status"].compactMap { name in
      (row[name] as String?).map { (name: name, text: $0) }
    }
    let born = (row["birth_date"] as Int?).map {
      [(name: "birth_date", text: Day($0).description)]
    }
    return texts + (born ?? [])
  }

  private func deals(
    _ condition: String, _ number: Int, _ asOf: Moment, _ db: Database
  ) throws -> [DealLine] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT d.id, d.key, d.in_pipeline, s.stage, d.final, d.amount_base, d.created_at,
          d.closing_at, d.manager_id, d.product_id, d.client_id, COALESCE(c.name, c.key),
          d.expected_close_on, d.loss_reason
        FROM deal d
        LEFT JOIN standing s ON s.deal_id = d.id AND s.from_at <= ? AND ? < s.until_at
        LEFT JOIN client c ON c.id = d.client_id
        WHERE \(condition) AND d.known = 1 ORDER BY d.created_at DESC, d.id DESC LIMIT 200
        """, arguments: [asOf.milliseconds, asOf.milliseconds, number])
    return rows.map { row in
      let closing = (row[7] as Int?).flatMap { $0 <= asOf.milliseconds ? $0 : nil }
      return DealLine(
        number: row[0], id: row[1], pipeline: row[2] ?? Pipeline.standard, stage: row[3],
        final: closing == nil ? .open : Outcome(rawValue: row[4] ?? 1) ?? .open,
        amount: row[5] ?? 0, created: row[6] ?? 0, closing: closing, manager: row[8],
        product: row[9], client: row[10], clientName: row[11],
        expected: (row[12] as Int?).map { Day($0) }, reason: row[13])
    }
  }

  private func money(
    _ condition: String, _ number: Int, _ asOf: Moment, _ zone: ZoneTable, _ db: Database
  ) throws -> (received: Int, planned: Int) {
    let today = zone.local(asOf).day.number
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT COALESCE(SUM(received_amount_base) FILTER (WHERE received_on <= \(today)), 0),
          COALESCE(SUM(planned_amount_base)
            FILTER (WHERE planned_on NOTNULL AND (received_on <= \(today)) IS NOT TRUE), 0)
        FROM payment WHERE \(condition) AND known = 1
        """, arguments: [number])
    return (row?[0] ?? 0, row?[1] ?? 0)
  }

  /// The latest 200 events; payments and planned things by the start of their day.
  private func timeline(
    _ owner: String, _ payer: String, _ number: Int, _ asOf: Moment, _ zone: ZoneTable,
    _ db: Database
  ) throws -> [TimelineEvent] {
    let now = asOf.milliseconds
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT 'call', started_at, CASE direction WHEN 1 THEN 'in' WHEN 2 THEN 'out' ELSE '' END,
          duration_s, 0, manager_id
        FROM call WHERE \(owner) = :id AND started_at <= \(now)
        UNION ALL
        SELECT 'activity', at, kind, NULL, COALESCE(status, 2) = 1 OR at > \(now), manager_id
        FROM activity WHERE \(owner) = :id AND COALESCE(status, 2) <> 4
        UNION ALL
        SELECT 'task', COALESCE(done_at, due_at), title, NULL, done_at IS NULL, manager_id
        FROM task WHERE \(owner) = :id AND COALESCE(done_at, due_at) NOTNULL
        UNION ALL
        SELECT 'move', m.at, m."to", NULL, 0, m.manager_id
        FROM stage_move m JOIN deal d ON d.id = m.deal_id
        WHERE d.\(owner == "deal_id" ? "id" : owner) = :id AND m.at <= \(now)
        UNION ALL
        SELECT 'lead', created_at, COALESCE(campaign, ''), NULL, 0, manager_id
        FROM lead WHERE \(owner == "deal_id" ? "deal_of" : owner) = :id AND created_at <= \(now)
        ORDER BY 2 DESC LIMIT 200
        """, arguments: ["id": number])
    var events = rows.map { row in
      TimelineEvent(
        kind: row[0], at: row[1], what: activity(row), number: row[3], isPlan: row[4],
        manager: row[5])
    }
    let today = zone.local(asOf).day.number
    let payments = try Row.fetchAll(
      db,
      sql: """
        SELECT COALESCE(CASE WHEN received_on <= \(today) THEN received_on END, planned_on),
          CASE WHEN received_on <= \(today) THEN received_amount_base
            ELSE planned_amount_base END,
          (received_on <= \(today)) IS NOT TRUE, manager_id
        FROM payment WHERE \(payer) = ? AND known = 1
          AND COALESCE(CASE WHEN received_on <= \(today) THEN received_on END, planned_on) NOTNULL
        """, arguments: [number])
    events += payments.map { row in
      TimelineEvent(
        kind: "payment", at: zone.start(of: Day(row[0])).milliseconds, what: "", number: row[1],
        isPlan: row[2], manager: row[3])
    }
    return events.enumerated().sorted { a, b in
      a.element.at == b.element.at ? a.offset < b.offset : a.element.at > b.element.at
    }
    .map(\.element)
  }

  /// What an event says: for an activity the word of its kind.
  private func activity(_ row: Row) -> String {
    guard row[0] == "activity" else { return row[2] ?? "" }
    let words = ["meeting", "presentation", "proposal", "chat", "email", "visit"]
    let place = (row[2] as Int?) ?? 0
    return words.indices.contains(place - 1) ? words[place - 1] : ""
  }
}

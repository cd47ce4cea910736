public import Domain
import SQLCompiler

extension Storage {
  /// A client's card as of a moment; nil when there is no such client.
  public func client(_ number: Int, asOf: Moment, zone: ZoneTable) throws -> ClientCard? {
    try home.read { session in
      guard
        let row = try session.row(
          """
          SELECT COALESCE(name, key), manager_id, birth_date, phone, email, region, occupation,
            marital_status
          FROM client WHERE id = ?
          """, [number])
      else { return nil }
      let attributes = try session.rows(
        "SELECT name, value FROM client_attribute WHERE client_id = ? ORDER BY name",
        [number])
      let (received, planned) = try money("client_of = ?", number, asOf, zone, session)
      return ClientCard(
        name: row[0],
        about: about(row) + attributes.map { (name: $0[0], text: $0[1]) },
        manager: row[1], deals: try deals("d.client_id = ?", number, asOf, session),
        timeline: try timeline("client_id", "client_of", number, asOf, zone, session),
        received: received, planned: planned)
    }
  }

  /// A deal's card as of a moment; nil when there is no such deal.
  public func deal(_ number: Int, asOf: Moment, zone: ZoneTable) throws -> DealCard? {
    try home.read { session in
      guard let deal = try deals("d.id = ?", number, asOf, session).first else { return nil }
      let stays = try session.rows(
        """
        SELECT stage, entered_at, next_at, is_first FROM stage_visit
        WHERE deal_id = ? AND is_timed = 1 AND entered_at <= ? ORDER BY entered_at, id
        """, [number, asOf.milliseconds])
      let (received, planned) = try money("deal_id = ?", number, asOf, zone, session)
      return DealCard(
        deal: deal,
        stays: stays.map {
          DealHistory.Visit(
            stage: $0[0], entered: $0[1], next: $0[2], isTimed: true, isFirst: $0[3])
        },
        timeline: try timeline("deal_id", "deal_id", number, asOf, zone, session),
        received: received,
        planned: planned)
    }
  }

  private func about(_ row: StoredRow) -> [(name: String, text: String)] {
    let names = ["phone", "email", "region", "occupation", "marital_status"]
    let texts = zip(names, 3...).compactMap { name, column in
      (row[column] as String?).map { (name: name, text: $0) }
    }
    let born = (row[2] as Int?).map {
      [(name: "birth_date", text: Day($0).description)]
    }
    return texts + (born ?? [])
  }

  private func deals(
    _ condition: String, _ number: Int, _ asOf: Moment, _ session: any Session
  ) throws -> [DealLine] {
    let rows = try session.rows(
      """
      SELECT d.id, d.key, d.in_pipeline, s.stage, d.final, d.amount_base, d.created_at,
        d.closing_at, d.manager_id, d.product_id, d.client_id, COALESCE(c.name, c.key),
        d.expected_close_on, d.loss_reason
      FROM deal d
      LEFT JOIN standing s ON s.deal_id = d.id\(session.dialect.kin("s", "d"))
        AND s.from_at <= ? AND ? < s.until_at
      LEFT JOIN client c ON c.id = d.client_id\(session.dialect.kin("c", "d"))
      WHERE \(condition) AND d.known = 1 ORDER BY d.created_at DESC, d.id DESC LIMIT 200
      """, [asOf.milliseconds, asOf.milliseconds, number])
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
    _ condition: String, _ number: Int, _ asOf: Moment, _ zone: ZoneTable, _ session: any Session
  ) throws -> (received: Int, planned: Int) {
    let today = zone.local(asOf).day.number
    let row = try session.row(
      """
      SELECT COALESCE(SUM(received_amount_base) FILTER (WHERE received_on <= \(today)), 0),
        COALESCE(SUM(planned_amount_base)
          FILTER (WHERE planned_on IS NOT NULL AND (received_on <= \(today)) IS NOT TRUE), 0)
      FROM payment WHERE \(condition) AND known = 1
      """, [number])
    return (row?[0] ?? 0, row?[1] ?? 0)
  }

  /// The latest events; payments and planned things by the start of their day.
  private func timeline(
    _ owner: String, _ payer: String, _ number: Int, _ asOf: Moment, _ zone: ZoneTable,
    _ session: any Session
  ) throws -> [TimelineEvent] {
    let now = asOf.milliseconds
    let rows = try session.rows(
      """
      SELECT 'call', started_at, CASE direction WHEN 1 THEN 'in' WHEN 2 THEN 'out' ELSE '' END,
        duration_s, 0, manager_id
      FROM call WHERE \(owner) = ?1 AND started_at <= \(now)
      UNION ALL
      SELECT 'activity', at, CAST(kind AS TEXT), NULL,
        CASE WHEN COALESCE(status, 2) = 1 OR at > \(now) THEN 1 ELSE 0 END, manager_id
      FROM activity WHERE \(owner) = ?1 AND COALESCE(status, 2) <> 4
      UNION ALL
      SELECT 'task', COALESCE(done_at, due_at), title, NULL,
        CASE WHEN done_at IS NULL THEN 1 ELSE 0 END, manager_id
      FROM task WHERE \(owner) = ?1 AND COALESCE(done_at, due_at) IS NOT NULL
      UNION ALL
      SELECT 'move', m.at, m."to", NULL, 0, m.manager_id
      FROM stage_move m JOIN deal d ON d.id = m.deal_id\(session.dialect.kin("d", "m"))
      WHERE d.\(owner == "deal_id" ? "id" : owner) = ?1 AND m.at <= \(now)
      UNION ALL
      SELECT 'lead', created_at, COALESCE(campaign, ''), NULL, 0, manager_id
      FROM lead WHERE \(owner == "deal_id" ? "deal_of" : owner) = ?1 AND created_at <= \(now)
      ORDER BY 2 DESC LIMIT \(Self.mostEvents)
      """, [number])
    var events = rows.map { row in
      TimelineEvent(
        kind: row[0], at: row[1], what: activity(row), number: row[3], isPlan: row[4],
        manager: row[5])
    }
    let today = zone.local(asOf).day.number
    let payments = try session.rows(
      """
      SELECT COALESCE(CASE WHEN received_on <= \(today) THEN received_on END, planned_on),
        CASE WHEN received_on <= \(today) THEN received_amount_base
          ELSE planned_amount_base END,
        (received_on <= \(today)) IS NOT TRUE, manager_id
      FROM payment WHERE \(payer) = ? AND known = 1
        AND COALESCE(CASE WHEN received_on <= \(today) THEN received_on END, planned_on) IS NOT NULL
      ORDER BY 1 DESC, id DESC LIMIT \(Self.mostEvents)
      """, [number])
    for row in payments {
      let day = Day(row[0])
      events.append(
        TimelineEvent(
          kind: "payment", at: zone.start(of: day).milliseconds, what: "", number: row[1],
          isPlan: row[2], manager: row[3]))
    }
    let ordered = events.enumerated().sorted { a, b in
      a.element.at == b.element.at ? a.offset < b.offset : a.element.at > b.element.at
    }
    return ordered.prefix(Self.mostEvents).map(\.element)
  }

  private static let mostEvents = 200

  /// What an event says: for an activity the word of its kind.
  private func activity(_ row: StoredRow) -> String {
    let what: String = row[2] ?? ""
    guard row[0] as String == "activity" else { return what }
    let words = ["meeting", "presentation", "proposal", "chat", "email", "visit"]
    let place = Int(what) ?? 0
    return words.indices.contains(place - 1) ? words[place - 1] : ""
  }
}

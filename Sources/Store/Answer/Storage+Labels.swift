import SQLCompiler
public import Semantics

extension Storage {
  /// How records of a relation show, by our numbers.
  public func labels(_ relation: String, _ ids: [Int]) throws -> [Int: RecordLabel] {
    try home.read { session in
      guard let sql = Self.labelQueries(session.dialect)[relation] else { return [:] }
      var labels: [Int: RecordLabel] = [:]
      for start in stride(from: 0, to: ids.count, by: 500) {
        let part = ids[start..<min(start + 500, ids.count)]
        let list = part.map { String($0) }.joined(separator: ", ")
        let rows = try session.rows("\(sql) WHERE r.id IN (\(list))")
        let sources = try sources(of: relation, rows.map { $0[2] }, session)
        for row in rows {
          let (id, source): (String, Int) = (row[2], row[6])
          labels[row[0]] = RecordLabel(
            kind: row[1], id: sources[id].map { "\($0[source] ?? ""):\(id)" } ?? id, label: row[3],
            deal: row[4], client: row[5])
        }
      }
      return labels
    }
  }

  /// The names of the sources, for those of the ids that records of several sources have.
  private func sources(
    of relation: String, _ ids: [String], _ session: any Session
  ) throws -> [String: [Int: String]] {
    let table = relation == "stage_visit" ? "deal" : relation
    // Why: what has no id of its own is told by what it says.
    guard !["ad_spend", "work_time"].contains(table), !ids.isEmpty else { return [:] }
    var names: [Int: String] = [:]
    for row in try session.rows("SELECT id, name FROM source") { names[row[0]] = row[1] }
    guard names.count > 1 else { return [:] }
    let marks = ids.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
    let shared: [String] = try session.column(
      """
      SELECT key FROM "\(table)" WHERE key IN (\(marks))
      GROUP BY key HAVING MIN(source_id) < MAX(source_id)
      """, ids)
    return Dictionary(uniqueKeysWithValues: shared.map { ($0, names) })
  }

  /// Our number, what it is, its id, its label, its deal, its client, its source.
  private static func labelQueries(_ dialect: Dialect) -> [String: String] {
    func named(
      _ table: String, _ deal: String, _ client: String, else other: String = "r.key"
    ) -> String {
      """
      SELECT r.id, '\(table)', r.key, COALESCE(c.name, c.key, \(other), r.key), \(deal), c.id,
        r.source_id
      FROM "\(table)" r LEFT JOIN client c ON c.id = \(client)\(dialect.kin("c", "r"))
      """
    }
    return [
      "lead": named("lead", "r.deal_of", "r.client_id"),
      "deal": named("deal", "r.id", "r.client_id"),
      "call": named("call", "r.deal_id", "r.client_id", else: "r.phone"),
      "activity": named("activity", "r.deal_id", "r.client_id"),
      "payment": named("payment", "r.deal_id", "r.client_of"),
      "task": """
      SELECT r.id, 'task', r.key, r.title, r.deal_id, r.client_id, r.source_id FROM task r
      """,
      "stage_visit": """
      SELECT r.id, 'deal', d.key, COALESCE(c.name, c.key, d.key) || ' · ' || r.stage, d.id, c.id,
        d.source_id
      FROM stage_visit r JOIN deal d ON d.id = r.deal_id\(dialect.kin("d", "r"))
      LEFT JOIN client c ON c.id = d.client_id\(dialect.kin("c", "d"))
      """,
      "ad_spend": """
      SELECT r.id, 'ad_spend', r.key, COALESCE(r.campaign, c.name, c.key), NULL, NULL, r.source_id
      FROM ad_spend r LEFT JOIN channel c ON c.id = r.channel_id
      """,
      "work_time": """
      SELECT r.id, 'worktime', r.key, COALESCE(e.name, e.key), NULL, NULL, r.source_id
      FROM work_time r LEFT JOIN employee e ON e.id = r.manager_id
      """,
    ]
  }
}

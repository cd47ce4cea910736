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
        for row in try session.rows("\(sql) WHERE r.id IN (\(list))") {
          labels[row[0]] = RecordLabel(
            kind: row[1], id: row[2], label: row[3], deal: row[4], client: row[5])
        }
      }
      return labels
    }
  }

  /// Our number, what it is, its id, its label, its deal, its client.
  private static func labelQueries(_ dialect: Dialect) -> [String: String] {
    func named(
      _ table: String, _ deal: String, _ client: String, else other: String = "r.key"
    ) -> String {
      """
      SELECT r.id, '\(table)', r.key, COALESCE(c.name, c.key, \(other), r.key), \(deal), c.id
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
      SELECT r.id, 'task', r.key, r.title, r.deal_id, r.client_id FROM task r
      """,
      "stage_visit": """
      SELECT r.id, 'deal', d.key, COALESCE(c.name, c.key, d.key) || ' · ' || r.stage, d.id, c.id
      FROM stage_visit r JOIN deal d ON d.id = r.deal_id\(dialect.kin("d", "r"))
      LEFT JOIN client c ON c.id = d.client_id\(dialect.kin("c", "d"))
      """,
      "ad_spend": """
      SELECT r.id, 'ad_spend', r.key, COALESCE(r.campaign, c.name, c.key), NULL, NULL
      FROM ad_spend r LEFT JOIN channel c ON c.id = r.channel_id
      """,
      "work_time": """
      SELECT r.id, 'worktime', r.key, COALESCE(e.name, e.key), NULL, NULL
      FROM work_time r LEFT JOIN employee e ON e.id = r.manager_id
      """,
    ]
  }
}

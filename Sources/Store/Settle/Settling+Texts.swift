extension Settling {
  /// The fields whose texts are kept apart, with the tables and columns they stand in.
  private static let fields: [(field: String, table: String, column: String)] = [
    ("team", "employee", "team"), ("campaign", "lead", "campaign"),
    ("campaign", "ad_spend", "campaign"), ("region", "client", "region"),
    ("region", "lead", "region"), ("region", "deal", "region"),
    ("pipeline", "deal", "in_pipeline"), ("segment.marital_status", "client", "marital_status"),
    ("segment.occupation", "client", "occupation"),
  ]

  /// Notes the texts of changed records, so that nobody has to look for them in all records.
  func settleTexts() throws {
    var count = 0
    for (field, table, column) in Self.fields {
      count += try add(
        to: "known_text",
        """
        SELECT DISTINCT '\(field)', \(column) FROM "\(table)"
        WHERE revision > :since AND \(column) IS NOT NULL
        """)
    }
    count += try add(
      to: "known_text",
      """
      SELECT DISTINCT 'segment.' || a.name, a.value
      FROM client c CROSS JOIN client_attribute a ON a.client_id = c.id\(kin("a", "c"))
      WHERE c.revision > :since
      """)
    if count > 0 { stale(.directory) }
  }
}

extension Settling {
  /// Notes whose derived columns may have changed, for the cube that catches up.
  ///
  /// A note of id 0 stands for all records; it takes the place of very many.
  func noteSettled() throws {
    let most = 100_000
    let count: Int? = try session.first(
      """
      SELECT (SELECT COUNT(*) FROM settled) + (SELECT COUNT(*) FROM touched_lead)
        + (SELECT COUNT(*) FROM touched_deal) + (SELECT COUNT(*) FROM touched_client)
      """)
    let areMany = (count ?? 0) > most
    if areMany { try run("DELETE FROM settled") }
    for relation in ["lead", "deal", "client"] {
      try run(
        """
        INSERT INTO settled (revision, relation, id)
        SELECT last, '\(relation)', \(areMany ? "0" : "t.id")
        FROM revision \(areMany ? "" : "CROSS JOIN touched_\(relation) t")
        """)
    }
  }
}

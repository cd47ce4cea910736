/// Whose rows may differ from those of an earlier revision.
///
/// A record that was written has a later revision; a record whose derived columns were worked out
/// anew is noted in `settled`.
struct ChangedKeys {
  let session: any Session
  let since: Int

  /// The keys of a relation whose rows may differ, ascending; nil when all may.
  func keys(of relation: String) throws -> [Int]? {
    switch relation {
    case "lead": try union(written("lead"), settled("lead"))
    case "deal": try union(written("deal"), settled("deal"))
    case "client", "first_paid_before": try union(written("client"), settled("client"))
    case "payment": try union(written("payment"), paymentsOfSettledDeals())
    case "standing", "stage_visit": try union(settled("deal"), deleted("deal"))
    case "lead_warmth", "deal_warmth": try warmed(String(relation.prefix { $0 != "_" }))
    case "deal_terms": try written("deal")
    case "client_attribute": try written("client")
    case "calendar": try written("holiday")?.isEmpty == true ? [] : nil
    default: try written(relation)
    }
  }

  /// Records written or deleted since; nil when they are so many that all are read as quickly.
  private func written(_ table: String) throws -> [Int]? {
    let most = 200_000
    let ids: [Int] = try session.column(
      "SELECT id FROM \"\(table)\" WHERE revision > ? LIMIT \(most)", [since])
    guard ids.count < most, let gone = try deleted(table), ids.count + gone.count < most
    else { return nil }
    return Set(ids).union(gone).sorted()
  }

  /// Records that an undo took away since; nil when they are very many.
  private func deleted(_ table: String) throws -> [Int]? {
    let most = 200_000
    let ids: [Int] = try session.column(
      "SELECT id FROM deleted WHERE revision > ? AND relation = ? LIMIT \(most)",
      [since, table])
    return ids.count < most ? ids : nil
  }

  /// Records noted as settled; nil when one of the notes stands for all of them.
  private func settled(_ relation: String) throws -> [Int]? {
    let ids: [Int] = try session.column(
      "SELECT DISTINCT id FROM settled WHERE revision > ? AND relation = ? ORDER BY id",
      [since, relation])
    return ids.first == 0 ? nil : ids
  }

  private func paymentsOfSettledDeals() throws -> [Int]? {
    guard try settled("deal") != nil else { return nil }
    return try session.column(
      """
      SELECT id FROM payment WHERE deal_id IN (
        SELECT id FROM settled WHERE revision > ? AND relation = 'deal')
      """, [since])
  }

  /// Owners of marks written since and, since an undo writes the owner of a mark it takes away,
  /// owners written since.
  private func warmed(_ owner: String) throws -> [Int]? {
    try union(marked(owner), written(owner))
  }

  private func marked(_ owner: String) throws -> [Int] {
    let owners: [Int] = try session.column(
      """
      SELECT DISTINCT \(owner)_id FROM temperature INDEXED BY temperature_by_revision
      WHERE revision > ? AND \(owner)_id IS NOT NULL
      """, [since])
    return owners.sorted()
  }

  private func union(_ a: [Int]?, _ b: [Int]?) -> [Int]? {
    guard let a, let b else { return nil }
    return Set(a).union(b).sorted()
  }
}

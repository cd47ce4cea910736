public import Domain

/// How it stands with a database.
public struct Pulse: Sendable {
  /// The revision of the latest change.
  public let revision: Int
  /// How many bytes it takes.
  public let bytes: Int
  /// What became of the rows of all imports, by kind.
  public let imported: [String: IntakeTally]
}

extension Storage {
  /// How it stands with the database, if it says so at once.
  ///
  /// - Throws: `PlainFault` when it does not answer; a server that is away is not waited for.
  public func pulse() throws -> Pulse {
    try home.glance { session in
      Pulse(
        revision: Int(try session.revision()), bytes: try home.size(session),
        imported: try imported(session))
    }
  }

  private func imported(_ session: any Session) throws -> [String: IntakeTally] {
    let rows = try session.rows(
      """
      SELECT kind, SUM(created), SUM(updated), SUM(unchanged), SUM(rejected)
      FROM import GROUP BY kind
      """)
    var tallies: [String: IntakeTally] = [:]
    for row in rows {
      var tally = IntakeTally()
      (tally.created, tally.updated) = (row[1], row[2])
      (tally.unchanged, tally.rejected) = (row[3], row[4])
      tallies[row[0]] = tally
    }
    return tallies
  }
}

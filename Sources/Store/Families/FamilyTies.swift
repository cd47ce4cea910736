import Domain
import SQLCompiler

/// The families of an import's rows, in a distributed database: a record lives with those it names.
///
/// A record that names members of several families ties them. While rows come in, every record
/// stays in its family; at the end those of the tied ones move together.
final class FamilyTies {
  private let session: any Session
  /// For a family that is to move, one that it moves to or that is to move itself.
  private var towards: [Int64: Int64] = [:]

  /// Nil where records have no families.
  init?(_ session: any Session, of kind: RecordKind) {
    guard kind.hasFamilies(in: session.dialect) else { return nil }
    self.session = session
  }

  /// The family of a record among those that it ties; nil when there is none.
  func tie(_ families: some Sequence<Int64>) -> Int64? {
    var first: Int64?
    for family in families {
      if let first { tie(first, family) } else { first = family }
    }
    return first
  }

  private func tie(_ a: Int64, _ b: Int64) {
    let (a, b) = (last(a), last(b))
    if a != b { towards[b] = a }
  }

  /// Where a family ends up.
  private func last(_ family: Int64) -> Int64 {
    var family = family
    while let next = towards[family] {
      // Why: each second step is left out for the next who walks here.
      if let over = towards[next] { towards[family] = over }
      family = next
    }
    return family
  }

  /// Moves the families that were tied together to the largest of them.
  ///
  /// Why by new rows: what decides where a row lives cannot be written over.
  func settle() throws {
    guard !towards.isEmpty else { return }
    try session.makeTables(
      """
      CREATE TEMP TABLE IF NOT EXISTS tied (family INTEGER PRIMARY KEY);
      CREATE TEMP TABLE IF NOT EXISTS moving (family INTEGER PRIMARY KEY, towards INTEGER NOT NULL);
      DELETE FROM tied;
      DELETE FROM moving;
      """)
    var tied: [Int64: [Int64]] = [:]
    for family in Array(towards.keys) { tied[last(family), default: []].append(family) }
    for first in tied.keys { tied[first]?.append(first) }
    towards.removeAll()
    let tables = try session.tables().filter { Dialect.spreadTables.contains($0.name) }
    let sizes = try sizes(of: tied.values.joined(), tables)
    let moving = try session.appender(to: "moving", ["family", "towards"])
    for families in tied.values {
      guard let largest = families.max(by: { sizes[$0, default: 0] < sizes[$1, default: 0] })
      else { continue }
      for family in families where family != largest {
        try moving.add([.integer(family), .integer(largest)])
      }
    }
    try session.flush()
    for table in tables { try move(table) }
  }

  /// How many rows families have.
  private func sizes(
    of families: some Sequence<Int64>, _ tables: [StoredTable]
  ) throws -> [Int64: Int] {
    let tied = try session.appender(to: "tied", ["family"])
    for family in families { try tied.add([.integer(family)]) }
    try session.flush()
    var sizes: [Int64: Int] = [:]
    for table in tables {
      let rows = try session.rows(
        """
        SELECT family, COUNT(*) FROM "\(table.name)"
        WHERE family IN (SELECT family FROM tied) GROUP BY family
        """)
      for row in rows { sizes[row[0], default: 0] += row[1] as Int }
    }
    return sizes
  }

  private func move(_ table: StoredTable) throws {
    let columns = table.columns.map { "\"\($0)\"" }.joined(separator: ", ")
    let rows = table.columns.map { "r.\"\($0)\"" }.joined(separator: ", ")
    try session.run(
      """
      INSERT INTO "\(table.name)" (\(columns), family)
      SELECT \(rows), m.towards FROM "\(table.name)" r JOIN moving m ON m.family = r.family
      """)
    try session.run("DELETE FROM \"\(table.name)\" WHERE family IN (SELECT family FROM moving)")
  }
}

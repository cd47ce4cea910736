import Domain
import SQLCompiler

/// Turns a database of one PostgreSQL server into one whose large tables Citus spreads over several.
struct Spreading {
  let session: any Session
  /// Told how many tables of how many are done.
  let progress: (_ done: Int, _ whole: Int) -> Void

  /// The oldest Citus that takes the program's statements.
  private static let oldest = 12

  /// Refuses a database of a server that cannot be distributed.
  ///
  /// - Throws: `PlainFault` `distribute.twice`, `distribute.citus_missing`, `distribute.citus_old` or
  ///   `distribute.citus_no_servers`.
  func refuseWhenNeeded(_ place: String) throws {
    switch session.dialect {
    case .sqlite: preconditionFailure("an embedded database is one file")
    case .citus: throw PlainFault(.conflict, "distribute.twice", ["path": place])
    case .postgres: break
    }
    let version: String? = try session.first(
      "SELECT CAST(extversion AS TEXT) FROM pg_extension WHERE extname = 'citus'")
    guard let version else {
      throw PlainFault(.missing, "distribute.citus_missing", ["path": place])
    }
    guard let major = version.split(separator: ".").first.flatMap({ Int($0) }),
      major >= Self.oldest
    else {
      throw PlainFault(
        .outside, "distribute.citus_old", ["path": place, "version": version])
    }
    // Why: Citus makes the server its own node when it knows none, but not one that may keep nothing.
    let hasServers: Bool? = try session.first(
      """
      SELECT COUNT(*) = 0 OR COUNT(*) FILTER (WHERE isactive AND shouldhaveshards) > 0
      FROM pg_dist_node
      """)
    if hasServers != true {
      throw PlainFault(.conflict, "distribute.citus_no_servers", ["path": place])
    }
  }

  /// Gives every row of the large tables its family, and makes the families part of their keys.
  ///
  /// The database is then as a distributed one is, on one server.
  func gatherFamilies() throws {
    var tree = try FamilyTree(session)
    for (place, kind) in tree.kinds.enumerated() {
      try session.makeTables(
        "CREATE TEMP TABLE \(listed(kind.table)) (id INTEGER PRIMARY KEY, family INTEGER);")
      let list = try session.appender(to: listed(kind.table), ["id", "family"])
      for (id, family) in tree.families(of: place).enumerated() {
        try list.add([.integer(Int64(id)), .integer(family)])
      }
      try session.flush()
      try session.renewStatistics(of: listed(kind.table))
    }
    for (done, table) in tables.enumerated() {
      progress(done, 2 * tables.count)
      let keys = try keys(of: table)
      for key in keys { try session.script(key.dropping) }
      try session.script("ALTER TABLE \"\(table)\" ADD COLUMN family BIGINT")
      try session.run("UPDATE \"\(table)\" SET family = \(family(in: table, tree.kinds))")
      try session.script("ALTER TABLE \"\(table)\" ALTER COLUMN family SET NOT NULL")
      for key in keys { try session.script(key.making) }
      try session.script("CREATE INDEX \(table)_by_family ON \"\(table)\" (family)")
    }
    for kind in tree.kinds { try session.script("DROP TABLE \(listed(kind.table))") }
  }

  /// Makes a new table, still empty, one of the large ones of a database that is distributed already.
  func take(in table: String) throws {
    guard session.dialect == .citus else { return }
    let keys = try keys(of: table)
    for key in keys { try session.script(key.dropping) }
    try session.script("ALTER TABLE \"\(table)\" ADD COLUMN family BIGINT NOT NULL")
    for key in keys { try session.script(key.making) }
    try session.script("CREATE INDEX \(table)_by_family ON \"\(table)\" (family)")
    let isOverServers: Bool? = try session.first(
      "SELECT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'citus')")
    guard isOverServers == true else { return }
    try session.run(
      "SELECT create_distributed_table(?, 'family', colocate_with => 'client')", ["\"\(table)\""])
  }

  /// Lets Citus spread the tables; returns over how many servers.
  func spread() throws -> Int {
    for (done, table) in tables.enumerated() {
      progress(tables.count + done, 2 * tables.count)
      let beside = done == 0 ? "none" : tables[0]
      try session.run(
        "SELECT create_distributed_table(?, 'family', colocate_with => ?)",
        ["\"\(table)\"", beside])
      try session.run("SELECT truncate_local_data_after_distributing_table(?)", ["\"\(table)\""])
    }
    try session.run("SELECT create_reference_table('calendar')")
    try session.run("SELECT truncate_local_data_after_distributing_table('calendar')")
    return try session.first(
      """
      SELECT COUNT(DISTINCT (nodename, nodeport)) FROM citus_shards
      WHERE table_name = CAST('client' AS regclass)
      """) ?? 1
  }

  /// The spread tables, the first of which the others are put beside.
  private var tables: [String] {
    ["client"] + Dialect.spreadTables.subtracting(["client"]).sorted()
  }

  private func listed(_ table: String) -> String { "family_of_\(table)" }

  /// What gives a row its family: that of the first record it names, else one of its own.
  private func family(in table: String, _ kinds: [RecordKind]) -> String {
    guard let kind = RecordKind.all.first(where: { $0.table == table }) else {
      let owner =
        switch table {
        case "client_attribute", "first_paid_before": "client"
        case "lead_warmth": "lead"
        default: "deal"
        }
      return "(SELECT f.family FROM \(listed(owner)) f WHERE f.id = \"\(table)\".\(owner)_id)"
    }
    if kinds.contains(kind) {
      return "(SELECT f.family FROM \(listed(table)) f WHERE f.id = \"\(table)\".id)"
    }
    let named = kind.named(among: kinds).map {
      "(SELECT f.family FROM \(listed(kinds[$0.kind].table)) f WHERE f.id = \"\($0.column)\")"
    }
    let own = "id * \(RecordKind.all.count) + \(kind.family(ofNew: 0))"
    return "COALESCE(\((named + [own]).joined(separator: ", ")))"
  }

  /// A key or an index of a table, without its family and with it.
  private struct Key {
    let dropping: String
    let making: String
  }

  private func keys(of table: String) throws -> [Key] {
    let rows = try session.rows(
      """
      SELECT CAST(c.relname AS TEXT), i.indisprimary, i.indisunique,
        pg_get_indexdef(i.indexrelid), pg_get_constraintdef(k.oid)
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.contype = 'p'
      WHERE i.indrelid = CAST(? AS regclass) ORDER BY 1
      """, ["\"\(table)\""])
    return rows.map { row in
      let name: String = row[0]
      guard row[1] else {
        let making: String = row[3]
        return Key(
          dropping: "DROP INDEX \"\(name)\"", making: row[2] ? Self.with(making) : making)
      }
      let alter = "ALTER TABLE \"\(table)\""
      return Key(
        dropping: "\(alter) DROP CONSTRAINT \"\(name)\"",
        making: "\(alter) ADD CONSTRAINT \"\(name)\" \(Self.with(row[4] as String))")
    }
  }

  /// A key whose columns end the text, with the family.
  private static func with(_ key: String) -> String { "\(key.dropLast()), family)" }
}

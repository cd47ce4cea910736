public import Domain
import SQLCompiler

extension Storage {
  /// Copies the whole database, as it stands at one moment, into a file that is not there yet.
  ///
  /// - Parameter progress: told how much of how much is copied.
  /// - Throws: `PlainFault` `disk.full`, `database.busy` or `database.failed`.
  public func copy(
    to path: String, progress: @escaping (_ done: Int, _ whole: Int) -> Void
  ) throws {
    try home.copy(to: path, progress: progress)
  }

  /// What is wrong in the database, each as a message; none when all is well.
  public func check() throws -> [Message] {
    let broken = try unlessDamaged { try home.read { try damage($0) } }
    let wrong = try unlessDamaged { try home.read { try lostReferences($0) + laterRevisions($0) } }
    // Why: what is broken was told already.
    return broken + (broken.isEmpty || wrong.map(\.key) != ["check.unreadable"] ? wrong : [])
  }

  /// What a look finds; that the database is damaged when that is in its way.
  private func unlessDamaged(_ look: () throws -> [Message]) throws -> [Message] {
    do {
      return try look()
    } catch let fault as PlainFault
      where ["database.damaged", "database.none"].contains(fault.message.key)
    {
      return [Message("check.unreadable", fault.message.arguments)]
    }
  }

  /// What the database itself finds broken.
  private func damage(_ session: any Session) throws -> [Message] {
    switch session.dialect {
    case .sqlite:
      let found: [String] = try session.column("PRAGMA integrity_check")
      return found.filter { $0 != "ok" }.map { Message("check.damage", ["text": $0]) }
    case .postgres, .citus: return try damagedFiles(session)
    }
  }

  /// What the extension amcheck, where a server's database has it, finds broken in the files of our
  /// tables and indexes.
  private func damagedFiles(_ session: any Session) throws -> [Message] {
    let isThere: Bool? = try session.first(
      "SELECT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'amcheck')")
    guard isThere == true,
      try session.first(
        """
        SELECT has_function_privilege(
            to_regprocedure('bt_index_check(regclass, boolean)'), 'EXECUTE')
          AND has_function_privilege(
            to_regprocedure('verify_heapam(regclass, boolean, boolean, text, bigint, bigint)'),
            'EXECUTE')
        """) == true
    else { return [] }
    // Why: a large table takes longer to look through than a report may.
    try session.script("SET LOCAL statement_timeout = 0")
    let files = try session.rows(
      """
      SELECT CAST(c.relname AS TEXT), c.relkind = 'i', CAST(c.oid AS BIGINT)
      FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid
      LEFT JOIN pg_am a ON a.oid = c.relam
      WHERE c.relnamespace = CAST(current_schema() AS regnamespace)
        AND (c.relkind = 'r' OR c.relkind = 'i' AND a.amname = 'btree' AND i.indisvalid)
      ORDER BY 2, 1
      """)
    var found: [Message] = []
    for file in files {
      let (name, isIndex, number): (String, Bool, Int) = (file[0], file[1], file[2])
      if let text = try damage(of: number, isIndex: isIndex, session) {
        found.append(Message("check.damage", ["text": "\(name): \(text)"]))
      }
    }
    return found
  }

  /// What is broken in a table or an index; nil when all is well.
  private func damage(of number: Int, isIndex: Bool, _ session: any Session) throws -> String? {
    try session.script("SAVEPOINT looking")
    do {
      let file = "CAST(CAST(\(number) AS oid) AS regclass)"
      var text: String?
      if isIndex {
        let _: Int? = try session.first("SELECT COUNT(*) FROM bt_index_check(\(file), TRUE)")
      } else {
        text = try session.first("SELECT msg FROM verify_heapam(\(file)) LIMIT 1")
      }
      try session.script("RELEASE SAVEPOINT looking")
      return text
    } catch let error as PostgresError where error.tellsDamage {
      try session.script("ROLLBACK TO SAVEPOINT looking; RELEASE SAVEPOINT looking")
      return error.text
    }
  }

  /// Records that refer to one that is not there.
  private func lostReferences(_ session: any Session) throws -> [Message] {
    var found: [Message] = []
    for kind in RecordKind.all {
      for field in kind.fields {
        guard case .reference(let name) = field.holds, let other = RecordKind.named(name) else {
          continue
        }
        let named = "r.\"\(field.name)_id\""
        let areTogether = other.hasFamilies(in: session.dialect)
        // Why: records that lie on several servers can be compared with a list from one of them only.
        let isLost =
          session.dialect != .citus || areTogether
          ? """
          NOT EXISTS (SELECT 1 FROM "\(other.table)" o
            WHERE o.id = \(named)\(areTogether ? session.dialect.kin("o", "r") : ""))
          """ : "\(named) NOT IN (SELECT id FROM \"\(other.table)\")"
        let count: Int =
          try session.first(
            """
            SELECT COUNT(*) FROM "\(kind.table)" r WHERE \(named) IS NOT NULL AND \(isLost)
            """) ?? 0
        if count > 0 {
          found.append(
            Message(
              "check.reference",
              ["kind": kind.name, "column": field.name, "count": String(count)]))
        }
      }
    }
    return found
  }

  /// Records of a revision that the database has not reached.
  private func laterRevisions(_ session: any Session) throws -> [Message] {
    try RecordKind.all.compactMap { kind in
      let count: Int =
        try session.first(
          """
          SELECT COUNT(*) FROM "\(kind.table)" WHERE revision > (SELECT last FROM revision)
          """) ?? 0
      return count > 0
        ? Message("check.revision", ["kind": kind.name, "count": String(count)]) : nil
    }
  }
}

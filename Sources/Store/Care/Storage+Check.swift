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
    try home.read { session in
      try damage(session) + lostReferences(session) + laterRevisions(session)
    }
  }

  /// What the database itself finds broken.
  private func damage(_ session: any Session) throws -> [Message] {
    switch session.dialect {
    case .sqlite:
      let found: [String] = try session.column("PRAGMA integrity_check")
      return found.filter { $0 != "ok" }.map { Message("check.damage", ["text": $0]) }
    case .postgres, .citus: return []
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

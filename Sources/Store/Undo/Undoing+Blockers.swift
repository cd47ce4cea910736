import Domain

extension Undoing {
  /// Refuses when later records hang on what would go or come back.
  ///
  /// - Throws: `UndoRefusal` with the first 20 of them.
  func refuseWhenNeeded(_ kinds: [RecordKind]) throws {
    var blockers: [UndoBlocker] = []
    var count = 0
    func add(_ reason: UndoBlocker.Reason, _ kind: RecordKind, _ rows: String) throws {
      count += try session.first("SELECT COUNT(*) FROM (\(rows)) AS found") ?? 0
      guard blockers.count < 20 else { return }
      let found = try session.rows(
        "SELECT r.key, r.changed_by FROM (\(rows)) r ORDER BY r.id LIMIT 20")
      for row in found.prefix(20 - blockers.count) {
        blockers.append(
          UndoBlocker(
            kind: kind.name, id: kind.shown(key: row[0]), reason: reason, importID: row[1]))
      }
    }
    for kind in RecordKind.all {
      try add(.changed, kind, changed(kind))
    }
    let going = kinds.filter { $0.isReferred }
    for kind in RecordKind.all {
      let fields = kind.references(to: going)
      guard !fields.isEmpty else { continue }
      try add(.refers, kind, referring(kind, fields))
      try add(
        .refers, kind,
        """
        \(referringBefore(kind, fields))
          AND r.id NOT IN (SELECT id FROM (\(referring(kind, fields))) AS now)
        """)
    }
    for kind in kinds {
      try add(.replaced, kind, replaced(kind))
    }
    for kind in RecordKind.all {
      if let rows = try unvalued(kind) { try add(.refers, kind, rows) }
    }
    guard count == 0 else {
      throw UndoRefusal(importID: Int(importID), blockers: blockers, count: count)
    }
  }

  /// Records the import created or changed and that were changed after it: those whose version
  /// before a later change names the import.
  private func changed(_ kind: RecordKind) -> String {
    """
    SELECT r.id, r.key, r.changed_by FROM "\(kind.table)" r
    WHERE r.id IN (SELECT record_id FROM record_version
        WHERE was_by = \(importID) AND relation = '\(kind.table)')
      OR (r.id IN (SELECT id FROM comes WHERE relation = '\(kind.table)')
        AND r.changed_by IS DISTINCT FROM \(importID))
    """
  }

  /// Records that name one that goes.
  private func referring(_ kind: RecordKind, _ fields: [(column: String, table: String)]) -> String
  {
    let named = fields.map { "r.\"\($0.column)\" IN \(Self.gone($0.table))" }
    return """
      SELECT r.id, r.key, r.changed_by FROM "\(kind.table)" r
      WHERE (\(named.joined(separator: " OR "))) AND \(Self.isOther(kind)) AND \(unchanged(kind))
      """
  }

  /// Records that named one that goes until a later import changed them: undoing that import would
  /// bring the name back.
  private func referringBefore(
    _ kind: RecordKind, _ fields: [(column: String, table: String)]
  ) -> String {
    let named = fields.map {
      "\(member($0.column, .integer)) IN \(Self.gone($0.table))"
    }
    return """
      SELECT r.id, r.key, v.import_id AS changed_by
      FROM record_version v JOIN "\(kind.table)" r ON r.id = v.record_id
      WHERE v.relation = '\(kind.table)' AND v.import_id <> \(importID)
        AND (\(named.joined(separator: " OR "))) AND \(Self.isOther(kind)) AND \(unchanged(kind))
      """
  }

  /// Records with an amount that no rate would be left for; nil when there can be none.
  private func unvalued(_ kind: RecordKind) throws -> String? {
    guard kind.field("currency") != nil else { return nil }
    // Why: the first days are read, since records and rates may lie on several servers.
    let firsts = try session.rows(
      """
      SELECT currency, MIN(CASE WHEN id NOT IN \(Self.gone("rate")) THEN date END) FROM rate
      GROUP BY currency HAVING MAX(CASE WHEN id IN \(Self.gone("rate")) THEN 1 ELSE 0 END) = 1
      """)
    let without = firsts.flatMap { row -> [String] in
      let (currency, first): (String, Int?) = (row[0], row[1])
      return kind.amounts.map { amount in
        let isBefore = first.map { " AND r.\"\(amount.day)\" < \($0)" } ?? ""
        return "r.currency = '\(currency)' AND r.\"\(amount.minor)\" IS NOT NULL\(isBefore)"
      }
    }
    if without.isEmpty { return nil }
    return """
      SELECT r.id, r.key, r.changed_by FROM "\(kind.table)" r
      WHERE (\(without.joined(separator: " OR "))) AND \(Self.isOther(kind)) AND \(unchanged(kind))
      """
  }

  private static func gone(_ table: String) -> String {
    "(SELECT id FROM goes WHERE relation = '\(table)')"
  }

  /// That a record was not counted as changed already.
  private func unchanged(_ kind: RecordKind) -> String {
    """
    r.id NOT IN (SELECT record_id FROM record_version
      WHERE was_by = \(importID) AND relation = '\(kind.table)')
    """
  }

  /// That a record is neither going nor coming back.
  private static func isOther(_ kind: RecordKind) -> String {
    """
    r.id NOT IN (SELECT id FROM goes WHERE relation = '\(kind.table)')
    AND r.id NOT IN (SELECT id FROM comes WHERE relation = '\(kind.table)')
    """
  }

  /// A column of the version `v`.
  private func member(_ name: String, _ type: ColumnType) -> String {
    session.dialect.member(name, of: "v.\"row\"", as: type)
  }

  /// Records that took the key which a record that comes back had.
  private func replaced(_ kind: RecordKind) -> String {
    """
    SELECT r.id, r.key, r.changed_by
    FROM record_version v JOIN "\(kind.table)" r
      ON r.key = \(member("key", .text))
      AND r.source_id = \(member("source_id", .integer))
    WHERE v.import_id = \(importID) AND v.relation = '\(kind.table)' AND r.id <> v.record_id
      AND \(Self.isOther(kind))
    """
  }
}

extension RecordKind {
  /// The columns that refer to records of these kinds, with their tables.
  fileprivate func references(to kinds: [RecordKind]) -> [(column: String, table: String)] {
    fields.compactMap { field in
      guard case .reference(let name) = field.holds,
        let referred = kinds.first(where: { $0.name == name })
      else { return nil }
      return ("\(field.name)_id", referred.table)
    }
  }

  /// A record's key as a person reads it; the parts of a key made of several stand apart.
  fileprivate func shown(key: String) -> String {
    key.split(separator: "\u{1F}", omittingEmptySubsequences: true).joined(separator: " · ")
  }
}

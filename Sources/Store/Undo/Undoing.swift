import Domain
import SQLCompiler

/// Takes one import back inside a transaction.
///
/// The records it created go; those it changed are as their kept versions say; whatever was worked
/// out from either is settled anew, since its neighbours get the revision of the undo.
struct Undoing {
  let session: any Session
  let importID: Int64
  let now: Moment
  let zone: ZoneTable

  /// Takes it back.
  ///
  /// - Throws: `UndoRefusal`; the transaction must be rolled back then.
  func undo() throws -> UndoTally {
    let before = try session.revision()
    try session.makeTables(Self.scratch)
    let kinds = try gather()
    try refuseWhenNeeded(kinds)
    try session.run("UPDATE revision SET last = ?", [before + 1])
    try touchNeighbours(revision: before + 1)
    var deleted = 0
    var restored = 0
    for kind in kinds {
      deleted += try delete(kind, revision: before + 1)
      restored += try restore(kind, revision: before + 1)
    }
    try forgetSeen()
    for table in ["record_version", "seen_again"] {
      try session.run("DELETE FROM \(table) WHERE import_id = ?", [importID])
    }
    try session.run(
      "UPDATE import SET undone_at = ? WHERE id = ?",
      [now.milliseconds, importID])
    try session.run("UPDATE revision SET at = ?", [now.milliseconds])
    try settle(since: before)
    return UndoTally(deleted: deleted, restored: restored)
  }

  /// Runs a statement in which `:import` is the import and `:revision` that of the undo; returns how
  /// many rows it changed.
  @discardableResult
  func run(_ sql: String, revision: Int64 = 0) throws -> Int {
    try session.run(
      sql.replacing(":import", with: String(importID))
        .replacing(":revision", with: String(revision)))
  }

  /// Lists what the import created (`goes`) and changed (`comes`); returns the kinds concerned.
  private func gather() throws -> [RecordKind] {
    var kinds: [RecordKind] = []
    for kind in RecordKind.all {
      let goes = try run(
        """
        INSERT INTO goes (relation, id)
        SELECT '\(kind.table)', id FROM "\(kind.table)"
        WHERE revision > (SELECT since FROM import WHERE id = :import)
          AND changed_by = :import AND id NOT IN (
            SELECT record_id FROM record_version
            WHERE import_id = :import AND relation = '\(kind.table)')
        """)
      let comes = try run(
        """
        INSERT INTO comes (relation, id)
        SELECT relation, record_id FROM record_version
        WHERE import_id = :import AND relation = '\(kind.table)'
        """)
      if goes + comes > 0 { kinds.append(kind) }
    }
    return kinds
  }

  private func delete(_ kind: RecordKind, revision: Int64) throws -> Int {
    try run(
      """
      INSERT INTO deleted (relation, id, revision)
      SELECT relation, id, :revision FROM goes WHERE relation = '\(kind.table)'
      """, revision: revision)
    let gone = "(SELECT id FROM goes WHERE relation = '\(kind.table)')"
    for table in kind.hangingTables {
      try run("DELETE FROM \(table.name) WHERE \(table.column) IN \(gone)")
    }
    return try run("DELETE FROM \"\(kind.table)\" WHERE id IN \(gone)")
  }

  private func restore(_ kind: RecordKind, revision: Int64) throws -> Int {
    let restored = try run(
      """
      UPDATE "\(kind.table)" SET revision = :revision, \(kind.versionRestore(in: session.dialect))
      FROM record_version v
      WHERE v.import_id = :import AND v.relation = '\(kind.table)'
        AND v.record_id = "\(kind.table)".id
      """, revision: revision)
    for field in kind.fields where field.holds == .event {
      try session.setDays(
        field.columns, of: kind.table,
        where: "id IN (SELECT id FROM comes WHERE relation = '\(kind.table)')", zone)
    }
    let back = "(SELECT id FROM comes WHERE relation = '\(kind.table)')"
    if kind.takesAttributes {
      try run("DELETE FROM client_attribute WHERE client_id IN \(back)")
      let dialect = session.dialect
      try run(
        """
        INSERT INTO client_attribute (client_id, name, value\(dialect.family()))
        SELECT b.record_id, b.key, b.value\(dialect.family(of: "c"))
        FROM (
          SELECT v.record_id, a.key, a.value
          FROM record_version v, \(dialect.rows(ofObject: "v.attributes", as: "a"))
          WHERE v.import_id = :import AND v.relation = '\(kind.table)') AS b
        JOIN client c ON c.id = b.record_id
        """)
    }
    if kind.table == "deal" {
      try run(
        """
        DELETE FROM deal_terms WHERE (deal_id, from_at) IN (
          SELECT t.deal_id, t.from_at
          FROM record_version v CROSS JOIN deal_terms t ON t.deal_id = v.record_id
          WHERE v.import_id = :import AND v.relation = 'deal'
            AND t.until_at > COALESCE(v.terms_until, \(-Moment.beyond)))
        """)
      // Why: a deal that is only referred to again has no history; settling leaves it alone.
      try run(
        """
        UPDATE deal SET in_pipeline = NULL, final = NULL, closing_at = NULL, closing_day = NULL
        WHERE known = 0 AND id IN \(back)
        """)
    }
    return restored
  }

  /// Records that were only seen again were last seen by whom it was before.
  private func forgetSeen() throws {
    for row in try session.rows(
      "SELECT relation, first_id, last_id, was FROM seen_again WHERE import_id = ?",
      [importID])
    {
      let relation: String = row[0]
      try session.run(
        """
        UPDATE "\(relation)" SET import_id = ?
        WHERE id BETWEEN ? AND ? AND import_id = ?
        """,
        [row[3] as Int64?, row[1] as Int64, row[2] as Int64, importID])
    }
  }

  private static let scratch = """
    CREATE TEMP TABLE IF NOT EXISTS goes (
      relation TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (relation, id)) WITHOUT ROWID;
    CREATE TEMP TABLE IF NOT EXISTS comes (
      relation TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (relation, id)) WITHOUT ROWID;
    DELETE FROM goes;
    DELETE FROM comes;
    """
}

extension RecordKind {
  /// Tables whose rows are nothing without the record, with the column that names it.
  fileprivate var hangingTables: [(name: String, column: String)] {
    switch table {
    case "client": ["client_attribute", "first_paid_before"].map { ($0, "client_id") }
    case "lead": [("lead_warmth", "lead_id")]
    case "deal":
      ["standing", "stage_visit", "deal_warmth", "deal_terms"].map { ($0, "deal_id") }
    default: []
    }
  }
}

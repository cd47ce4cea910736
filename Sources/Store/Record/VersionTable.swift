import Domain
import GRDB

/// The records of an import's table as they were before it: what undoing it brings back.
final class VersionTable {
  private let relation: String
  private let importID: Int64
  private let insert: RowStatement
  private let run: RowStatement
  private var first: Int64 = 0
  private var last: Int64 = 0
  private var was: Int64 = 0

  init(_ db: Database, of kind: RecordKind, importID: Int64) throws {
    relation = kind.table
    self.importID = importID
    // Why: a record that the import itself has made a moment ago has no version before it.
    insert = try RowStatement(
      db,
      """
      INSERT INTO record_version
        (import_id, relation, record_id, was_by, "row", attributes, terms_until)
      SELECT ?1, '\(kind.table)', id, changed_by, \(kind.versionJSON),
        \(kind.takesAttributes ? Self.attributes : "NULL"),
        \(kind.table == "deal" ? Self.terms : "NULL")
      FROM "\(kind.table)" r WHERE id = ?2 AND changed_by IS NOT ?1
      """)
    run = try RowStatement(
      db,
      """
      INSERT INTO seen_again (import_id, relation, first_id, last_id, was)
      VALUES (?1, ?2, ?3, ?4, NULLIF(?5, 0))
      """)
    try insert.bind(importID, at: 1)
  }

  /// Keeps a record as it stands, before it is written over.
  func keep(_ id: Int64) throws {
    try insert.bind(id, at: 2)
    try insert.run()
  }

  /// Notes that a record was only seen again; `was` is the import that saw it before, 0 for none.
  func see(_ id: Int64, after was: Int64) throws {
    if first > 0, id == last + 1, was == self.was {
      last = id
      return
    }
    try finish()
    (first, last, self.was) = (id, id, was)
  }

  /// Writes the run of records under way.
  func finish() throws {
    guard first > 0 else { return }
    try run.bind(importID, at: 1)
    try run.bind(relation, at: 2)
    for (place, number) in [first, last, was].enumerated() {
      try run.bind(number, at: place + 3)
    }
    try run.run()
    first = 0
  }

  private static let attributes =
    "(SELECT json_group_object(name, value) FROM client_attribute WHERE client_id = r.id)"
  private static let terms = "(SELECT MAX(until_at) FROM deal_terms WHERE deal_id = r.id)"
}

extension RecordKind {
  /// The columns of a record that are not worked out from others, beside its id and revision.
  var versionColumns: [(name: String, isReal: Bool)] {
    let own = ["source_id", "import_id", "known", "key", "changed_by"].map { ($0, false) }
    return own
      + fields.flatMap { field in field.columns.map { ($0, field.holds == .number) } }
  }

  /// SQL that makes a version's JSON of the row at hand.
  fileprivate var versionJSON: String {
    // Why: SQLite writes the numbers of its JSON with 15 digits; 17 give back the same number.
    let parts = versionColumns.map { name, isReal in
      isReal
        ? "'\(name)', CASE WHEN \"\(name)\" IS NOT NULL THEN printf('%!.17g', \"\(name)\") END"
        : "'\(name)', \"\(name)\""
    }
    return "json_object(\(parts.joined(separator: ", ")))"
  }

  /// SQL that sets the row's columns to those of the version `v`.
  var versionRestore: String {
    versionColumns.map { name, isReal in
      let value = "json_extract(v.\"row\", '$.\(name)')"
      return "\"\(name)\" = \(isReal ? "CAST(\(value) AS REAL)" : value)"
    }.joined(separator: ", ")
  }
}

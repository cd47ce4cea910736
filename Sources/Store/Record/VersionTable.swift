import Domain
import SQLCompiler

/// The records of an import's table as they were before it: what undoing it brings back.
final class VersionTable {
  private let relation: String
  private let importID: Int64
  private let session: any Session
  /// What keeps the versions of records, up to the condition that chooses them.
  private let keeping: String
  private let record: OneRecord
  private let insert: any RowStatement
  private let run: any RowStatement
  private var first: Int64 = 0
  private var last: Int64 = 0
  private var was: Int64 = 0

  init(_ session: any Session, of kind: RecordKind, importID: Int64) throws {
    self.session = session
    relation = kind.table
    self.importID = importID
    let dialect = session.dialect
    let attributes = """
      (SELECT \(dialect.object(ofRows: "a.name", "a.value")) FROM client_attribute a
        WHERE a.client_id = r.id\(dialect.kin("a", "r")))
      """
    let terms = """
      (SELECT MAX(t.until_at) FROM deal_terms t WHERE t.deal_id = r.id\(dialect.kin("t", "r")))
      """
    record = OneRecord(of: kind, in: dialect, "r.", gap: 1)
    // Why: a record that the import itself has made a moment ago has no version before it.
    keeping = """
      INSERT INTO record_version
        (import_id, relation, record_id, was_by, "row", attributes, terms_until)
      SELECT \(importID), '\(kind.table)', id, changed_by,
        \(dialect.object(kind.versionColumns)),
        \(kind.takesAttributes ? attributes : "NULL"), \(kind.table == "deal" ? terms : "NULL")
      FROM "\(kind.table)" r WHERE changed_by IS DISTINCT FROM \(importID) AND
      """
    insert = try session.statement("\(keeping) \(record.sql)")
    run = try session.statement(
      """
      INSERT INTO seen_again (import_id, relation, first_id, last_id, was) VALUES (?, ?, ?, ?, ?)
      """)
  }

  /// Keeps a record as it stands, before it is written over.
  func keep(_ record: RecordHandle) throws {
    try self.record.bind(record, to: insert)
    try insert.run()
  }

  /// Keeps all records that a table lists.
  func keepAll(of list: String) throws {
    try session.run("\(keeping) r.id IN (SELECT id FROM \(list))")
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
    try run.run([
      .integer(importID), .text(relation), .integer(first), .integer(last),
      was == 0 ? .null : .integer(was),
    ])
    first = 0
  }
}

extension RecordKind {
  /// The columns of a record that are not worked out from others, beside its id and revision.
  var versionColumns: [(name: String, type: ColumnType)] {
    let own: [(String, ColumnType)] = [
      ("source_id", .integer), ("import_id", .integer), ("known", .integer), ("key", .text),
      ("changed_by", .integer),
    ]
    return own + fields.flatMap { field in field.columns.map { ($0, field.columnType) } }
  }

  /// SQL that sets the row's columns to those of the version `v`.
  func versionRestore(in dialect: Dialect) -> String {
    versionColumns.map { name, type in
      "\"\(name)\" = \(dialect.member(name, of: "v.\"row\"", as: type))"
    }.joined(separator: ", ")
  }
}

extension RecordField {
  /// What its columns hold.
  fileprivate var columnType: ColumnType {
    switch holds {
    case .number: .real
    case .text, .currency: .text
    default: .integer
    }
  }
}

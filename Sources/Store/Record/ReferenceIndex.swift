import Domain
import GRDB

/// The records of one kind by what rows call them: by id in the source, by id in every source, by
/// name.
final class ReferenceIndex {
  let kind: RecordKind
  private let source: Int64
  private let byKey: RowStatement
  private let byName: RowStatement?
  private let insert: RowStatement
  /// Ids found lately; emptied when there are many, so that memory does not grow with the file.
  private var found: [ExactText: Int64] = [:]
  private static let limit = 200_000

  init(_ db: Database, of kind: RecordKind, source: Int64, importID: Int64) throws {
    self.kind = kind
    self.source = source
    let table = "\"\(kind.table)\""
    let hasName = kind.field("name") != nil
    byKey = try RowStatement(db, "SELECT id, source_id FROM \(table) WHERE key = ?")
    byName =
      try hasName ? RowStatement(db, "SELECT id FROM \(table) WHERE name = ? LIMIT 2") : nil
    insert = try RowStatement(
      db,
      """
      INSERT INTO \(table) (source_id, key, known, revision, changed_by\(hasName ? ", name" : ""))
      VALUES (?1, ?2, 0, ?3, ?4\(hasName ? ", ?2" : ""))
      """)
    try insert.bind(source, at: 1)
    try insert.bind(importID, at: 4)
  }

  /// The id of the record that a row calls by this text; nil when there is none yet.
  ///
  /// - Throws: `RowFault` `row.ambiguous` when one of the steps finds two.
  func id(of text: String, column: String) throws -> Int64? {
    let exact = ExactText(text)
    if let id = found[exact] { return id }
    guard let id = try look(for: text, column: column) else { return nil }
    keep(id, as: exact)
    return id
  }

  /// Makes the record that is referred to and not there, with the text as id and name.
  func create(_ text: String, revision: Int64) throws -> Int64 {
    try insert.bind(text, at: 2)
    try insert.bind(revision, at: 3)
    let id = try insert.insert()
    keep(id, as: ExactText(text))
    return id
  }

  private func look(for text: String, column: String) throws -> Int64? {
    defer { byKey.reset() }
    try byKey.bind(text, at: 1)
    var ids: [Int64] = []
    while try byKey.step() {
      if byKey.integer(1) == source { return byKey.integer(0) }
      ids.append(byKey.integer(0))
    }
    if ids.isEmpty, let byName {
      defer { byName.reset() }
      try byName.bind(text, at: 1)
      while try byName.step() { ids.append(byName.integer(0)) }
    }
    guard ids.count < 2 else {
      throw RowFault("row.ambiguous", column: column, value: text, ["kind": kind.name])
    }
    return ids.first
  }

  private func keep(_ id: Int64, as text: ExactText) {
    if found.count >= Self.limit { found.removeAll(keepingCapacity: true) }
    found[text] = id
  }
}

/// A text as a dictionary's key, compared byte by byte.
///
/// Why: a text that is not all ASCII is brought to a normal form each time a `String` is hashed.
private struct ExactText: Hashable {
  private let text: String

  init(_ text: String) {
    self.text = text
  }

  static func == (a: ExactText, b: ExactText) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

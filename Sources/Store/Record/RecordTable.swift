import Domain
import GRDB

/// The table of an import's records, with the statements that are run for each row.
final class RecordTable {
  /// A record as it stands before a row is written over it.
  struct Kept {
    let id: Int64
    /// Whether a row of its own came already; if not, it was only referred to.
    let isKnown: Bool
    /// The import that saw it last, 0 for none.
    let importID: Int64
    /// Its currency, when the file does not say one.
    let currency: String?
  }

  /// The number of columns that the file's fields fill.
  let width: Int
  /// Whether the table was empty at the start, so that a key is only met again when it comes twice
  /// in the file, which its index says when the row goes in.
  let isFresh: Bool
  private let source: Int64
  private let keepsCurrency: Bool
  private let select: RowStatement
  private let insert: RowStatement
  private let update: RowStatement
  private let touch: RowStatement

  init(
    _ db: Database, of kind: RecordKind, fields: [RecordField], source: Int64, importID: Int64
  ) throws {
    self.source = source
    let table = "\"\(kind.table)\""
    let names = fields.flatMap(\.columns).map { "\"\($0)\"" }
    width = names.count
    keepsCurrency = kind.field("currency") != nil && !fields.contains { $0.name == "currency" }
    let refersToItself = kind.fields.contains { $0.holds == .reference(kind.name) }
    isFresh = try !refersToItself && Self.isEmpty(table, db)
    let seen = ["id", "known", "import_id", "source_id", keepsCurrency ? "currency" : "NULL"]
    select = try RowStatement(
      db, "SELECT \((seen + names).joined(separator: ", ")) FROM \(table) WHERE key = ?")
    let own = ["source_id", "import_id", "known", "key", "revision"]
    let gaps = (1...(own.count + names.count)).map { "?\($0)" }.joined(separator: ", ")
    insert = try RowStatement(
      db,
      """
      INSERT INTO \(table) (\((own + names).joined(separator: ", ")), changed_by)
      VALUES (\(gaps), ?2)
      """)
    let sets = zip(own + names, 1...).map { "\($0) = ?\($1)" }.joined(separator: ", ")
    let last = own.count + names.count + 1
    update = try RowStatement(
      db, "UPDATE \(table) SET \(sets), changed_by = ?2 WHERE id = ?\(last)")
    touch = try RowStatement(db, "UPDATE \(table) SET import_id = ? WHERE id = ?")
    for statement in [insert, update] {
      try statement.bind(source, at: 1)
      try statement.bind(importID, at: 2)
      try statement.bind(1, at: 3)
    }
    try touch.bind(importID, at: 1)
  }

  /// The record that a row of this key is about: the source's own, else one that was only referred
  /// to under the key, else one that was only referred to under the row's name.
  func find(_ key: String, name: String?) throws -> Kept? {
    if let kept = try look(for: key, onlyPlaceholders: false) { return kept }
    guard let name, !name.isEmpty, name != key else { return nil }
    return try look(for: name, onlyPlaceholders: true)
  }

  /// Whether the record that was found last, a known one, holds exactly these values.
  func holds(_ values: [StoredValue]) -> Bool {
    for place in values.indices where !select.holds(values[place], at: Self.first + place) {
      return false
    }
    return true
  }

  /// Ends the look at the record that was found last.
  func leave() { select.reset() }

  /// Puts a record in and returns its id; nil when the source has one of the key already.
  func insert(_ values: [StoredValue], key: String, revision: Int64) throws -> Int64? {
    try bind(insert, values, key, revision)
    do {
      return try insert.insert()
    } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE {
      return nil
    }
  }

  /// Writes over a record.
  func update(_ id: Int64, _ values: [StoredValue], key: String, revision: Int64) throws {
    try bind(update, values, key, revision)
    try update.bind(id, at: Self.first + values.count + 1)
    try update.run()
  }

  /// Marks a record as seen by this import.
  func touch(_ id: Int64) throws {
    try touch.bind(id, at: 2)
    try touch.run()
  }

  /// Columns before the file's own, in each statement.
  private static let first = 5

  private func bind(
    _ statement: RowStatement, _ values: [StoredValue], _ key: String, _ revision: Int64
  ) throws {
    try statement.bind(key, at: 4)
    try statement.bind(revision, at: 5)
    for place in values.indices { try statement.bind(values[place], at: Self.first + place + 1) }
  }

  /// The source's own record of a key, on which the statement stays, else the first placeholder.
  private func look(for key: String, onlyPlaceholders: Bool) throws -> Kept? {
    select.reset()
    try select.bind(key, at: 1)
    var placeholder: Kept?
    while try select.step() {
      let kept = Kept(
        id: select.integer(0), isKnown: select.integer(1) == 1, importID: select.integer(2),
        currency: keepsCurrency ? select.text(4) : nil)
      if kept.isKnown, onlyPlaceholders { continue }
      if select.integer(3) == source { return kept }
      if kept.isKnown { continue }
      if kept.id < placeholder?.id ?? .max { placeholder = kept }
    }
    return placeholder
  }

  // Why: whether it has records of the source, or some that were only referred to, would take a
  // look at all of them.
  private static func isEmpty(_ table: String, _ db: Database) throws -> Bool {
    try Bool.fetchOne(db, sql: "SELECT NOT EXISTS (SELECT 1 FROM \(table))") ?? false
  }
}

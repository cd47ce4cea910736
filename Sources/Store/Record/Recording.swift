public import Domain
import GRDB

/// One import under way: takes rows, each as the cells of the columns the file has, and writes
/// them inside the import's transaction.
///
/// It keeps no set of what it has seen: a row seen twice is known by the import's number that the
/// first one left in the record.
public final class Recording {
  /// What became of the rows so far.
  public var tally = IntakeTally()

  let db: Database
  let kind: RecordKind
  let fields: [RecordField]
  let attributes: [String]
  let source: Int64
  let importID: Int64
  let base: Currency
  let zone: ZoneTable
  var revision: Int64
  var looked = ReferenceCache()
  private let columns: [String]
  private let select: Statement
  private let insert: Statement
  private let update: Statement
  private let touch: Statement

  init(
    _ db: Database, kind: RecordKind, fields: [RecordField], attributes: [String], source: Int64,
    importID: Int64, base: Currency, zone: ZoneTable
  ) throws {
    self.db = db
    self.kind = kind
    self.fields = fields
    self.attributes = attributes
    self.source = source
    self.importID = importID
    self.base = base
    self.zone = zone
    revision = try Int64.fetchOne(db, sql: "SELECT last FROM revision") ?? 0
    columns = fields.flatMap(\.columns)
    let table = "\"\(kind.table)\""
    let names = columns.map { "\"\($0)\"" }
    let gaps = Array(repeating: "?", count: columns.count + 5).joined(separator: ", ")
    select = try db.cachedStatement(
      sql: """
        SELECT \((["id", "known", "import_id"] + names).joined(separator: ", "))
        FROM \(table) WHERE key = ? AND source_id = ?
        """)
    insert = try db.cachedStatement(
      sql: """
        INSERT INTO \(table)
        (\((["source_id", "key", "known", "revision", "import_id"] + names).joined(separator: ", ")))
        VALUES (\(gaps))
        """)
    let sets = ["source_id", "key", "known", "revision", "import_id"] + names
    update = try db.cachedStatement(
      sql: """
        UPDATE \(table) SET \(sets.map { "\($0) = ?" }.joined(separator: ", ")) WHERE id = ?
        """)
    touch = try db.cachedStatement(sql: "UPDATE \(table) SET import_id = ? WHERE id = ?")
  }

  /// Takes a row in.
  ///
  /// - Parameter cells: one for each of the import's fields, then one for each attribute.
  /// - Throws: `RowFault` when the row is wrong, and then has changed nothing.
  public func record(_ cells: [Cell]) throws {
    for name in kind.oneOf where !isEmpty(name, cells) { return try take(cells) }
    guard kind.oneOf.isEmpty else {
      throw RowFault("row.one_of", ["columns": kind.oneOf.joined(separator: ", ")])
    }
    try take(cells)
  }

  private func take(_ cells: [Cell]) throws {
    var references = try references(of: cells)
    let money = try amounts(of: cells)
    let isNew = kind.identity.contains { references[$0]?.isPending == true }
    if isNew { try create(&references) }
    let stem = identity(of: cells, references)
    let (key, existing) = try place(stem)
    if let existing, existing.importID == importID {
      throw RowFault(
        "row.duplicate", column: kind.identity[0], value: text(kind.identity[0], cells))
    }
    try create(&references)
    let values = bound(cells, references, money)
    try write(values, key: key, over: try existing ?? placeholder(key), cells)
  }

  /// The record's key and what is kept under it; rows that are counted among equals get the first
  /// number this import has not used.
  private func place(_ stem: String) throws -> (String, Kept?) {
    guard kind.countsEquals else { return (stem, try kept(stem)) }
    var number = 1
    while true {
      let key = "\(stem)\u{1F}\(number)"
      let found = try kept(key)
      if found?.importID != importID { return (key, found) }
      number += 1
    }
  }

  private func write(
    _ values: [DatabaseValue], key: String, over existing: Kept?, _ cells: [Cell]
  ) throws {
    let attributes = Array(cells[fields.count...])
    guard let existing else {
      revision += 1
      try insert.execute(
        arguments: StatementArguments(
          [
            source.databaseValue, key.databaseValue, 1.databaseValue, revision.databaseValue,
            importID.databaseValue,
          ] + values))
      _ = try setAttributes(attributes, of: db.lastInsertedRowID)
      tally.created += 1
      return
    }
    let changed = try setAttributes(attributes, of: existing.id)
    if existing.known, existing.values == values, !changed {
      try touch.execute(arguments: [importID, existing.id])
      tally.unchanged += 1
      return
    }
    revision += 1
    try update.execute(
      arguments: StatementArguments(
        [
          source.databaseValue, key.databaseValue, 1.databaseValue, revision.databaseValue,
          importID.databaseValue,
        ] + values + [existing.id.databaseValue]))
    if existing.known { tally.updated += 1 } else { tally.created += 1 }
  }

  private func kept(_ key: String) throws -> Kept? {
    try Row.fetchOne(select, arguments: [key, source]).map { Kept($0, columns.count) }
  }

  /// The record that was only referred to under this id, or else under this row's name.
  private func placeholder(_ key: String) throws -> Kept? {
    guard kind.isReferred else { return nil }
    let names = (["id", "known", "import_id"] + columns.map { "\"\($0)\"" })
    let sql = """
      SELECT \(names.joined(separator: ", ")) FROM "\(kind.table)"
      WHERE known = 0 AND key = ? ORDER BY source_id = ? DESC, id LIMIT 1
      """
    let statement = try db.cachedStatement(sql: sql)
    if let row = try Row.fetchOne(statement, arguments: [key, source]) {
      return Kept(row, columns.count)
    }
    guard let name = pendingName, name != key else { return nil }
    return try Row.fetchOne(statement, arguments: [name, source]).map { Kept($0, columns.count) }
  }

  /// The name in the row under way, for kinds that are looked up by name.
  var pendingName: String?

  private func setAttributes(_ cells: [Cell], of id: Int64) throws -> Bool {
    var changed = false
    for (name, cell) in zip(attributes, cells) {
      let before = try String.fetchOne(
        db, sql: "SELECT value FROM client_attribute WHERE client_id = ? AND name = ?",
        arguments: [id, name])
      guard case .text(let value) = cell else {
        guard before != nil else { continue }
        try db.execute(
          sql: "DELETE FROM client_attribute WHERE client_id = ? AND name = ?",
          arguments: [id, name])
        changed = true
        continue
      }
      guard before != value else { continue }
      try db.execute(
        sql: """
          INSERT INTO client_attribute (client_id, name, value) VALUES (?, ?, ?)
          ON CONFLICT (client_id, name) DO UPDATE SET value = excluded.value
          """, arguments: [id, name, value])
      changed = true
    }
    return changed
  }
}

/// A record as it stands before a row is written over it.
private struct Kept {
  let id: Int64
  let known: Bool
  let importID: Int64?
  let values: [DatabaseValue]

  init(_ row: Row, _ count: Int) {
    id = row[0]
    known = row[1]
    importID = row[2]
    values = (3..<3 + count).map { row[$0] }
  }
}

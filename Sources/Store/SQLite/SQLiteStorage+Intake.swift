public import Domain
import GRDB

/// What an import is before its first row.
public struct IntakeOrder: Sendable {
  /// The kind of its records.
  public let kind: RecordKind
  /// The fields the file fills, in the order in which its cells come.
  public let fields: [RecordField]
  /// The company's own attributes it fills after them.
  public let attributes: [String]
  /// The system it comes from.
  public let source: String
  /// The file's name, for the list of imports.
  public let file: String
  /// When it is taken in.
  public let at: Moment
  /// The company's currency.
  public let base: Currency
  /// The company's zone, in which a moment has its day.
  public let zone: ZoneTable

  /// An order to take a file in.
  public init(
    kind: RecordKind, fields: [RecordField], attributes: [String], source: String, file: String,
    at: Moment, base: Currency, zone: ZoneTable
  ) {
    self.kind = kind
    self.fields = fields
    self.attributes = attributes
    self.source = source
    self.file = file
    self.at = at
    self.base = base
    self.zone = zone
  }
}

extension SQLiteStorage {
  /// Takes an import in, as one transaction: all of it is kept, or nothing.
  ///
  /// - Parameter body: gives the rows to the recording and says whether to keep them.
  /// - Returns: what became of the rows.
  /// - Throws: what `body` throws, and `PlainFault` `disk.full`, `database.busy` or
  ///   `database.failed` when the database cannot take them; nothing is kept then.
  public func takeIn(
    _ order: IntakeOrder, _ body: (Recording) throws -> Bool
  ) throws -> IntakeTally {
    do {
      return try write(order, body)
    } catch let error as DatabaseError {
      throw fault(error)
    }
  }

  private func fault(_ error: DatabaseError) -> PlainFault {
    switch error.resultCode {
    case .SQLITE_FULL: PlainFault(.outside, "disk.full", ["path": pool.path])
    case .SQLITE_BUSY, .SQLITE_LOCKED: PlainFault(.outside, "database.busy", ["path": pool.path])
    default:
      PlainFault(.outside, "database.failed", ["path": pool.path, "reason": "\(error)"])
    }
  }

  private func write(
    _ order: IntakeOrder, _ body: (Recording) throws -> Bool
  ) throws -> IntakeTally {
    var tally = IntakeTally()
    try pool.writeWithoutTransaction { db in
      try db.inTransaction(.immediate) {
        try db.execute(
          sql: "INSERT INTO source (name) VALUES (?) ON CONFLICT (name) DO NOTHING",
          arguments: [order.source])
        let source = try Int64.fetchOne(
          db, sql: "SELECT id FROM source WHERE name = ?", arguments: [order.source])
        try db.execute(
          sql: "INSERT INTO import (kind, source_id, file, at) VALUES (?, ?, ?, ?)",
          arguments: [order.kind.name, source, order.file, order.at.milliseconds])
        let importID = db.lastInsertedRowID
        let recording = try Recording(
          db, kind: order.kind, fields: order.fields, attributes: order.attributes,
          source: source ?? 0, importID: importID, base: order.base, zone: order.zone)
        let keeps = try body(recording)
        tally = recording.tally
        try db.execute(
          sql: """
            UPDATE import SET created = ?, updated = ?, unchanged = ?, rejected = ? WHERE id = ?
            """,
          arguments: [tally.created, tally.updated, tally.unchanged, tally.rejected, importID])
        try db.execute(sql: "UPDATE revision SET last = ?", arguments: [recording.revision])
        return keeps ? .commit : .rollback
      }
    }
    return tally
  }
}

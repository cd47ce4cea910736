public import Domain
import FoundationEssentials
import GRDB

/// What holds for everything that is taken in at once.
public struct IntakeOrder: Sendable {
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

  /// An order to take records in.
  public init(source: String, file: String, at: Moment, base: Currency, zone: ZoneTable) {
    self.source = source
    self.file = file
    self.at = at
    self.base = base
    self.zone = zone
  }
}

/// Taking in under way: gives a recording for each kind of record, one after another.
public final class Intake {
  private let db: Database
  private let order: IntakeOrder
  private let source: Int64
  private var current: Recording?
  private var currentImport: Int64 = 0
  private var rawParts = 0
  /// What became of the rows of every kind together.
  public private(set) var tally = IntakeTally()

  fileprivate init(_ db: Database, _ order: IntakeOrder) throws {
    self.db = db
    self.order = order
    try db.execute(sql: "UPDATE revision SET at = ?", arguments: [order.at.milliseconds])
    try db.execute(
      sql: "INSERT INTO source (name) VALUES (?) ON CONFLICT (name) DO NOTHING",
      arguments: [order.source])
    source =
      try Int64.fetchOne(db, sql: "SELECT id FROM source WHERE name = ?", arguments: [order.source])
      ?? 0
  }

  /// The number of the import under way, or of the last one.
  public var importID: Int { Int(currentImport) }

  /// The recording of the records of a kind; the one before it is finished.
  public func recording(
    _ kind: RecordKind, fields: [RecordField], attributes: [String] = []
  ) throws -> Recording {
    try finish()
    try db.execute(
      sql: """
        INSERT INTO import (kind, source_id, file, at, since)
        SELECT ?, ?, ?, ?, last FROM revision
        """,
      arguments: [kind.name, source, order.file, order.at.milliseconds])
    currentImport = db.lastInsertedRowID
    rawParts = 0
    let recording = try Recording(
      db, kind: kind, fields: fields, attributes: attributes, source: source,
      importID: currentImport, base: order.base, zone: order.zone)
    current = recording
    return recording
  }

  /// Keeps the next part of the file that the import came from, packed; `size` is its length
  /// before.
  public func keep(rawPart bytes: [UInt8], size: Int) throws {
    rawParts += 1
    try db.execute(
      sql: "INSERT INTO raw_part (import_id, number, size, bytes) VALUES (?, ?, ?, ?)",
      arguments: [currentImport, rawParts, size, Data(bytes)])
    try db.execute(
      sql: "UPDATE import SET raw_size = COALESCE(raw_size, 0) + ? WHERE id = ?",
      arguments: [size, currentImport])
  }

  /// Keeps what the import is answered under a key.
  public func keep(_ answer: KeptAnswer) throws { try answer.insert(db, at: order.at) }

  /// Notes in the history what a person does by this taking in.
  public func note(_ change: Change, at now: Moment) throws { try change.insert(db, at: now) }

  /// Notes what became of the recording under way.
  fileprivate func finish() throws {
    guard let recording = current else { return }
    current = nil
    try recording.finish()
    let own = recording.tally
    try db.execute(
      sql: """
        UPDATE import SET created = ?, updated = ?, unchanged = ?, rejected = ?, referred = ?
        WHERE id = ?
        """,
      arguments: [
        own.created, own.updated, own.unchanged, own.rejected,
        ReferenceCounts.json(own.references), currentImport,
      ])
    try db.execute(sql: "UPDATE revision SET last = ?", arguments: [recording.revision])
    tally.add(own)
  }
}

extension SQLiteStorage {
  /// Takes records in, as one transaction: all of them are kept, or nothing.
  ///
  /// - Parameter body: gives the rows to recordings and says whether to keep them.
  /// - Returns: what became of the rows.
  /// - Throws: what `body` throws, and `PlainFault` `disk.full`, `database.busy` or
  ///   `database.failed` when the database cannot take them; nothing is kept then.
  public func takeIn(
    _ order: IntakeOrder, _ body: (Intake) throws -> Bool
  ) throws -> IntakeTally {
    do {
      return try write(order, body)
    } catch let error as DatabaseError {
      throw fault(error)
    }
  }

  /// Whether there is no record: none was ever taken in, or all were taken back.
  public func isEmpty() throws -> Bool {
    if try revision() == 0 { return true }
    let any = RecordKind.all.map { "EXISTS (SELECT 1 FROM \"\($0.table)\")" }
    return try pool.read { db in
      try Bool.fetchOne(db, sql: "SELECT NOT (\(any.joined(separator: " OR ")))") ?? true
    }
  }

  /// A failure of the database as a person is told of it.
  func fault(_ error: DatabaseError) -> PlainFault {
    switch error.resultCode {
    case .SQLITE_FULL: PlainFault(.outside, "disk.full", ["path": pool.path])
    case .SQLITE_BUSY, .SQLITE_LOCKED: PlainFault(.outside, "database.busy", ["path": pool.path])
    default:
      PlainFault(.outside, "database.failed", ["path": pool.path, "reason": "\(error)"])
    }
  }

  private func write(
    _ order: IntakeOrder, _ body: (Intake) throws -> Bool
  ) throws -> IntakeTally {
    var tally = IntakeTally()
    try pool.writeWithoutTransaction { db in
      try db.inTransaction(.immediate) {
        let before = try Int64.fetchOne(db, sql: "SELECT last FROM revision") ?? 0
        let intake = try Intake(db, order)
        let keeps = try body(intake)
        try intake.finish()
        tally = intake.tally
        guard keeps else { return .rollback }
        let after = try Int64.fetchOne(db, sql: "SELECT last FROM revision") ?? 0
        if after > before { try Settling(db: db, zone: order.zone, since: before).settle() }
        return .commit
      }
      try releaseCache(db, after: tally.created + tally.updated + tally.unchanged)
    }
    return tally
  }
}

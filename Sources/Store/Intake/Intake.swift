public import Domain

/// Taking in under way: gives a recording for each kind of record, one after another.
public final class Intake {
  let session: any Session
  let order: IntakeOrder
  private let source: Int64
  private let numbers: RecordNumbers
  private var current: Recording?
  private var currentImport: Int64 = 0
  private var rawParts = 0
  /// Parts of the file that are not written yet.
  private var rawHeld: [(size: Int, bytes: [UInt8])] = []
  private static let mostHeld = 8
  /// What became of the rows of every kind together.
  public private(set) var tally = IntakeTally()

  init(_ session: any Session, _ order: IntakeOrder) throws {
    self.session = session
    self.order = order
    numbers = RecordNumbers(session)
    try session.run("UPDATE revision SET at = ?", [order.at.milliseconds])
    try session.run(
      "INSERT INTO source (name) VALUES (?) ON CONFLICT (name) DO NOTHING", [order.source])
    source = try session.first("SELECT id FROM source WHERE name = ?", [order.source]) ?? 0
  }

  /// What became of the rows of every kind, those of the recording under way too.
  var tallyOfAll: IntakeTally {
    var all = tally
    if let current { all.add(current.tally) }
    return all
  }

  /// The number of the import under way, or of the last one.
  public var importID: Int { Int(currentImport) }

  /// The recording of the records of a kind; the one before it is finished.
  public func recording(
    _ kind: RecordKind, fields: [RecordField], attributes: [String] = []
  ) throws -> Recording {
    try finish()
    currentImport = try numbers.of("import").next()
    try session.run(
      """
      INSERT INTO import (id, kind, source_id, file, at, connection_id, since)
      VALUES (?, ?, ?, ?, ?, ?, (SELECT last FROM revision))
      """,
      [
        currentImport, kind.name, source, order.file, order.at.milliseconds, order.connection,
      ])
    rawParts = 0
    let recording = try Recording(
      session, kind: kind, fields: fields, attributes: attributes, source: source,
      importID: currentImport, order: order, numbers: numbers)
    current = recording
    return recording
  }

  /// Keeps the next part of the file that the import came from, packed; `size` is its length
  /// before.
  public func keep(rawPart bytes: [UInt8], size: Int) throws {
    rawHeld.append((size, bytes))
    // Why: rows that a server puts in are broken off for each writing.
    if rawHeld.count == Self.mostHeld { try writeRaw() }
  }

  private func writeRaw() throws {
    if rawHeld.isEmpty { return }
    for (size, bytes) in rawHeld {
      rawParts += 1
      try session.run(
        "INSERT INTO raw_part (import_id, number, size, bytes) VALUES (?, ?, ?, ?)",
        [currentImport, rawParts, size, bytes])
    }
    try session.run(
      "UPDATE import SET raw_size = COALESCE(raw_size, 0) + ? WHERE id = ?",
      [rawHeld.reduce(0) { $0 + $1.size }, currentImport])
    rawHeld.removeAll()
  }

  /// Keeps what the import is answered under a key.
  public func keep(_ answer: KeptAnswer) throws { try answer.insert(session, at: order.at) }

  /// Notes in the history what a person does by this taking in.
  public func note(_ change: Change, at now: Moment) throws { try change.insert(session, at: now) }

  /// Notes what became of the recording under way.
  func finish() throws {
    try writeRaw()
    guard let recording = current else { return }
    current = nil
    try recording.finish()
    let own = recording.tally
    try session.run(
      """
      UPDATE import SET created = ?, updated = ?, unchanged = ?, rejected = ?, referred = ?
      WHERE id = ?
      """,
      [
        own.created, own.updated, own.unchanged, own.rejected,
        ReferenceCounts.json(own.references), currentImport,
      ])
    try session.run("UPDATE revision SET last = ?", [recording.revision])
    tally.add(own)
  }
}

/// Gives new records their numbers, each table's own: one more than its highest.
///
/// Only one piece of work writes at a time, so that nobody else gives the same.
final class RecordNumbers {
  private let session: any Session
  private var tables: [String: TableNumbers] = [:]

  init(_ session: any Session) {
    self.session = session
  }

  /// The numbers of a table's records.
  func of(_ table: String) throws -> TableNumbers {
    if let known = tables[table] { return known }
    let numbers = TableNumbers(
      highest: try session.first("SELECT MAX(id) FROM \"\(table)\"") ?? 0)
    tables[table] = numbers
    return numbers
  }
}

/// The numbers of one table's records.
final class TableNumbers {
  /// The highest; 0 when there is none.
  private(set) var highest: Int64

  init(highest: Int64) {
    self.highest = highest
  }

  /// The number of the next record.
  func next() -> Int64 {
    highest += 1
    return highest
  }
}

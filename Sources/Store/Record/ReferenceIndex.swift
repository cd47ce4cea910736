import Domain

/// The records of one kind by what rows call them: by id in the source, by id in every source, by
/// name.
final class ReferenceIndex {
  let kind: RecordKind
  /// Whether its records have families.
  let hasFamilies: Bool
  private let source: Int64
  private let importID: Int64
  private let session: any Session
  private let numbers: TableNumbers
  private let byKey: any RowLookup
  private let byName: (any RowLookup)?
  private let appender: any RowAppender
  /// Records found lately; emptied when there are many, so that memory does not grow with the file.
  private var found: [ExactText: RecordHandle] = [:]
  private static let limit = 200_000
  /// Whether the ids of all the source's records were read at once.
  private var isWhole = false
  /// How many records were asked for.
  private var asked = 0
  /// The most records that are read at once.
  private static let wholeLimit = 2_000_000
  /// How many records are read while one is asked for.
  private static let questionCost = 5

  init(
    _ session: any Session, of kind: RecordKind, source: Int64, importID: Int64,
    numbers: RecordNumbers
  ) throws {
    self.session = session
    self.kind = kind
    self.source = source
    self.importID = importID
    self.numbers = try numbers.of(kind.table)
    let hasName = kind.field("name") != nil
    hasFamilies = kind.hasFamilies(in: session.dialect)
    let family = kind.family(in: session.dialect)
    byKey = try session.lookup(["id", family, "source_id"], from: kind.table, by: "key")
    byName = try hasName ? session.lookup(["id", family], from: kind.table, by: "name") : nil
    appender = try session.appender(
      to: kind.table,
      ["id", "source_id", "key", "known", "revision", "changed_by"] + (hasName ? ["name"] : [])
        + (hasFamilies ? ["family"] : []))
  }

  /// Reads all records when those that were asked for have cost as much.
  private func readAllIfWorth() throws {
    let count = Int(numbers.highest)
    guard !isWhole, count <= Self.wholeLimit, asked * Self.questionCost > count else { return }
    isWhole = true
    let rows = try session.cursor(
      """
      SELECT key, id, \(kind.family(in: session.dialect)) FROM "\(kind.table)" WHERE source_id = ?
      """, [.integer(source)])
    defer { rows.reset() }
    found.reserveCapacity(count)
    while try rows.step() {
      guard let key = rows.text(0) else { continue }
      found[ExactText(key)] = RecordHandle(id: rows.integer(1), family: rows.integer(2))
    }
  }

  /// The record that a row calls by this text, when it was found before.
  func known(_ text: String) -> RecordHandle? { found[ExactText(text)] }

  /// Finds the records of many texts at once that are not known yet.
  func foresee(_ texts: Set<String>) throws {
    try readAllIfWorth()
    if !isWhole, found.count >= Self.limit { found.removeAll(keepingCapacity: true) }
    let unknown = isWhole ? texts.filter { known($0) == nil } : texts
    asked += unknown.count
    try byKey.foresee(unknown)
    guard let byName else { return }
    try byName.foresee(
      unknown.filter { text in
        try byKey.find(text)
        defer { byKey.reset() }
        return try !byKey.step()
      })
  }

  /// The record that a row calls by this text; nil when there is none yet.
  ///
  /// - Throws: `RowFault` `row.ambiguous` when one of the steps finds two.
  func record(_ text: String, column: String) throws -> RecordHandle? {
    let exact = ExactText(text)
    if let record = found[exact] { return record }
    guard let record = try look(for: text, column: column) else { return nil }
    keep(record, as: exact)
    return record
  }

  /// Makes the record that is referred to and not there, with the text as id and name.
  ///
  /// - Parameter family: that of the record which refers to it; nil when it has none yet.
  func create(_ text: String, revision: Int64, family: Int64?) throws -> RecordHandle {
    let id = numbers.next()
    let family = hasFamilies ? family ?? kind.family(ofNew: id) : 0
    try appender.add(
      [
        .integer(id), .integer(source), .text(text), .integer(0), .integer(revision),
        .integer(importID),
      ] + (byName == nil ? [] : [.text(text)]) + (hasFamilies ? [.integer(family)] : []))
    let record = RecordHandle(id: id, family: family)
    keep(record, as: ExactText(text))
    return record
  }

  private func look(for text: String, column: String) throws -> RecordHandle? {
    defer { byKey.reset() }
    try byKey.find(text)
    var records: [RecordHandle] = []
    while try byKey.step() {
      let record = RecordHandle(id: byKey.integer(0), family: byKey.integer(1))
      if byKey.integer(2) == source { return record }
      records.append(record)
    }
    if records.isEmpty, let byName {
      defer { byName.reset() }
      try byName.find(text)
      while records.count < 2, try byName.step() {
        records.append(RecordHandle(id: byName.integer(0), family: byName.integer(1)))
      }
    }
    guard records.count < 2 else {
      throw RowFault(
        "row.ambiguous", column: column, value: text,
        ["kind": kind.name, "found": try told(records)])
    }
    return records.first
  }

  /// Records as a person tells them apart: by their sources, ids and names.
  private func told(_ records: [RecordHandle]) throws -> String {
    let ids = records.prefix(5).map { String($0.id) }.joined(separator: ", ")
    let name = byName == nil ? "NULL" : "r.name"
    let rows = try session.rows(
      """
      SELECT s.name, r.key, \(name) FROM "\(kind.table)" r JOIN source s ON s.id = r.source_id
      WHERE r.id IN (\(ids)) ORDER BY s.name, r.key
      """)
    return rows.map { row in
      let (source, key, name): (String, String, String?) = (row[0], row[1], row[2])
      return "\(source):\(key)" + (name == nil || name == key ? "" : " (\(name ?? ""))")
    }.joined(separator: ", ")
  }

  private func keep(_ record: RecordHandle, as text: ExactText) {
    if session.addsAtOnce, found.count >= Self.limit { found.removeAll(keepingCapacity: true) }
    found[text] = record
  }
}

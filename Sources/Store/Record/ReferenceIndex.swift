import Domain

/// The records of one kind by what rows call them: by id in the source, by id in every source, by
/// name.
final class ReferenceIndex {
  let kind: RecordKind
  private let source: Int64
  private let importID: Int64
  private let session: any Session
  private let numbers: RecordNumbers
  private let byKey: any RowLookup
  private let byName: (any RowLookup)?
  private let appender: any RowAppender
  /// Ids found lately; emptied when there are many, so that memory does not grow with the file.
  private var found: [ExactText: Int64] = [:]
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
    self.numbers = numbers
    let hasName = kind.field("name") != nil
    byKey = try session.lookup(["id", "source_id"], from: kind.table, by: "key")
    byName = try hasName ? session.lookup(["id"], from: kind.table, by: "name") : nil
    appender = try session.appender(
      to: kind.table,
      ["id", "source_id", "key", "known", "revision", "changed_by"] + (hasName ? ["name"] : []))
  }

  /// Reads all records when those that were asked for have cost as much.
  private func readAllIfWorth() throws {
    let count = Int(try numbers.highest(kind.table))
    guard !isWhole, count <= Self.wholeLimit, asked * Self.questionCost > count else { return }
    isWhole = true
    let rows = try session.cursor(
      "SELECT key, id FROM \"\(kind.table)\" WHERE source_id = ?", [.integer(source)])
    defer { rows.reset() }
    found.reserveCapacity(count)
    while try rows.step() {
      if let key = rows.text(0) { found[ExactText(key)] = rows.integer(1) }
    }
  }

  /// Finds the records of many texts at once.
  func foresee(_ texts: [String]) throws {
    try readAllIfWorth()
    if !isWhole, found.count >= Self.limit { found.removeAll(keepingCapacity: true) }
    var unknown: Set<String> = []
    for text in texts where found[ExactText(text)] == nil { unknown.insert(text) }
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
    let id = try numbers.next(kind.table)
    try appender.add(
      [
        .integer(id), .integer(source), .text(text), .integer(0), .integer(revision),
        .integer(importID),
      ] + (byName == nil ? [] : [.text(text)]))
    keep(id, as: ExactText(text))
    return id
  }

  private func look(for text: String, column: String) throws -> Int64? {
    defer { byKey.reset() }
    try byKey.find(text)
    var ids: [Int64] = []
    while try byKey.step() {
      if byKey.integer(1) == source { return byKey.integer(0) }
      ids.append(byKey.integer(0))
    }
    if ids.isEmpty, let byName {
      defer { byName.reset() }
      try byName.find(text)
      while ids.count < 2, try byName.step() { ids.append(byName.integer(0)) }
    }
    guard ids.count < 2 else {
      throw RowFault("row.ambiguous", column: column, value: text, ["kind": kind.name])
    }
    return ids.first
  }

  private func keep(_ id: Int64, as text: ExactText) {
    if session.addsAtOnce, found.count >= Self.limit { found.removeAll(keepingCapacity: true) }
    found[text] = id
  }
}

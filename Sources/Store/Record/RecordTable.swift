import Domain

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
  private let session: any Session
  private let table: String
  private let numbers: RecordNumbers
  private let source: Int64
  private let importID: Int64
  private let keepsCurrency: Bool
  private let lookup: any RowLookup
  private let appender: any RowAppender
  private let update: any RowStatement
  private let touch: any RowStatement
  private let leaving: LeavingStatements
  /// The row that goes in, with the values before the file's own.
  private var row: [StoredValue]
  /// The records that were written since the last look ahead, by key, where they show late.
  private var written: [ExactText: Kept] = [:]

  init(
    _ session: any Session, of kind: RecordKind, fields: [RecordField], source: Int64,
    importID: Int64, numbers: RecordNumbers, expectsRepeats: Bool
  ) throws {
    self.session = session
    self.source = source
    self.importID = importID
    self.numbers = numbers
    table = kind.table
    let names = fields.flatMap(\.columns)
    width = names.count
    keepsCurrency = kind.field("currency") != nil && !fields.contains { $0.name == "currency" }
    isFresh =
      try !expectsRepeats && !kind.refersToItself && !kind.countsEquals
      && Self.isEmpty(table, session)
    let seen = ["id", "known", "import_id", "source_id", keepsCurrency ? "currency" : "NULL"]
    lookup = try session.lookup(seen + names.map { "\"\($0)\"" }, from: table, by: "key")
    let own = ["source_id", "import_id", "known", "changed_by", "key", "revision"]
    appender = try session.appender(to: table, ["id"] + own + names)
    let sets = zip(own + names, 1...).map { "\"\($0)\" = ?\($1)" }.joined(separator: ", ")
    update = try session.statement(
      "UPDATE \"\(table)\" SET \(sets) WHERE id = ?\(own.count + names.count + 1)")
    touch = try session.statement("UPDATE \"\(table)\" SET import_id = ? WHERE id = ?")
    row = [.null, .integer(source), .integer(importID), .integer(1), .integer(importID)]
    for (place, value) in row.dropFirst().enumerated() { try update.bind(value, at: place + 1) }
    row += Array(repeating: .null, count: 2 + width)
    try touch.bind(importID, at: 1)
    leaving = try LeavingStatements(session, of: kind, columns: names)
  }

  /// Finds the records of many keys at once.
  func foresee(_ keys: [String]) throws {
    written.removeAll(keepingCapacity: true)
    try lookup.foresee(keys)
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
    for place in values.indices where !lookup.holds(values[place], at: Self.seen + place) {
      return false
    }
    return true
  }

  /// Ends the look at the record that was found last.
  func leave() { lookup.reset() }

  /// Puts a record in and returns its id; nil when the source has one of the key already.
  func insert(_ values: [StoredValue], key: String, revision: Int64) throws -> Int64? {
    let id = try numbers.next(table)
    row[0] = .integer(id)
    row[5] = .text(key)
    row[6] = .integer(revision)
    for place in values.indices { row[7 + place] = values[place] }
    do {
      try appender.add(row)
    } catch is UniqueViolation {
      return nil
    }
    noteWritten(id, key: key)
    return id
  }

  /// Writes over a record.
  func update(_ id: Int64, _ values: [StoredValue], key: String, revision: Int64) throws {
    try leaving.run(before: values, of: id)
    try update.bind(key, at: 5)
    try update.bind(revision, at: 6)
    for place in values.indices { try update.bind(values[place], at: 7 + place) }
    try update.bind(id, at: 7 + values.count)
    try update.run()
    noteWritten(id, key: key)
  }

  /// Marks a record as seen by this import.
  func touch(_ id: Int64, key: String) throws {
    try touch.bind(id, at: 2)
    try touch.run()
    noteWritten(id, key: key)
  }

  /// Columns before the file's own in the answer of a lookup.
  private static let seen = 5

  private func noteWritten(_ id: Int64, key: String) {
    guard !session.addsAtOnce, !isFresh else { return }
    written[ExactText(key)] = Kept(id: id, isKnown: true, importID: importID, currency: nil)
  }

  /// The source's own record of a key, on which the lookup stays, else the first placeholder.
  private func look(for key: String, onlyPlaceholders: Bool) throws -> Kept? {
    if !written.isEmpty, let kept = written[ExactText(key)] {
      return onlyPlaceholders ? nil : kept
    }
    try lookup.find(key)
    var placeholder: Kept?
    while try lookup.step() {
      let kept = Kept(
        id: lookup.integer(0), isKnown: lookup.integer(1) == 1, importID: lookup.integer(2),
        currency: keepsCurrency ? lookup.text(4) : nil)
      if kept.isKnown, onlyPlaceholders { continue }
      if lookup.integer(3) == source { return kept }
      if kept.isKnown { continue }
      if kept.id < placeholder?.id ?? .max { placeholder = kept }
    }
    return placeholder
  }

  // Why: whether it has records of the source, or some that were only referred to, would take a
  // look at all of them.
  private static func isEmpty(_ table: String, _ session: any Session) throws -> Bool {
    try session.first("SELECT NOT EXISTS (SELECT 1 FROM \"\(table)\")") ?? false
  }
}

extension RecordKind {
  /// Whether a record may refer to another of its kind.
  var refersToItself: Bool { fields.contains { $0.holds == .reference(name) } }
}

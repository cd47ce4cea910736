import Domain

/// The table of an import's records, with the statements that are run for each row.
final class RecordTable {
  /// A record as it stands before a row is written over it.
  struct Kept {
    let record: RecordHandle
    /// Whether a row of its own came already; if not, it was only referred to.
    let isKnown: Bool
    /// The import that saw it last, 0 for none.
    let importID: Int64
    /// Its currency, when the file does not say it of all amounts.
    let currency: String?
    /// The key it had until now, when it was only referred to under the row's name.
    var formerKey: String?
  }

  /// The number of columns that the file's fields fill.
  let width: Int
  /// Whether the table was empty at the start, so that a key is only met again when it comes twice
  /// in the file, which its index says when the row goes in.
  let isFresh: Bool
  private let session: any Session
  private let kind: RecordKind
  private let hasFamilies: Bool
  private let numbers: TableNumbers
  private let source: Int64
  private let importID: Int64
  private let keepsCurrency: Bool
  private let lookup: any RowLookup
  private let appender: any RowAppender
  private let update: any RowStatement
  private let updated: OneRecord
  private let touch: any RowStatement
  private let touched: OneRecord
  private let leaving: LeavingStatements
  private let versions: VersionTable
  private let attributes: AttributeTable?
  /// What writes records over together; nil where each is written over at once.
  private let batch: RecordBatch?
  /// The row that goes in, with the values before the file's own.
  private var row: [StoredValue]
  /// The records that were written since the last look ahead, by key, where they show late.
  private var written: [ExactText: Kept] = [:]
  /// Those of them that were there before, and the keys that they no longer have.
  private var overwritten: Set<Int64> = []
  private var formerKeys: Set<String> = []

  init(
    _ session: any Session, of kind: RecordKind, fields: [RecordField], attributes: [String],
    source: Int64, importID: Int64, numbers: RecordNumbers, order: IntakeOrder, writesAtOnce: Bool
  ) throws {
    self.session = session
    self.source = source
    self.importID = importID
    self.numbers = try numbers.of(kind.table)
    self.kind = kind
    hasFamilies = kind.hasFamilies(in: session.dialect)
    let names = fields.flatMap(\.columns)
    width = names.count
    keepsCurrency =
      kind.field("currency") != nil
      && !(fields.contains { $0.name == "currency" } && kind.amountsLeft(by: fields).isEmpty)
    // Why: of two records of one key a distributed database does not tell, when they are of two
    // families.
    isFresh =
      try !order.expectsRepeats && !hasFamilies && !kind.refersToItself && !kind.countsEquals
      && Self.isEmpty(kind.table, session)
    let seen = [
      "id", kind.family(in: session.dialect), "known", "import_id", "source_id",
      keepsCurrency ? "currency" : "NULL",
    ]
    self.attributes = try attributes.isEmpty ? nil : AttributeTable(session, names: attributes)
    lookup = try session.lookup(
      seen + names.map { "\"\($0)\"" } + (self.attributes?.columns ?? []), from: kind.table,
      by: "key")
    let own = ["source_id", "import_id", "known", "changed_by", "key", "revision"]
    appender = try session.appender(
      to: kind.table, ["id"] + own + names + (hasFamilies ? ["family"] : []))
    let sets = zip(own + names, 1...).map { "\"\($0)\" = ?\($1)" }.joined(separator: ", ")
    updated = OneRecord(of: kind, in: session.dialect, gap: own.count + names.count + 1)
    update = try session.statement("UPDATE \"\(kind.table)\" SET \(sets) WHERE \(updated.sql)")
    touched = OneRecord(of: kind, in: session.dialect, gap: 2)
    touch = try session.statement(
      "UPDATE \"\(kind.table)\" SET import_id = ?1 WHERE \(touched.sql)")
    row = [.null, .integer(source), .integer(importID), .integer(1), .integer(importID)]
    for (place, value) in row.dropFirst().enumerated() { try update.bind(value, at: place + 1) }
    row += Array(repeating: .null, count: 2 + width + (hasFamilies ? 1 : 0))
    try touch.bind(importID, at: 1)
    versions = try VersionTable(session, of: kind, importID: importID)
    leaving = try LeavingStatements(session, of: kind, columns: names, at: order.at)
    batch =
      writesAtOnce
      ? nil
      : RecordBatch(
        session, of: kind, names: names, attributes: self.attributes, source: source,
        importID: importID, leaving: leaving, versions: versions)
  }

  /// Finds the records of many keys at once.
  func foresee(_ keys: [String]) throws {
    try batch?.settle()
    written.removeAll(keepingCapacity: true)
    overwritten.removeAll(keepingCapacity: true)
    formerKeys.removeAll(keepingCapacity: true)
    try lookup.foresee(keys)
  }

  /// The record that a row of this key is about: the source's own, else one that was only referred
  /// to under the key, else one that was only referred to under the row's name.
  func find(_ key: String, name: String?) throws -> Kept? {
    if let kept = try look(for: key, onlyPlaceholders: false) { return kept }
    guard let name, !name.isEmpty, name != key else { return nil }
    var kept = try look(for: name, onlyPlaceholders: true)
    kept?.formerKey = name
    return kept
  }

  /// Whether the record that was found last, a known one, holds exactly these values and attributes.
  func holds(_ values: [StoredValue], _ theirs: [StoredValue]) -> Bool {
    func hold(_ values: [StoredValue], from first: Int) -> Bool {
      for place in values.indices where !lookup.holds(values[place], at: first + place) {
        return false
      }
      return true
    }
    return hold(values, from: Self.seen) && hold(theirs, from: Self.seen + values.count)
  }

  /// Ends the look at the record that was found last.
  func leave() { lookup.reset() }

  /// Puts a record in with its attributes; false when the source has one of the key already.
  ///
  /// - Parameter family: nil when it names no record that has one.
  func insert(
    _ values: [StoredValue], _ theirs: [StoredValue], key: String, family: Int64?, revision: Int64
  ) throws -> Bool {
    if formerKeys.contains(key) {
      // Why: new rows go first, and the key is still another's.
      try session.flush()
      try batch?.settle()
      formerKeys.removeAll()
    }
    let id = numbers.next()
    let record = RecordHandle(id: id, family: hasFamilies ? family ?? kind.family(ofNew: id) : 0)
    // Why: the row is taken hold of once, not for each of its values.
    row.withUnsafeMutableBufferPointer { [hasFamilies] row in
      row[0] = .integer(id)
      row[5] = .text(key)
      row[6] = .integer(revision)
      for place in values.indices { row[7 + place] = values[place] }
      if hasFamilies { row[7 + values.count] = .integer(record.family) }
    }
    do {
      try appender.add(row)
    } catch is UniqueViolation {
      return false
    }
    try attributes?.add(theirs, to: record)
    noteWritten(record, key: key)
    return true
  }

  /// Writes what is held back.
  func finish() throws {
    try versions.finish()
    try batch?.settle()
  }

  /// Writes over a record and its attributes, and keeps what they were.
  func update(
    _ kept: Kept, _ values: [StoredValue], _ theirs: [StoredValue], key: String, revision: Int64
  ) throws {
    let record = kept.record
    noteWritten(record, key: key)
    if !session.addsAtOnce {
      overwritten.insert(record.id)
      if let key = kept.formerKey { formerKeys.insert(key) }
    }
    if let batch { return try batch.update(record, values + theirs, key: key, revision: revision) }
    try versions.keep(record)
    try attributes?.set(theirs, of: record)
    try leaving.run(before: values, of: record)
    try update.bind(key, at: 5)
    try update.bind(revision, at: 6)
    for place in values.indices { try update.bind(values[place], at: 7 + place) }
    try updated.bind(record, to: update)
    try update.run()
  }

  /// Marks a record as seen by this import after another one, 0 for none.
  func touch(_ record: RecordHandle, after was: Int64, key: String) throws {
    try versions.see(record.id, after: was)
    noteWritten(record, key: key)
    if let batch { return try batch.touch(record) }
    try touched.bind(record, to: touch)
    try touch.run()
  }

  /// Columns before the file's own in the answer of a lookup.
  private static let seen = 6

  private func noteWritten(_ record: RecordHandle, key: String) {
    guard !session.addsAtOnce, !isFresh else { return }
    written[ExactText(key)] = Kept(record: record, isKnown: true, importID: importID, currency: nil)
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
        record: RecordHandle(id: lookup.integer(0), family: lookup.integer(1)),
        isKnown: lookup.integer(2) == 1, importID: lookup.integer(3),
        currency: keepsCurrency ? lookup.text(5) : nil)
      // Why: a row has given it another key since.
      if overwritten.contains(kept.record.id) { continue }
      if kept.isKnown, onlyPlaceholders { continue }
      if lookup.integer(4) == source { return kept }
      if kept.isKnown { continue }
      if kept.record.id < placeholder?.record.id ?? .max { placeholder = kept }
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
  /// The names of the amounts that a file does not fill.
  func amountsLeft(by fields: [RecordField]) -> [String] {
    self.fields.filter { field in
      switch field.holds {
      case .money, .price: !fields.contains { $0.name == field.name }
      default: false
      }
    }.map(\.name)
  }

  /// Whether a record may refer to another of its kind.
  var refersToItself: Bool { fields.contains { $0.holds == .reference(name) } }
}

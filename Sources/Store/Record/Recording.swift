public import Domain

/// One import under way: takes rows, each as the cells of the columns the file has, and writes
/// them inside the import's transaction.
///
/// It keeps no set of what it has seen: a row seen twice is known by the import's number that the
/// first one left in the record. What does not change from row to row is worked out at the start,
/// and the arrays of the row under way are used again for the next.
public final class Recording {
  /// What became of the rows so far.
  public var tally = IntakeTally()

  /// How many rows are best recorded together.
  public let blockSize: Int
  let session: any Session
  let base: Currency
  let zone: ZoneTable
  var revision: Int64
  let kept: [KeptField]
  let hasAmounts: Bool
  let currencyPlace: Int?
  /// The amounts that stay as they are while the file says their currency.
  let amountsLeft: [String]
  /// The places of the identity columns; nil for those the file does not have.
  let identity: [Int?]
  /// The columns that refer to other records, by place.
  let referring: [(place: Int, index: ReferenceIndex)]
  let referringPlaces: [Int]
  var valuations: [String: Valuation] = [:]
  /// What the row under way refers to, by place.
  var references: [RecordHandle?]
  /// What the rows that were looked ahead at refer to, row after row, where it was known then; and how
  /// many of them have been recorded.
  var foreseen: [RecordHandle?] = []
  var recorded = 0
  /// The places of its references to records that are not there yet.
  var pending: [Int] = []
  /// Its values, in the order of the table's columns.
  var values: [StoredValue]

  /// The number last given among its equals, by what they are equal in; only for those that have
  /// several, and not for very many.
  private var numbersGiven: [String: Int] = [:]
  private static let mostNumbersGiven = 65_536

  private let kind: RecordKind
  private let oneOf: [Int]
  private let namePlace: Int?
  private let importID: Int64
  private let table: RecordTable
  /// Nil where records have no families.
  let ties: FamilyTies?

  init(
    _ session: any Session, kind: RecordKind, fields: [RecordField], attributes: [String],
    source: Int64, importID: Int64, order: IntakeOrder, numbers: RecordNumbers
  ) throws {
    self.session = session
    self.kind = kind
    self.importID = importID
    base = order.base
    zone = order.zone
    revision = try session.revision()
    blockSize = session.addsAtOnce || kind.refersToItself ? 1 : 16_384
    kept = KeptField.all(fields)
    hasAmounts = kept.contains { $0.form == .money || $0.form == .price }
    let places = Dictionary(uniqueKeysWithValues: zip(fields.map(\.name), fields.indices))
    currencyPlace = places["currency"]
    amountsLeft = places["currency"] == nil ? [] : kind.amountsLeft(by: fields)
    namePlace = places["name"]
    identity = kind.identity.map { places[$0] }
    oneOf = kind.oneOf.compactMap { places[$0] }
    var indexes: [String: ReferenceIndex] = [:]
    var referring: [(place: Int, index: ReferenceIndex)] = []
    for (place, field) in fields.enumerated() {
      guard case .reference(let name) = field.holds, let referred = RecordKind.named(name)
      else { continue }
      let index =
        try indexes[name]
        ?? ReferenceIndex(
          session, of: referred, source: source, importID: importID, numbers: numbers)
      indexes[name] = index
      referring.append((place, index))
    }
    self.referring = referring
    referringPlaces = referring.map(\.place)
    references = Array(repeating: nil, count: fields.count)
    table = try RecordTable(
      session, of: kind, fields: fields, attributes: attributes, source: source,
      importID: importID, numbers: numbers, order: order, writesAtOnce: blockSize == 1)
    values = Array(repeating: .null, count: table.width)
    ties = FamilyTies(session, of: kind)
  }

  /// Writes down what is left to write when the last row was taken in.
  func finish() throws {
    try table.finish()
    try session.flush()
    try ties?.settle()
  }

  /// Looks ahead at the rows that are recorded next, in this order, up to `blockSize` of them, so that
  /// what is known of them is found at once.
  public func foresee(_ rows: [[Cell]]) throws {
    guard !session.addsAtOnce else { return }
    try foreseeReferences(rows)
    // Why: rows on their way need not wait for an answer that nobody asks for.
    if table.isFresh { return }
    try session.flush()
    var keys: Set<String> = []
    for (number, row) in rows.enumerated() {
      if let namePlace { keys.insert(text(row[namePlace])) }
      do {
        try refer(row, number: number)
      } catch is RowFault {
        // Why: recording the row says it again, and then it counts.
        continue
      }
      keys.insert(key(identity(of: row), number: 1))
    }
    try table.foresee(Array(keys))
  }

  /// Takes a row in.
  ///
  /// - Parameter cells: one for each of the import's fields, then one for each attribute.
  /// - Throws: `RowFault` when the row is wrong, and then has changed nothing.
  public func record(_ cells: [Cell]) throws {
    defer { recorded += 1 }
    guard kind.oneOf.isEmpty || oneOf.contains(where: { cells[$0] != Cell.none }) else {
      throw RowFault("row.one_of", ["columns": kind.oneOf.joined(separator: ", ")])
    }
    if kind.hasRules, let fault = broken(cells) { throw fault }
    try refer(cells, number: recorded)
    defer { table.leave() }
    // Why: a record identified by one that is not there yet is not there either.
    let isNew = !pending.isEmpty && identity.contains { $0.map(pending.contains) ?? false }
    let found = isNew ? nil : try place(cells)
    try setAmounts(cells, keptCode: currencyPlace == nil ? found?.existing?.currency : nil)
    if let found, found.existing?.importID == importID { throw duplicate(cells) }
    try refuseCurrencyAlone(cells, over: found?.existing)
    var family = family(with: found?.existing?.record)
    try createPending(cells, &family)
    setValues(cells)
    let key = found?.key ?? key(identity(of: cells), number: 1)
    if let existing = found?.existing {
      try write(cells, key: key, over: existing)
    } else {
      try insert(cells, key: key, family: family)
    }
  }

  /// The record's key and what is kept under it; rows that are counted among equals get the first
  /// number this import has not used.
  private func place(_ cells: [Cell]) throws -> (key: String, existing: RecordTable.Kept?) {
    let stem = identity(of: cells)
    guard kind.countsEquals else {
      // Why: before it creates what it refers to, a row must be known to be no duplicate; where that
      // is told later, everything is given again.
      if table.isFresh, pending.isEmpty || !session.addsAtOnce { return (stem, nil) }
      return (stem, try table.find(stem, name: namePlace.map { text(cells[$0]) }))
    }
    var number = numbersGiven[stem] ?? 1
    while true {
      let key = key(stem, number: number)
      let found = try table.find(key, name: nil)
      if found?.importID != importID { return (key, found) }
      number += 1
      if numbersGiven.count >= Self.mostNumbersGiven { numbersGiven.removeAll() }
      numbersGiven[stem] = number
    }
  }

  /// The key of a record that has this number among its equals.
  private func key(_ stem: String, number: Int) -> String {
    kind.countsEquals ? "\(stem)\u{1F}\(number)" : stem
  }

  private func insert(_ cells: [Cell], key: String, family: Int64?) throws {
    let record = try table.insert(
      values, attributes(cells), key: key, family: family, revision: revision + 1)
    guard record else { throw duplicate(cells) }
    revision += 1
    tally.created += 1
  }

  private func write(_ cells: [Cell], key: String, over existing: RecordTable.Kept) throws {
    let attributes = attributes(cells)
    let isSame = existing.isKnown && table.holds(values, attributes)
    table.leave()
    if isSame {
      try table.touch(existing.record, after: existing.importID, key: key)
      tally.unchanged += 1
      return
    }
    try table.update(existing, values, attributes, key: key, revision: revision + 1)
    revision += 1
    if existing.isKnown { tally.updated += 1 } else { tally.created += 1 }
  }

  /// The values of the company's own attributes, which stand behind the fields.
  private func attributes(_ cells: [Cell]) -> [StoredValue] {
    AttributeTable.values(cells[kept.count...])
  }

  private func broken(_ cells: [Cell]) -> RowFault? {
    kind.brokenRule(base: base, in: zone) { column in
      kept.firstIndex { $0.name == column }.map { cells[$0] } ?? Cell.none
    }
  }

  private func duplicate(_ cells: [Cell]) -> RowFault {
    let named = zip(kind.identity, identity).compactMap { column, place in
      place.map { kind.text(cells[$0], of: column, in: zone) }
    }
    return RowFault(
      "row.duplicate", column: kind.identity[0],
      value: named.filter { !$0.isEmpty }.joined(separator: " · "))
  }
}

import Domain

extension Recording {
  /// Finds the records that rows refer to, and asks for those that are not known yet.
  func foreseeReferences(_ rows: [[Cell]]) throws {
    recorded = 0
    let width = referring.count
    var known: [RecordHandle?] = Array(repeating: nil, count: rows.count * width)
    var unknown: [ObjectIdentifier: Set<String>] = [:]
    for (column, (place, index)) in referring.enumerated() {
      for (number, row) in rows.enumerated() {
        guard case .text(let text) = row[place] else { continue }
        if let record = index.known(text) {
          known[number * width + column] = record
        } else {
          unknown[ObjectIdentifier(index), default: []].insert(text)
        }
      }
    }
    foreseen = known
    if !unknown.isEmpty { try session.flush() }
    for (_, index) in referring {
      // Why: two columns may refer to records of one kind, which are asked for once.
      guard let texts = unknown.removeValue(forKey: ObjectIdentifier(index)) else { continue }
      try index.foresee(texts)
    }
  }

  /// Finds what the row refers to; what is not there yet is left pending.
  ///
  /// - Parameter number: which of the rows that were looked ahead at it is, from 0.
  /// - Throws: `RowFault` `row.ambiguous` when a text means two records.
  func refer(_ cells: [Cell], number: Int) throws {
    pending.removeAll(keepingCapacity: true)
    if takeForeseen(cells, number: number) { return }
    for (place, index) in referring {
      guard references[place] == nil, case .text(let text) = cells[place] else { continue }
      let record = try index.record(text, column: kept[place].name)
      references[place] = record
      if record == nil { pending.append(place) }
    }
  }

  /// Takes the records that were found by looking ahead; returns whether nothing else is referred to.
  private func takeForeseen(_ cells: [Cell], number: Int) -> Bool {
    let before = number * referringPlaces.count
    // Why: the references are taken hold of once, not one by one.
    return references.withUnsafeMutableBufferPointer { [foreseen, referringPlaces] references in
      var isAll = true
      for column in referringPlaces.indices {
        let place = referringPlaces[column]
        let record = before + column < foreseen.count ? foreseen[before + column] : nil
        references[place] = record
        if record == nil, cells[place] != Cell.none { isAll = false }
      }
      return isAll
    }
  }

  /// Makes the records that the row refers to and that are not there, with the text as id and name.
  ///
  /// - Parameter family: that of the row's record; when it has none yet, the first that is made here
  ///   begins it.
  func createPending(_ cells: [Cell], _ family: inout Int64?) throws {
    if pending.isEmpty { return }
    for (place, index) in referring where pending.contains(place) {
      guard case .text(let text) = cells[place] else { continue }
      let record = try index.create(text, revision: revision + 1, family: family)
      if index.hasFamilies, family == nil { family = record.family }
      references[place] = record
      revision += 1
      tally.references[index.kind.name, default: 0] += 1
    }
    pending.removeAll(keepingCapacity: true)
  }

  /// The family of the row's record, which ties those of what it refers to; nil when there is none.
  func family(with existing: RecordHandle?) -> Int64? {
    guard let ties else { return nil }
    let referred = referring.lazy.filter { $0.index.hasFamilies }
      .compactMap { self.references[$0.place]?.family }
    return ties.tie([existing?.family].compactMap { $0 } + referred)
  }

  /// The texts of the identity columns as one key; references stand as our ids.
  func identity(of cells: [Cell]) -> String {
    if identity.count == 1 { return part(identity[0], cells) }
    return identity.map { part($0, cells) }.joined(separator: "\u{1F}")
  }

  private func part(_ place: Int?, _ cells: [Cell]) -> String {
    guard let place else { return "" }
    return references[place].map { String($0.id) } ?? text(cells[place])
  }

  /// The text of a cell for a key or a message.
  func text(_ cell: Cell) -> String {
    switch cell {
    case .text(let text): text
    case .integer(let number): String(number)
    case .decimal(let number): String(number.double)
    case .none: ""
    }
  }
}

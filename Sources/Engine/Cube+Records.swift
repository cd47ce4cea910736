public import Semantics

extension Cube {
  /// Lists the records behind a figure as SQL does: by id.
  ///
  /// - Throws: `NotInCube` when the question asks what the cube does not hold.
  public func records(
    _ query: RecordQuery, parallel: Parallel
  ) throws -> [FoundRecord] {
    guard let relation = place(of: query.query.relation) else {
      throw NotInCube(name: query.query.relation)
    }
    if case .distinct(let terms, _) = query.measure {
      return try firsts(of: terms, query, relation, parallel)
    }
    let chunks = relations[relation].chunks.count
    let isByID = relations[relation].shape.key == "id"
    var found: [FoundRecord] = []
    let most = query.limit ?? .max
    // Why: a page needs no more chunks than fill it, while the whole list is made at once.
    let step = query.limit == nil || !isByID ? max(chunks, 1) : 1
    for start in stride(from: 0, to: chunks, by: step) where !isByID || found.count < most {
      let slots = Slots<Result<[FoundRecord], any Error>>(step)
      parallel(min(step, chunks - start)) { place in
        slots[place] = Result {
          try records(query, relation, start + place)
        }
      }
      for place in 0..<step { found += try slots[place]?.get() ?? [] }
    }
    if !isByID { found.sort { $0.id < $1.id } }
    return Array(found.prefix(most))
  }

  /// The first record of each combination of terms.
  private func firsts(
    of terms: [Term], _ query: RecordQuery, _ relation: Int, _ parallel: Parallel
  ) throws -> [FoundRecord] {
    let all = RecordQuery(query.query, query.measure, at: query.at)
    let chunks = relations[relation].chunks.count
    let slots = Slots<Result<[[Int]: FoundRecord], any Error>>(chunks)
    parallel(chunks) { chunk in
      slots[chunk] = Result {
        var firsts: [[Int]: FoundRecord] = [:]
        try each(all, relation, chunk, with: terms) { record, values in
          if record.id < firsts[values]?.id ?? .max { firsts[values] = record }
        }
        return firsts
      }
    }
    var firsts: [[Int]: FoundRecord] = [:]
    for chunk in 0..<chunks {
      firsts.merge(try slots[chunk]?.get() ?? [:]) { $0.id < $1.id ? $0 : $1 }
    }
    let found = firsts.values.filter { $0.id > query.after ?? .min }.sorted { $0.id < $1.id }
    return Array(found.prefix(query.limit ?? .max))
  }

  private func records(
    _ query: RecordQuery, _ relation: Int, _ chunk: Int
  ) throws -> [FoundRecord] {
    var found: [FoundRecord] = []
    try each(query, relation, chunk) { record, _ in found.append(record) }
    if !relations[relation].shape.arrangedBy.isEmpty { found.sort { $0.id < $1.id } }
    return found
  }

  /// Hands over the records of a chunk, each with the values of some terms.
  private func each(
    _ query: RecordQuery, _ relation: Int, _ chunk: Int, with terms: [Term] = [],
    _ take: (FoundRecord, [Int]) -> Void
  ) throws {
    guard relations[relation].chunks[chunk] != nil else { return }
    var compiler = Compiler(
      self, relation: relation, chunk: chunk, asOf: query.query.asOf, asOfDay: query.query.asOfDay)
    guard
      let program = try compiler.program(
        query.chosen, keys: [.column("id"), query.at, query.adds] + terms, measures: [])
    else { return }
    let executor = Executor<Int>(program, self, Scratch())
    executor.eachBatch {
      let columns = program.keys.map { executor.values($0) }
      for row in 0..<executor.count {
        let (id, at, adds) = (columns[0][row], columns[1][row], columns[2][row])
        take(
          FoundRecord(
            id: id, at: at == .missing ? nil : at, adds: adds == .missing ? 0 : adds),
          terms.isEmpty ? [] : columns[3...].map { $0[row] })
      }
    }
  }
}

extension RecordQuery {
  /// What a record of the list fulfils.
  fileprivate var chosen: Condition {
    var condition = query.condition && measure.condition
    if case .distribution(let term, _) = measure {
      condition = condition && .not(.isMissing(term))
    }
    if let after { condition = condition && .less(.number(after), .column("id")) }
    return condition
  }

  /// What a record adds to the figure.
  fileprivate var adds: Term {
    switch measure {
    case .count, .distinct: .number(1)
    case .sum(let term, _), .distribution(let term, _): term
    }
  }
}

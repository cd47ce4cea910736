import SQLCompiler
public import Semantics

extension Storage: Answering {
  public func answer(_ query: Query) throws -> Frame {
    try home.read { session in
      let statement = query.statement
      let rows = try session.rows(statement.sql, statement.texts)
      let keyCount = query.keys.count
      var frame = Frame(
        rows: rows.map { row in
          FrameRow(
            keys: (0..<keyCount).map { Value(row.value($0)) },
            measures: query.measures.indices.map { .number(row[keyCount + $0]) })
        })
      for (place, measure) in query.measures.enumerated() {
        guard case .distribution(let term, let condition) = measure else { continue }
        let found = try distribution(query, term, condition, session)
        for index in frame.rows.indices {
          let values = found[frame.rows[index].keys] ?? []
          frame.rows[index].measures[place] = .values(Distribution(ascending: values))
        }
      }
      return frame
    }
  }

  public func records(_ query: RecordQuery) throws -> [FoundRecord] {
    let statement = query.statement
    return try home.read { session in
      try session.rows(statement.sql, statement.texts)
        .map { FoundRecord(id: $0[0], at: $0[1], adds: $0[2] ?? 0) }
    }
  }

  private func distribution(
    _ query: Query, _ term: Term, _ condition: Condition, _ session: any Session
  ) throws -> [[Value?]: [Int]] {
    let statement = query.distributionStatement(term, condition)
    let rows = try session.cursor(statement.sql, statement.texts.map { .text($0) })
    defer { rows.reset() }
    var found: [[Value?]: [Int]] = [:]
    let count = query.keys.count
    while try rows.step() {
      let keys = (0..<count).map { Value(rows.value($0)) }
      found[keys, default: []] += repeatElement(
        Int(rows.integer(count)), count: Int(rows.integer(count + 1)))
    }
    return found
  }
}

extension Value {
  /// A key as the database gives it; nil when it is missing.
  fileprivate init?(_ value: StoredValue) {
    switch value {
    case .integer(let number): self = .number(Int(number))
    case .text(let text): self = .text(text)
    default: return nil
    }
  }
}

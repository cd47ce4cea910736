import GRDB
import SQLCompiler
public import Semantics

extension SQLiteStorage: Answering {
  public func answer(_ query: Query) throws -> Frame {
    try pool.read { db in
      let statement = query.statement
      let rows = try Row.fetchAll(
        db, sql: statement.sql, arguments: StatementArguments(statement.texts))
      let keyCount = query.keys.count
      var frame = Frame(
        rows: rows.map { row in
          FrameRow(
            keys: (0..<keyCount).map { Value(row[$0]) },
            measures: query.measures.indices.map { .number(row[keyCount + $0]) })
        })
      for (place, measure) in query.measures.enumerated() {
        guard case .distribution(let term, let condition) = measure else { continue }
        let found = try distribution(query, term, condition, db)
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
    return try pool.read { db in
      try Row.fetchAll(db, sql: statement.sql, arguments: StatementArguments(statement.texts))
        .map { FoundRecord(id: $0[0], at: $0[1], adds: $0[2] ?? 0) }
    }
  }

  private func distribution(
    _ query: Query, _ term: Term, _ condition: Condition, _ db: Database
  ) throws -> [[Value?]: [Int]] {
    let statement = query.distributionStatement(term, condition)
    let rows = try Row.fetchCursor(
      db, sql: statement.sql, arguments: StatementArguments(statement.texts))
    var found: [[Value?]: [Int]] = [:]
    let count = query.keys.count
    while let row = try rows.next() {
      let keys = (0..<count).map { Value(row[$0]) }
      let (value, times): (Int, Int) = (row[count], row[count + 1])
      found[keys, default: []] += repeatElement(value, count: times)
    }
    return found
  }
}

extension Value {
  /// A key as the database gives it; nil when it is missing.
  fileprivate init?(_ value: DatabaseValue) {
    switch value.storage {
    case .int64(let number): self = .number(Int(number))
    case .string(let text): self = .text(text)
    default: return nil
    }
  }
}

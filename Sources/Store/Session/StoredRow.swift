import SQLCompiler

/// A row of an answer, kept.
package struct StoredRow {
  private let values: [StoredValue]

  /// Keeps the row that is being read.
  package init(_ reading: any RowReading) {
    values = (0..<reading.width).map { reading.value($0) }
  }

  /// What stands in a column, counted from 0, when the column is never empty.
  package subscript<Value: Storable>(column: Int) -> Value {
    guard let value = Value.read(values[column]) else {
      // Why: the schema and the statement say what stands there; anything else is a bug.
      preconditionFailure("column \(column) holds \(values[column]), not \(Value.self)")
    }
    return value
  }

  /// What stands in a column, counted from 0; nil when it is empty.
  package subscript<Value: Storable>(column: Int) -> Value? {
    values[column] == .null ? nil : Value.read(values[column])
  }

  /// What stands in a column, counted from 0.
  package func value(_ column: Int) -> StoredValue { values[column] }
}

extension Session {
  /// Every row of an answer.
  package func rows(_ sql: String, _ values: [(any Storable)?] = []) throws -> [StoredRow] {
    let statement = try bound(sql, values)
    defer { statement.reset() }
    var rows: [StoredRow] = []
    while try statement.step() { rows.append(StoredRow(statement)) }
    return rows
  }

  /// The first row of an answer; nil when there is none.
  package func row(_ sql: String, _ values: [(any Storable)?] = []) throws -> StoredRow? {
    let statement = try bound(sql, values)
    defer { statement.reset() }
    return try statement.step() ? StoredRow(statement) : nil
  }

  /// What stands in the first column of each row, where something does.
  package func column<Value: Storable>(_ sql: String, _ values: [(any Storable)?] = []) throws
    -> [Value]
  {
    let statement = try bound(sql, values)
    defer { statement.reset() }
    var found: [Value] = []
    while try statement.step() {
      if let value = Value.read(statement.value(0)) { found.append(value) }
    }
    return found
  }

  /// What stands in the first column of the first row; nil when there is nothing.
  package func first<Value: Storable>(_ sql: String, _ values: [(any Storable)?] = []) throws
    -> Value?
  {
    let statement = try bound(sql, values)
    defer { statement.reset() }
    return try statement.step() ? Value.read(statement.value(0)) : nil
  }

  /// Runs a statement at once and returns how many rows it changed.
  @discardableResult
  package func run(_ sql: String, _ values: [(any Storable)?] = []) throws -> Int {
    try bound(sql, values).change()
  }

  /// Makes tables, which are written once in SQLite's words.
  func makeTables(_ sql: String) throws {
    switch dialect {
    case .sqlite: try script(sql)
    case .postgres, .citus: try script(PostgresSchema.translated(sql))
    }
  }

  private func bound(_ sql: String, _ values: [(any Storable)?]) throws -> any RowStatement {
    let statement = try statement(sql)
    for (place, value) in values.enumerated() {
      try statement.bind(value?.stored ?? .null, at: place + 1)
    }
    return statement
  }
}

extension RowStatement {
  /// Runs a statement whose answer nobody needs, with a value for each gap.
  package func run(_ values: [StoredValue]) throws {
    for place in values.indices { try bind(values[place], at: place + 1) }
    try run()
  }
}

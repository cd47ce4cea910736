import SQLCompiler

/// A table as the database's own catalogue tells it.
struct StoredTable {
  let name: String
  /// Its columns, by name.
  let columns: [String]
  /// Whether it gives its rows their numbers.
  let isNumbered: Bool

  /// The statement that gives all its rows.
  var selection: String {
    "SELECT \(columns.map { "\"\($0)\"" }.joined(separator: ", ")) FROM \"\(name)\""
  }
}

extension Session {
  /// The tables of a company, by name.
  func tables() throws -> [StoredTable] {
    let names: [String]
    switch dialect {
    case .sqlite:
      names = try column(
        """
        SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
        ORDER BY name
        """)
    case .postgres, .citus:
      names = try column(
        """
        SELECT CAST(table_name AS TEXT) FROM information_schema.tables
        WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
          AND table_name <> 'schema_version'
        ORDER BY 1
        """)
    }
    return try names.sorted().map { name in
      // Why: where a row lives in a distributed database is nothing it says.
      let columns = try columns(of: name).filter { $0 != "family" }.sorted()
      return StoredTable(name: name, columns: columns, isNumbered: columns.contains("id"))
    }
  }

  private func columns(of table: String) throws -> [String] {
    switch dialect {
    case .sqlite: try column("SELECT name FROM pragma_table_info(?)", [table])
    case .postgres, .citus:
      try column(
        """
        SELECT CAST(column_name AS TEXT) FROM information_schema.columns
        WHERE table_schema = current_schema() AND table_name = ?
        """, [table])
    }
  }

  /// How many rows a table has.
  func count(_ table: String) throws -> Int {
    try first("SELECT COUNT(*) FROM \"\(table)\"") ?? 0
  }

  /// Lets a table that numbers its rows itself go on after the highest number.
  func continueNumbers(of table: StoredTable) throws {
    guard dialect.isPostgres, table.isNumbered else { return }
    try run(
      """
      SELECT setval(pg_get_serial_sequence('"\(table.name)"', 'id'),
        (SELECT COALESCE(MAX(id), 0) + 1 FROM "\(table.name)"), FALSE)
      """)
  }
}

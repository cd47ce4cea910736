import SQLCompiler

/// What kind of value a column holds.
enum ColumnType {
  case integer
  case real
  case text
}

/// JSON, which the two databases spell most differently.
extension Dialect {
  /// An object of columns under their names.
  func object(_ columns: [(name: String, type: ColumnType)]) -> String {
    switch self {
    case .sqlite:
      // Why: SQLite writes the numbers of its JSON with 15 digits; 17 give back the same number.
      let parts = columns.map { name, type in
        type == .real
          ? "'\(name)', CASE WHEN \"\(name)\" IS NOT NULL THEN printf('%!.17g', \"\(name)\") END"
          : "'\(name)', \"\(name)\""
      }
      return "json_object(\(parts.joined(separator: ", ")))"
    case .postgres, .citus:
      let parts = columns.map { "'\($0.name)', \"\($0.name)\"" }
      return "CAST(json_build_object(\(parts.joined(separator: ", "))) AS TEXT)"
    }
  }

  /// A member of an object, as a column of its type takes it.
  func member(_ name: String, of object: String, as type: ColumnType) -> String {
    switch self {
    case .sqlite:
      let value = "json_extract(\(object), '$.\(name)')"
      return type == .real ? "CAST(\(value) AS REAL)" : value
    case .postgres, .citus:
      let value = "CAST(\(object) AS json) ->> '\(name)'"
      switch type {
      case .integer: return "CAST(\(value) AS BIGINT)"
      case .real: return "CAST(\(value) AS DOUBLE PRECISION)"
      case .text: return "(\(value))"
      }
    }
  }

  /// An object made of the rows of a group.
  func object(ofRows name: String, _ value: String) -> String {
    switch self {
    case .sqlite: "json_group_object(\(name), \(value))"
    case .postgres, .citus: "CAST(json_object_agg(\(name), \(value)) AS TEXT)"
    }
  }

  /// The members of an object as rows of (key, value), under a name.
  func rows(ofObject object: String, as name: String) -> String {
    switch self {
    case .sqlite: "json_each(\(object)) \(name)"
    case .postgres, .citus: "json_each_text(CAST(\(object) AS json)) \(name)(key, value)"
    }
  }
}

/// A column that is worked out of what records say of each other.
struct SettledColumn {
  let name: String
  /// Whether it holds a text, not a number.
  let isText: Bool
  /// The table that has a row of its values for each record that gets one; nil when it is worked out
  /// in place.
  let given: String?
  private let sql: String

  /// - Parameter sql: the value, in which `:name` stands for what a column is set to that is settled
  ///   together with this one, before it.
  init(_ name: String, _ sql: String, isText: Bool = false) {
    self.name = name
    self.isText = isText
    self.sql = sql
    given = nil
  }

  /// A column of records of a table whose values a table gives, in a column of the same name; records
  /// that it does not list keep theirs.
  init(_ name: String, of table: String, givenBy given: String) {
    self.name = name
    self.given = given
    isText = false
    let row = "FROM \(given) g WHERE g.id = \(table).id"
    sql = """
      (CASE WHEN EXISTS (SELECT 1 \(row)) THEN (SELECT g.\(name) \(row)) ELSE \(table).\(name) END)
      """
  }

  /// The value, where columns that were settled before stand as given.
  func value(_ settled: (String) -> String) -> String {
    sql.replacing(#/:([a-z_]+)/#) { $0.1 == "since" ? String($0.0) : settled(String($0.1)) }
  }

  /// Whether the value asks for what one of these columns is set to.
  func depends(on columns: [SettledColumn]) -> Bool {
    sql.matches(of: #/:([a-z_]+)/#).contains { name in columns.contains { $0.name == name.1 } }
  }
}

extension [SettledColumn] {
  /// The columns as steps, in each of which none depends on another.
  var steps: [[SettledColumn]] {
    reduce(into: []) { steps, column in
      if let last = steps.last, !column.depends(on: last) {
        steps[steps.count - 1].append(column)
      } else {
        steps.append([column])
      }
    }
  }
}

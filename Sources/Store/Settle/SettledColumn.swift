/// A column that is worked out of what records say of each other.
struct SettledColumn {
  let name: String
  /// Whether it holds a text, not a number.
  let isText: Bool
  private let sql: String

  /// - Parameter sql: the value, in which `:name` stands for what a column is set to that is settled
  ///   together with this one, before it.
  init(_ name: String, _ sql: String, isText: Bool = false) {
    self.name = name
    self.isText = isText
    self.sql = sql
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

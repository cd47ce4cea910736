import Engine

/// Reads a relation's rows as the cube holds them.
struct RelationReader {
  private let shape: RelationShape
  private let statement: any RowStatement

  /// Reads all rows, or those a condition chooses.
  init(_ session: any Session, _ shape: RelationShape, where condition: String? = nil) throws {
    self.shape = shape
    let columns = shape.columns.map { "r.\"\($0.name)\"" }
    let order = (["r.\"\(shape.key)\""] + [shape.order].compactMap { $0 }).joined(separator: ", ")
    statement = try session.cursor(
      """
      SELECT \(columns.joined(separator: ", ")) FROM "\(shape.name)" AS r
      \(condition.map { "WHERE \($0)" } ?? "") ORDER BY \(order)
      """, [])
  }

  /// Gives each row: a number for each column of the relation.
  func each(_ texts: inout Texts, _ body: (UnsafePointer<Int>) -> Void) throws {
    let columns = shape.columns
    let row = UnsafeMutablePointer<Int>.allocate(capacity: columns.count)
    defer {
      row.deallocate()
      statement.reset()
    }
    while try statement.step() {
      for place in columns.indices {
        row[place] = number(place, columns[place].kind, &texts)
      }
      body(UnsafePointer(row))
    }
  }

  @inline(__always)
  private func number(_ place: Int, _ kind: ColumnShape.Kind, _ texts: inout Texts) -> Int {
    if kind == .number {
      let number = statement.integer(place)
      // Why: an empty cell reads as 0, and few cells hold 0, so that emptiness is seldom asked.
      if number != 0 { return Int(number) }
      return statement.isEmpty(place) ? .missing : 0
    }
    if statement.isEmpty(place) { return .missing }
    return kind == .presence ? 1 : texts.number(of: statement.utf8(place))
  }
}

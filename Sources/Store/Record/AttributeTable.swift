import Domain

/// The company's own attributes that a file of clients fills, client by client.
final class AttributeTable {
  private let names: [String]
  private let select: any RowStatement
  private let upsert: any RowStatement
  private let delete: any RowStatement

  init(_ session: any Session, names: [String]) throws {
    self.names = names
    select = try session.statement(
      "SELECT value FROM client_attribute WHERE client_id = ? AND name = ?")
    upsert = try session.statement(
      """
      INSERT INTO client_attribute (client_id, name, value) VALUES (?, ?, ?)
      ON CONFLICT (client_id, name) DO UPDATE SET value = excluded.value
      """)
    delete = try session.statement("DELETE FROM client_attribute WHERE client_id = ? AND name = ?")
  }

  /// Keeps the attributes of a new client.
  func add(_ cells: ArraySlice<Cell>, to id: Int64) throws {
    for (name, cell) in zip(names, cells) {
      guard case .text(let value) = cell else { continue }
      try upsert.bind(value, at: 3)
      try run(upsert, name, id)
    }
  }

  /// Whether a client's attributes are others than these.
  func differ(_ cells: ArraySlice<Cell>, of id: Int64) throws -> Bool {
    for (name, cell) in zip(names, cells) where try value(of: name, id) != Self.text(cell) {
      return true
    }
    return false
  }

  /// Keeps the attributes of a client.
  func set(_ cells: ArraySlice<Cell>, of id: Int64) throws {
    for (name, cell) in zip(names, cells) {
      let before = try value(of: name, id)
      let after = Self.text(cell)
      guard before != after else { continue }
      if let after {
        try upsert.bind(after, at: 3)
        try run(upsert, name, id)
      } else {
        try run(delete, name, id)
      }
    }
  }

  private static func text(_ cell: Cell) -> String? {
    if case .text(let text) = cell { text } else { nil }
  }

  private func value(of name: String, _ id: Int64) throws -> String? {
    defer { select.reset() }
    try select.bind(id, at: 1)
    try select.bind(name, at: 2)
    return try select.step() ? select.text(0) : nil
  }

  private func run(_ statement: any RowStatement, _ name: String, _ id: Int64) throws {
    try statement.bind(id, at: 1)
    try statement.bind(name, at: 2)
    try statement.run()
  }
}

import Domain
import SQLCompiler

/// The company's own attributes that a file of clients fills, client by client.
final class AttributeTable {
  private let names: [String]
  private let hasFamilies: Bool
  private let select: any RowStatement
  private let upsert: any RowStatement
  private let delete: any RowStatement

  init(_ session: any Session, names: [String]) throws {
    self.names = names
    hasFamilies = session.dialect == .citus
    let (family, gap) = (session.dialect.family(), hasFamilies ? ", ?4" : "")
    let one = "client_id = ?1 AND name = ?2" + (hasFamilies ? " AND family = ?3" : "")
    select = try session.statement("SELECT value FROM client_attribute WHERE \(one)")
    upsert = try session.statement(
      """
      INSERT INTO client_attribute (client_id, name, value\(family)) VALUES (?1, ?2, ?3\(gap))
      ON CONFLICT (client_id, name\(family)) DO UPDATE SET value = excluded.value
      """)
    delete = try session.statement("DELETE FROM client_attribute WHERE \(one)")
  }

  /// Keeps the attributes of a new client.
  func add(_ cells: ArraySlice<Cell>, to client: RecordHandle) throws {
    for (name, cell) in zip(names, cells) {
      guard case .text(let value) = cell else { continue }
      try put(value, name, client)
    }
  }

  /// Whether a client's attributes are others than these.
  func differ(_ cells: ArraySlice<Cell>, of client: RecordHandle) throws -> Bool {
    for (name, cell) in zip(names, cells) where try value(of: name, client) != Self.text(cell) {
      return true
    }
    return false
  }

  /// Keeps the attributes of a client.
  func set(_ cells: ArraySlice<Cell>, of client: RecordHandle) throws {
    for (name, cell) in zip(names, cells) {
      let before = try value(of: name, client)
      let after = Self.text(cell)
      guard before != after else { continue }
      if let after {
        try put(after, name, client)
      } else {
        try bind(delete, name, client, familyAt: 3)
        try delete.run()
      }
    }
  }

  private static func text(_ cell: Cell) -> String? {
    if case .text(let text) = cell { text } else { nil }
  }

  private func value(of name: String, _ client: RecordHandle) throws -> String? {
    defer { select.reset() }
    try bind(select, name, client, familyAt: 3)
    return try select.step() ? select.text(0) : nil
  }

  private func put(_ value: String, _ name: String, _ client: RecordHandle) throws {
    try bind(upsert, name, client, familyAt: 4)
    try upsert.bind(value, at: 3)
    try upsert.run()
  }

  private func bind(
    _ statement: any RowStatement, _ name: String, _ client: RecordHandle, familyAt gap: Int
  ) throws {
    try statement.bind(client.id, at: 1)
    try statement.bind(name, at: 2)
    if hasFamilies { try statement.bind(client.family, at: gap) }
  }
}

import Domain
import SQLCompiler

/// The company's own attributes that a file of clients fills.
final class AttributeTable {
  /// What a client has under each name: expressions over its row.
  let columns: [String]
  private let session: any Session
  private let names: [String]
  private let hasFamilies: Bool
  private let appender: any RowAppender
  private let upsert: any RowStatement
  private let delete: any RowStatement

  init(_ session: any Session, names: [String]) throws {
    self.session = session
    self.names = names
    let dialect = session.dialect
    hasFamilies = dialect == .citus
    columns = names.map { name in
      """
      (SELECT a.value FROM client_attribute a WHERE a.client_id = client.id
        AND a.name = \(name.sqlText)\(dialect.kin("a", "client")))
      """
    }
    let family = dialect.family()
    appender = try session.appender(
      to: "client_attribute", ["client_id", "name", "value"] + (hasFamilies ? ["family"] : []))
    upsert = try session.statement(
      """
      INSERT INTO client_attribute (client_id, name, value\(family))
      VALUES (?1, ?2, ?3\(hasFamilies ? ", ?4" : ""))
      \(Self.orReplace(family))
      """)
    delete = try session.statement(
      """
      DELETE FROM client_attribute
      WHERE client_id = ?1 AND name = ?2\(hasFamilies ? " AND family = ?3" : "")
      """)
  }

  private static func orReplace(_ family: String) -> String {
    "ON CONFLICT (client_id, name\(family)) DO UPDATE SET value = excluded.value"
  }

  /// The values of the cells a row has for the attributes.
  static func values(_ cells: ArraySlice<Cell>) -> [StoredValue] {
    cells.map { cell in
      if case .text(let text) = cell { .text(text) } else { .null }
    }
  }

  /// Keeps the attributes of a new client.
  func add(_ values: [StoredValue], to client: RecordHandle) throws {
    for (name, value) in zip(names, values) where value != .null {
      let row: [StoredValue] = [.integer(client.id), .text(name), value]
      try appender.add(row + (hasFamilies ? [.integer(client.family)] : []))
    }
  }

  /// Keeps the attributes of a client in place of those it has.
  func set(_ values: [StoredValue], of client: RecordHandle) throws {
    for (name, value) in zip(names, values) {
      let statement = value == .null ? delete : upsert
      let own: [StoredValue] = [.integer(client.id), .text(name)]
      let all = own + (value == .null ? [] : [value])
      let bound = all + (hasFamilies ? [.integer(client.family)] : [])
      for (place, value) in bound.enumerated() { try statement.bind(value, at: place + 1) }
      try statement.run()
    }
  }

  /// The columns of a table of clients that hold their attributes.
  var listed: [String] { names.indices.map { "attribute_\($0 + 1)" } }

  /// Keeps the attributes of the clients that a table lists, in place of those they have.
  func setAll(of list: String) throws {
    let family = session.dialect.family()
    for (name, column) in zip(names, listed) {
      try session.run(
        """
        DELETE FROM client_attribute USING \(list) c WHERE c.\(column) IS NULL
          AND client_attribute.client_id = c.id AND client_attribute.name = \(name.sqlText)
          \(session.dialect.kin("client_attribute", "c"))
        """)
      try session.run(
        """
        INSERT INTO client_attribute (client_id, name, value\(family))
        SELECT id, \(name.sqlText), \(column)\(family) FROM \(list) WHERE \(column) IS NOT NULL
        \(Self.orReplace(family))
        """)
    }
  }
}

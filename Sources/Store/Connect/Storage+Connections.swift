public import Domain
import FoundationEssentials

extension Storage {
  /// The connections, by name.
  public func connections() throws -> [Connection] {
    try home.read { session in
      try session.rows("\(Self.connection) ORDER BY name").map(Connection.init)
    }
  }

  /// The connection of a name; nil when there is none.
  public func connection(named name: String) throws -> Connection? {
    try home.read { session in
      try session.row("\(Self.connection) WHERE name = ?", [name]).map(Connection.init)
    }
  }

  /// Adds a connection that nothing was pulled from yet.
  ///
  /// - Throws: `PlainFault` `connection.exists`.
  public func connect(
    _ name: String, by connector: String, _ options: [String: String], pause: Int,
    author: Author, at now: Moment
  ) throws {
    try home.write { session in
      let isNew = try session.run(
        """
        INSERT INTO connection (name, connector, options, pause) VALUES (?, ?, ?, ?)
        ON CONFLICT (name) DO NOTHING
        """, [name, connector, Self.json(options), pause])
      guard isNew == 1, let added = try session.row("\(Self.connection) WHERE name = ?", [name])
      else { throw PlainFault(.conflict, "connection.exists", ["name": name]) }
      try Change.connection(name, from: nil, to: Connection(added).told, by: author)
        .insert(session, at: now)
    }
  }

  /// Takes a connection away; what it brought stays.
  ///
  /// - Throws: `PlainFault` `connection.missing`.
  public func disconnect(_ name: String, by author: Author, at now: Moment) throws {
    try home.write { session in
      guard let row = try session.row("\(Self.connection) WHERE name = ?", [name]) else {
        throw PlainFault(.missing, "connection.missing", ["name": name])
      }
      let connection = Connection(row)
      try session.run("DELETE FROM connection WHERE id = ?", [connection.id])
      try Change.connection(name, from: connection.told, to: nil, by: author)
        .insert(session, at: now)
    }
  }

  /// Notes that a system was looked at, why that failed, and what people should know of what it brought,
  /// which stays noted.
  public func noteLook(
    at id: Int, failure: Message?, warning: Message? = nil, at now: Moment
  ) throws {
    let told = try failure.map(Self.json)
    let warned = try warning.map(Self.json)
    try home.write { session in
      try session.run(
        "UPDATE connection SET tried_at = ?, failure = ? WHERE id = ?",
        [now.milliseconds, told, id])
      if let warned {
        try session.run(
          "UPDATE connection SET warned_at = ?, warning = ? WHERE id = ?",
          [now.milliseconds, warned, id])
      }
    }
  }

  /// Lets the next look begin at the beginning, and forgets what was to be known of those before.
  public func forgetCursor(of id: Int) throws {
    try home.write { session in
      _ = try session.run(
        "UPDATE connection SET cursor = NULL, warned_at = NULL, warning = NULL WHERE id = ?", [id])
    }
  }

  private static let connection = """
    SELECT id, name, connector, options, pause, cursor, tried_at, failure, warned_at, warning,
      brought_at, brought,
      (SELECT MAX(i.id) FROM import i WHERE i.connection_id = connection.id)
    FROM connection
    """

  private static func json(_ message: Message) throws -> String {
    try json(["": message.key].merging(message.arguments) { a, _ in a })
  }

  private static func json(_ values: [String: String]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(values), as: UTF8.self)
  }
}

extension Intake {
  /// Moves the cursor of the connection that the records come from, together with them.
  ///
  /// - Throws: `OvertakenPull` when it is not where the records were pulled from: another program has
  ///   taken them in already.
  public func moveCursor(from old: String?, to new: String) throws {
    guard let id = order.connection else { return }
    let brought = tallyOfAll.created + tallyOfAll.updated
    try session.moveCursor(of: id, from: old, to: new)
    if brought == 0 { return }
    try session.run(
      "UPDATE connection SET brought = brought + ?, brought_at = ? WHERE id = ?",
      [brought, order.at.milliseconds, id])
  }
}

extension Storage {
  /// Moves the cursor of a connection where nothing was to be taken in.
  ///
  /// - Throws: `OvertakenPull` when it is not where it was read.
  public func moveCursor(of connection: Connection, to new: String) throws {
    try home.write { try $0.moveCursor(of: connection.id, from: connection.cursor, to: new) }
  }
}

extension Session {
  fileprivate func moveCursor(of id: Int, from old: String?, to new: String) throws {
    let moved = try run(
      "UPDATE connection SET cursor = ? WHERE id = ? AND cursor IS NOT DISTINCT FROM ?",
      [new, id, old])
    if moved == 0 { throw OvertakenPull() }
  }
}

/// Records were pulled from a place that the connection has left since.
public struct OvertakenPull: Error {}

extension Connection {
  fileprivate init(_ row: StoredRow) {
    self.init(
      id: row[0], name: row[1], connector: row[2], options: Self.values(row[3]), pause: row[4],
      cursor: row[5], triedAt: (row[6] as Int?).map { Moment(milliseconds: $0) },
      failure: (row[7] as String?).flatMap(Self.message),
      warnedAt: (row[8] as Int?).map { Moment(milliseconds: $0) },
      warning: (row[9] as String?).flatMap(Self.message),
      broughtAt: (row[10] as Int?).map { Moment(milliseconds: $0) }, brought: row[11],
      lastImport: row[12])
  }

  private static func message(_ json: String) -> Message? {
    var values = values(json)
    return values.removeValue(forKey: "").map { Message($0, values) }
  }

  private static func values(_ json: String) -> [String: String] {
    do {
      return try JSONDecoder().decode([String: String].self, from: Data(json.utf8))
    } catch {
      // Why: only this file writes it; another text is a bug.
      preconditionFailure("a connection's values are no JSON: \(json)")
    }
  }
}

/// A statement in the hands of a piece of work; the server's answer comes whole.
class PostgresStatement: PostgresReading, RowStatement {
  final let session: PostgresSession
  final let prepared: PostgresPrepared
  final let values: PostgresValues

  init(_ session: PostgresSession, _ prepared: PostgresPrepared) {
    self.session = session
    self.prepared = prepared
    values = PostgresValues(prepared.gaps)
    super.init()
  }

  final func bind(_ number: Int64, at gap: Int) throws { values.set(number, at: gap) }

  final func bind(_ text: String, at gap: Int) throws { try values.set(text, at: gap) }

  final func bind(_ value: StoredValue, at gap: Int) throws { try values.set(value, at: gap) }

  override func step() throws -> Bool {
    let answer = try result ?? execute()
    result = answer
    takeBack()
    row = min(row + 1, answer.count)
    return row < answer.count
  }

  final func run() throws {
    reset()
    try session.hold(prepared, values)
  }

  final func change() throws -> Int {
    reset()
    return try execute().changes
  }

  private final func execute() throws -> PostgresResult {
    try session.settle()
    return try session.connection.run(prepared, values)
  }
}

/// A statement whose rows come in portions, so that a long answer takes little memory and other
/// statements may run meanwhile.
final class PostgresCursor: PostgresStatement {
  private var name: String?
  private var isLast = false

  /// How many rows a portion has.
  private static let portion = 5_000

  deinit { close() }

  override func step() throws -> Bool {
    takeBack()
    if result == nil {
      try declare()
      try fetch()
    }
    row += 1
    if let result, row < result.count { return true }
    if isLast {
      row = result?.count ?? 0
      return false
    }
    try fetch()
    row = 0
    return result.map { $0.count > 0 } ?? false
  }

  override func reset() {
    close()
    super.reset()
  }

  private func declare() throws {
    try session.settle()
    let name = session.connection.newName()
    try session.connection.query(
      prepared.sql, "DECLARE \(name) NO SCROLL CURSOR FOR \(prepared.text)", values)
    self.name = name
    isLast = false
    row = -1
  }

  private func fetch() throws {
    guard let name else { return }
    let portion = try session.connection.script("FETCH FORWARD \(Self.portion) FROM \(name)")
    result = portion
    isLast = portion.count < Self.portion
    if isLast { close() }
  }

  private func close() {
    if let name { session.connection.abandon(name) }
    name = nil
  }
}

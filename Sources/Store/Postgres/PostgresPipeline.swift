import Cpq

extension PostgresConnection {
  /// How many statements are sent before their answers are read.
  ///
  /// Why: the answers of so many fit into the buffers on their way.
  private static let batch = 256

  /// Runs held back statements in their order, without waiting for each.
  func runQuietly(_ queue: PostgresQueue) throws {
    guard !queue.isEmpty else { return }
    try closeAbandoned()
    var pipeline = PostgresPipeline(self)
    try queue.empty { statement, values in
      try pipeline.send(statement, values)
      if pipeline.count >= Self.batch { try pipeline.finish() }
    }
    try pipeline.finish()
  }
}

/// Statements on their way to the server, whose answers were not read yet.
private struct PostgresPipeline {
  private let connection: PostgresConnection
  /// What each answer will be of.
  private var sent: [PostgresPrepared] = []
  /// Those that were first prepared.
  private var new: [PostgresPrepared] = []

  init(_ connection: PostgresConnection) {
    self.connection = connection
  }

  var count: Int { sent.count }

  mutating func send(
    _ statement: PostgresPrepared, _ values: UnsafePointer<UnsafePointer<CChar>?>
  ) throws {
    let raw = connection.raw
    if sent.isEmpty { try connection.start(statement.sql) { PQenterPipelineMode(raw) } }
    let known = statement.name(connection.generation)
    let name = known ?? connection.newName()
    if known == nil {
      new.append(statement)
      sent.append(statement)
      statement.isPrepared(as: name, connection.generation)
      try start(statement) { PQsendPrepare(raw, name, statement.text, 0, nil) }
    }
    sent.append(statement)
    try start(statement) {
      PQsendQueryPrepared(raw, name, Int32(statement.gaps), values, nil, nil, 0)
    }
  }

  private func start(_ statement: PostgresPrepared, _ send: () -> Int32) throws {
    guard send() == 1 else { throw connection.failure(statement.sql) }
  }

  /// Reads the answers and throws the first failure.
  mutating func finish() throws {
    guard let last = sent.last else { return }
    try start(last) { PQpipelineSync(connection.raw) }
    let error = answers()
    if error != nil {
      // Why: what stood behind the failure was not even prepared.
      for statement in new { statement.isPrepared(as: nil, connection.generation) }
    }
    sent.removeAll(keepingCapacity: true)
    new.removeAll()
    if var error {
      error.isLost = error.isLost || connection.isBroken
      if !connection.isBroken { PQexitPipelineMode(connection.raw) }
      throw error
    }
    try start(last) { PQexitPipelineMode(connection.raw) }
  }

  private func answers() -> PostgresError? {
    var error: PostgresError?
    var place = 0
    while true {
      guard let result = connection.next() else {
        // Why: each answer ends with none; so does a lost connection, for ever.
        if connection.isBroken {
          return error ?? connection.failure(sent[min(place, sent.count - 1)].sql)
        }
        place += 1
        continue
      }
      if result.status == PGRES_PIPELINE_SYNC { return error }
      if error == nil {
        error = result.error(sent[min(place, sent.count - 1)].sql).map(connection.noted)
      }
    }
  }
}

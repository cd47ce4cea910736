import Cpq

/// Rows on their way into a table while the server already puts in those before.
struct PostgresCopy {
  /// What sends them.
  let owner: ObjectIdentifier
  let command: String
  /// Whether the last of them was sent, and only the answer is awaited.
  var isEnded = false
}

extension PostgresConnection {
  /// Whether rows of an appender may be sent now.
  func mayCopy(_ owner: PostgresAppender) -> Bool {
    guard let copy else { return true }
    return copy.owner == ObjectIdentifier(owner) || copy.isEnded
  }

  /// Whether rows of an appender are on their way.
  func isCopying(_ owner: PostgresAppender) -> Bool { copy?.owner == ObjectIdentifier(owner) }

  /// Sends rows, as COPY reads them.
  func copy(_ bytes: UnsafeRawBufferPointer, _ command: String, of owner: PostgresAppender) throws {
    if copy == nil || copy?.isEnded == true {
      try closeAbandoned()
      try start(command) { PQsendQuery(raw, command) }
      _ = try answer(command)
      copy = PostgresCopy(owner: ObjectIdentifier(owner), command: command)
    }
    try interruption?.check()
    let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    guard PQputCopyData(raw, start, Int32(bytes.count)) == 1 else { throw failure(command) }
  }

  /// Says that all rows were sent; the answer is read before the next statement.
  func endCopy() throws {
    guard let copy, !copy.isEnded else { return }
    guard PQputCopyEnd(raw, nil) == 1, PQflush(raw) == 0 else { throw failure(copy.command) }
    self.copy?.isEnded = true
  }

  /// Waits until the rows are in.
  func finishCopy() throws {
    guard let command = copy?.command else { return }
    try endCopy()
    copy = nil
    _ = try answer(command)
  }

  /// Gives up the rows on their way; the transaction has failed then.
  func breakOffCopy() {
    guard let copy else { return }
    self.copy = nil
    if !copy.isEnded, PQputCopyEnd(raw, "broken off") != 1 { return }
    // Why: what the server says of it was asked for.
    while next() != nil {}
  }
}

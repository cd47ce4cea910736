/// Statements held back with their values, to be sent together.
final class PostgresQueue {
  private var statements: [PostgresPrepared] = []
  /// Where each value begins in the bytes; below 0 for none.
  private var places: [Int] = []
  private let bytes = PostgresBytes(capacity: 4_096)

  private static let statementLimit = 4_096
  private static let byteLimit = 1 << 20

  var isEmpty: Bool { statements.isEmpty }

  var isFull: Bool {
    statements.count >= Self.statementLimit || bytes.count >= Self.byteLimit
  }

  func add(_ statement: PostgresPrepared, _ values: PostgresValues) {
    statements.append(statement)
    for place in 0..<statement.gaps {
      if let value = values.bytes(place) {
        places.append(bytes.count)
        bytes.write(bytes: value)
      } else {
        places.append(-1)
      }
    }
  }

  /// Gives the statements in their order, with their values as libpq takes them, and forgets them.
  func empty(_ body: (PostgresPrepared, UnsafePointer<UnsafePointer<CChar>?>) throws -> Void)
    rethrows
  {
    defer { clear() }
    let start = bytes.bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    var pointers = places.map { place in place < 0 ? nil : start.map { $0 + place } }
    // Why: a list without places has no address.
    pointers.append(nil)
    try pointers.withUnsafeBufferPointer { list in
      guard var values = list.baseAddress else { return }
      for statement in statements {
        try body(statement, values)
        values += statement.gaps
      }
    }
  }

  private func clear() {
    statements.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    bytes.clear(keeping: 2 * Self.byteLimit)
  }
}

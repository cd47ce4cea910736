import Domain

/// Copies everything one database holds into another that holds nothing, and proves it: the rows of
/// every table are counted and summed up on both sides.
struct Transfer {
  let source: any Session
  let target: any Session
  /// Told how many rows of how many are copied.
  let progress: (_ done: Int, _ whole: Int) -> Void

  /// Copies it.
  ///
  /// - Throws: `PlainFault` `move.differs` when a table is not the same afterwards; the writing
  ///   transaction must be rolled back then.
  func run() throws {
    let tables = try source.tables()
    var whole = 0
    for table in tables { whole += try source.count(table.name) }
    var done = 0
    for table in tables.reversed() { try target.run("DELETE FROM \"\(table.name)\"") }
    for table in tables {
      let sums = try copy(table, done, whole)
      done += sums.count
      let copied = try RowSums(of: table, in: target)
      guard copied == sums else {
        throw PlainFault(
          .outside, "move.differs",
          ["table": table.name, "count": String(sums.count), "copied": String(copied.count)])
      }
      try target.continueNumbers(of: table)
    }
    progress(whole, whole)
  }

  private func copy(_ table: StoredTable, _ done: Int, _ whole: Int) throws -> RowSums {
    let rows = try source.cursor(table.selection, [])
    defer { rows.reset() }
    let appender = try target.appender(to: table.name, table.columns)
    var sums = RowSums()
    while try rows.step() {
      let values = table.columns.indices.map { rows.value($0) }
      sums.add(values)
      try appender.add(values)
      if sums.count % 4_096 == 0 { progress(done + sums.count, whole) }
    }
    try target.flush()
    return sums
  }
}

/// How many rows a table has, and what they add up to, whatever their order.
struct RowSums: Equatable {
  private(set) var count = 0
  private var sum: UInt64 = 0

  init() {}

  /// Adds up a table.
  init(of table: StoredTable, in session: any Session) throws {
    let rows = try session.cursor(table.selection, [])
    defer { rows.reset() }
    while try rows.step() { add(table.columns.indices.map { rows.value($0) }) }
  }

  /// Adds a row: FNV-1a over its values, each after a byte that tells its kind.
  mutating func add(_ values: [StoredValue]) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    func mix(word: UInt64) {
      for shift in stride(from: 0, to: 64, by: 8) {
        mix(UInt8(truncatingIfNeeded: word &>> UInt64(shift)))
      }
    }
    for value in values {
      switch value {
      case .null: mix(0)
      case .integer(let number):
        mix(1)
        mix(word: UInt64(bitPattern: number))
      case .real(let number):
        mix(2)
        mix(word: number.bitPattern)
      case .text(let text):
        mix(3)
        for byte in text.utf8 { mix(byte) }
      case .bytes(let bytes):
        mix(4)
        for byte in bytes { mix(byte) }
      }
    }
    count += 1
    sum &+= hash
  }
}

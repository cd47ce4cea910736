package import Domain
package import SQLCompiler

/// A connection in the hands of one piece of work, inside one transaction.
///
/// Every statement is written once, for both databases: gaps are `?` or `?1`, `?2`, …, and what a
/// statement only tells SQLite's planner (`CROSS JOIN … ON`, `INDEXED BY`) the other database drops.
package protocol Session: AnyObject {
  /// What this database spells in its own way.
  var dialect: Dialect { get }

  /// Whether an appender's row is there at once; otherwise rows are put in together, and a key that
  /// is there already is told only then.
  var addsAtOnce: Bool { get }

  /// A statement compiled once and kept by its text.
  func statement(_ sql: String) throws -> any RowStatement

  /// Opens a statement whose rows are read while other statements run.
  func cursor(_ sql: String, _ values: [StoredValue]) throws -> any RowStatement

  /// Finds rows of a table by a text in one of its columns.
  func lookup(_ columns: [String], from table: String, by column: String) throws -> any RowLookup

  /// Puts many new rows into a table.
  func appender(to table: String, _ columns: [String]) throws -> any RowAppender

  /// Runs statements that have no gaps, one after another.
  func script(_ sql: String) throws

  /// Hands over what appenders and quiet statements still hold back.
  func flush() throws
}

/// A row of an answer, read column by column from 0.
package protocol RowReading: AnyObject {
  /// Moves to the next row; false when there is none.
  func step() throws -> Bool
  /// Ends the reading, so that gaps may be bound anew.
  func reset()
  /// How many columns a row has.
  var width: Int { get }
  /// Whether nothing stands in a column.
  func isEmpty(_ column: Int) -> Bool
  /// The whole number in a column; 0 when it is empty. Truth is 1.
  func integer(_ column: Int) -> Int64
  /// The number in a column; 0 when it is empty.
  func real(_ column: Int) -> Double
  /// The text in a column; nil when it is empty.
  func text(_ column: Int) -> String?
  /// The text in a column as bytes, which last as long as the row; none when it is empty.
  func utf8(_ column: Int) -> UnsafeRawBufferPointer
  /// What stands in a column.
  func value(_ column: Int) -> StoredValue
}

/// A statement with gaps, counted from 1; what is bound stays bound from run to run.
package protocol RowStatement: RowReading {
  func bind(_ number: Int64, at gap: Int) throws
  func bind(_ text: String, at gap: Int) throws
  func bind(_ value: StoredValue, at gap: Int) throws
  /// Runs a statement whose answer nobody needs; it may run later, in the order of such runs, but
  /// before anything is read.
  func run() throws
  /// Runs a statement and returns how many rows it changed.
  func change() throws -> Int
}

extension RowReading {
  /// Whether a column of the row holds exactly this value.
  func holds(_ value: StoredValue, at column: Int) -> Bool {
    if case .null = value { return isEmpty(column) }
    guard !isEmpty(column) else { return false }
    switch value {
    case .integer(let number): return integer(column) == number
    case .real(let number): return real(column) == number
    case .text(var text):
      let kept = utf8(column)
      return text.withUTF8 { kept.elementsEqual(UnsafeRawBufferPointer($0)) }
    case .bytes, .null: return self.value(column) == value
    }
  }
}

/// Rows found by a text.
package protocol RowLookup: RowReading {
  /// Looks for many texts at once, so that each is found quickly; forgets those before.
  func foresee(_ texts: some Sequence<String>) throws
  /// Starts the reading of the rows that have this text.
  func find(_ text: String) throws
}

/// Takes new rows.
package protocol RowAppender: AnyObject {
  /// Adds a row, one value for each column; it is there for statements after the next flush.
  func add(_ values: [StoredValue]) throws
}

/// A row of this key is there already.
package struct UniqueViolation: Fault {
  /// What a person is told who cannot do anything about the row.
  let fault: PlainFault

  package var kind: FaultKind { fault.kind }
  package var message: Message { fault.message }
}

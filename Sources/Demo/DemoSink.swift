public import Domain

/// Where the demo's rows go: the records of one kind at a time.
public protocol DemoSink {
  /// Announces the kind whose rows follow and the fields they fill, in order.
  mutating func begin(
    _ kind: RecordKind, _ fields: [RecordField], attributes: [String]) throws
  /// A row: one cell for each field, then one (text) for each attribute.
  mutating func row(_ cells: [Cell]) throws
}

extension DemoSink {
  /// Announces a kind by its name and its columns as a file's first line would.
  mutating func begin(
    _ name: String, _ columns: String, attributes: [String] = []
  ) throws {
    guard let kind = RecordKind.named(name) else { preconditionFailure("no kind \(name)") }
    let fields = columns.split(separator: " ").map { column in
      guard let field = kind.field(String(column)) else {
        preconditionFailure("\(name) have no \(column)")
      }
      return field
    }
    try begin(kind, fields, attributes: attributes)
  }
}

/// The short ids of the demo's records: a letter and a number.
enum DemoID {
  static func seller(_ index: Int) -> String { numbered("m", index) }
  static func client(_ index: Int) -> String { numbered("c", index) }
  static func lead(_ index: Int) -> String { numbered("L", index) }
  static func deal(_ index: Int) -> String { numbered("D", index) }
  static func call(_ index: Int) -> String { numbered("k", index) }
  static func activity(_ index: Int) -> String { numbered("a", index) }
  static func payment(_ index: Int) -> String { numbered("p", index) }
  static func task(_ index: Int) -> String { numbered("t", index) }

  /// A letter and the number after `index`, so that people see them from 1.
  private static func numbered(_ letter: Unicode.Scalar, _ index: Int) -> String {
    // Why: 15 bytes fit a string itself, so nothing is allocated for millions of ids.
    String(unsafeUninitializedCapacity: 15) { bytes in
      var rest = index + 1
      var length = 1
      while rest > 0 {
        length += 1
        rest /= 10
      }
      rest = index + 1
      for place in stride(from: length - 1, to: 0, by: -1) {
        bytes[place] = UInt8(48 + rest % 10)
        rest /= 10
      }
      bytes[0] = UInt8(truncatingIfNeeded: letter.value)
      return length
    }
  }
}

extension Cell {
  /// Whole units of money, or any whole number that stands where a decimal one may.
  static func units(_ whole: Int) -> Cell { .decimal(Decimal(digits: whole, scale: 0)) }
}

/// Temperature of a lead, by its place among the words of its column.
enum DemoTemperature: Int {
  case hot = 1
  case warm
  case cold
}

/// Status of a lead, by its place among the words of its column.
enum DemoStatus: Int {
  case new = 1
  case inWork
  case qualified
  case disqualified
}

/// Outcome of a deal, by its place among the words of its column.
enum DemoOutcome: Int {
  case open = 1
  case won
  case lost
}

/// Where something was done, by its place among the words of its column.
enum DemoPlace: Int {
  case office = 1
  case offsite
  case online
}

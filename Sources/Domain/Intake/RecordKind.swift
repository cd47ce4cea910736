/// A kind of record that comes in: what a row of it holds, and what tells two rows apart.
public struct RecordKind: Sendable, Equatable {
  /// The word commands and files use: `leads`.
  public let name: String
  /// The table its records are kept in.
  public let table: String
  /// Its columns, in reading order.
  public let fields: [RecordField]
  /// The columns that identify a record within its source.
  public let identity: [String]
  /// Whether equal rows of one file are told apart by counting them (stage moves, deal lines).
  public let countsEquals: Bool
  /// The one column of several that must be filled, when the kind has such a choice.
  public let oneOf: [String]
  /// Whether columns `attr.NAME` of the company's own are taken.
  public let takesAttributes: Bool

  init(
    _ name: String, table: String, identity: [String] = ["id"], countsEquals: Bool = false,
    oneOf: [String] = [], takesAttributes: Bool = false, _ fields: [RecordField]
  ) {
    self.name = name
    self.table = table
    self.fields = fields
    self.identity = identity
    self.countsEquals = countsEquals
    self.oneOf = oneOf
    self.takesAttributes = takesAttributes
  }

  /// The column of a name.
  public func field(_ name: String) -> RecordField? {
    fields.first { $0.name == name }
  }

  /// Whether other records may refer to records of this kind.
  public var isReferred: Bool { identity == ["id"] }
}

/// A column of a kind of record.
public struct RecordField: Sendable, Equatable {
  /// The column's name in files.
  public let name: String
  /// What its cells hold.
  public let holds: CellKind
  /// Whether every row must fill it.
  public let isRequired: Bool

  static func required(_ name: String, _ holds: CellKind) -> RecordField {
    RecordField(name: name, holds: holds, isRequired: true)
  }

  static func optional(_ name: String, _ holds: CellKind) -> RecordField {
    RecordField(name: name, holds: holds, isRequired: false)
  }
}

/// What the cells of a column hold.
public enum CellKind: Sendable, Equatable {
  /// Any text.
  case text
  /// A civil day.
  case day
  /// A moment; a day alone is its 00:00.
  case moment
  /// A moment by whose day and hour in the company's zone records are counted.
  case event
  /// An amount in the row's currency, valued at the rate of the day of another column.
  case money(on: String)
  /// A price in the row's currency, never converted.
  case price
  /// A decimal number.
  case number
  /// A whole number, not below zero.
  case count
  /// Yes or no.
  case flag
  /// One of a few words; their order is their number, from 1.
  case choice([String])
  /// An ISO 4217 code.
  case currency
  /// The id or the name of a record of another kind.
  case reference(String)
}

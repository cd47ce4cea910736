/// What became of the rows of one import.
public struct IntakeTally: Equatable, Sendable {
  /// Rows that became new records, or gave a record that was only referred to its content.
  public var created = 0
  /// Rows that changed a record.
  public var updated = 0
  /// Rows that said what was known.
  public var unchanged = 0
  /// Rows that could not be taken in.
  public var rejected = 0
  /// How many records came to be only by being referred to, by kind.
  public var references: [String: Int] = [:]

  /// Nothing yet.
  public init() {}
}

/// Why one row cannot be taken in.
public struct RowFault: Error, Equatable, Sendable {
  /// The column at fault, when it is one.
  public let column: String?
  /// What stands there.
  public let value: String
  /// The reason's text key and its gaps.
  public let key: String
  /// The values of the reason's gaps.
  public let arguments: [String: String]

  /// A row's fault in a column.
  public init(
    _ key: String, column: String? = nil, value: String = "", _ arguments: [String: String] = [:]
  ) {
    self.key = key
    self.column = column
    self.value = value
    self.arguments = arguments
  }
}

extension IntakeTally {
  /// Adds what became of other rows.
  public mutating func add(_ other: IntakeTally) {
    created += other.created
    updated += other.updated
    unchanged += other.unchanged
    rejected += other.rejected
    references.merge(other.references, uniquingKeysWith: +)
  }
}

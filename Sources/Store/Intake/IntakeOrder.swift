public import Domain

/// What holds for everything that is taken in at once.
public struct IntakeOrder: Sendable {
  /// The system it comes from.
  public let source: String
  /// The file's name, for the list of imports.
  public let file: String
  /// When it is taken in.
  public let at: Moment
  /// The company's currency.
  public let base: Currency
  /// The company's zone, in which a moment has its day.
  public let zone: ZoneTable
  /// The number of the connection it was pulled by; nil when somebody gave it.
  public var connection: Int?
  /// Whether a record is looked for also in a table that was empty: it may come twice in the file.
  public var expectsRepeats = false

  /// An order to take records in.
  public init(source: String, file: String, at: Moment, base: Currency, zone: ZoneTable) {
    self.source = source
    self.file = file
    self.at = at
    self.base = base
    self.zone = zone
  }
}

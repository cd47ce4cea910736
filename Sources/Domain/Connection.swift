/// A connection to an outside system, from which new records are pulled now and then.
public struct Connection: Equatable, Sendable {
  /// Its number.
  public let id: Int
  /// Its name, which is also the source of its records.
  public let name: String
  /// The connector that speaks with the system, such as `asterisk`.
  public let connector: String
  /// What the connector has to know, by key.
  public let options: [String: String]
  /// How long after one look the next is due, in seconds.
  public let pause: Int
  /// Up to where everything is taken in, in the connector's own words; nil before the first time.
  public let cursor: String?
  /// When the system was last looked at; nil when it never was.
  public let triedAt: Moment?
  /// Why the last look failed; nil when it did not.
  public let failure: Message?
  /// What people should know of what it brought, until everything is pulled anew; nil when nothing is.
  public let warning: Message?
  /// When that was found; nil when nothing was.
  public let warnedAt: Moment?
  /// When something was last taken in; nil when nothing was.
  public let broughtAt: Moment?
  /// How many rows were taken in so far, new or changed.
  public let brought: Int
  /// The number of the import that it brought last; nil when there is none.
  public let lastImport: Int?

  /// A connection as it stands.
  public init(
    id: Int, name: String, connector: String, options: [String: String], pause: Int,
    cursor: String?, triedAt: Moment?, failure: Message?, warnedAt: Moment?, warning: Message?,
    broughtAt: Moment?, brought: Int, lastImport: Int?
  ) {
    self.id = id
    self.name = name
    self.connector = connector
    self.options = options
    self.pause = pause
    self.cursor = cursor
    self.triedAt = triedAt
    self.failure = failure
    self.warnedAt = warnedAt
    self.warning = warning
    self.broughtAt = broughtAt
    self.brought = brought
    self.lastImport = lastImport
  }

  /// The connector and what it has to know, in one line: `asterisk file=… time_zone=UTC`.
  public var told: String {
    ([connector] + options.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
      .joined(separator: " ")
  }

  /// Whether the system is to be looked at now.
  public func isDue(at now: Moment) -> Bool {
    triedAt.map { $0.milliseconds + pause * 1_000 <= now.milliseconds } ?? true
  }
}

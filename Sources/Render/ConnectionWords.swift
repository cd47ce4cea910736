public import Domain

extension Words {
  /// How a connection is: when it was looked at and when it brought something, or why it failed.
  public func state(
    of connection: Connection, _ zone: ZoneTable, _ currency: Currency
  ) -> String {
    let numerals = Numerals(language: language, currency: currency)
    guard let tried = connection.triedAt else { return text("connection.new") }
    let seen = numerals.moment(tried, in: zone)
    if let failure = connection.failure {
      return text("connection.failed", ["at": seen, "reason": text(failure)])
    }
    guard let brought = connection.broughtAt else { return text("connection.idle", ["at": seen]) }
    return text("connection.well", ["at": seen, "last": numerals.moment(brought, in: zone)])
  }
  /// What should be known of what a connection brought, and since when; nil when nothing should.
  public func warning(
    of connection: Connection, _ zone: ZoneTable, _ currency: Currency
  ) -> String? {
    guard let warning = connection.warning, let at = connection.warnedAt else { return nil }
    let numerals = Numerals(language: language, currency: currency)
    return text(
      "connection.warned", ["at": numerals.moment(at, in: zone), "text": text(warning)])
  }
}

public import Domain
import Store

extension Planerka {
  /// A client's card.
  ///
  /// - Throws: `PlainFault` `record.missing` when there is no such client.
  public func client(_ number: Int, now: Moment) throws -> ClientCard {
    guard let card = try storage.client(number, asOf: now, zone: zone()) else {
      throw PlainFault(.missing, "record.missing", ["number": String(number)])
    }
    return card
  }

  /// A deal's card.
  ///
  /// - Throws: `PlainFault` `record.missing` when there is no such deal.
  public func deal(_ number: Int, now: Moment) throws -> DealCard {
    guard let card = try storage.deal(number, asOf: now, zone: zone()) else {
      throw PlainFault(.missing, "record.missing", ["number": String(number)])
    }
    return card
  }
}

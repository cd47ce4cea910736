public import Domain

extension Storage {
  /// Takes records in, as one transaction: all of them are kept, or nothing.
  ///
  /// - Parameter body: gives the rows to recordings and says whether to keep them.
  /// - Returns: what became of the rows.
  /// - Throws: `RepeatedKey` when a record came twice that was not looked for, so that the rows must
  ///   be given again to an order that expects repeats; what `body` throws, and `PlainFault`
  ///   `disk.full`, `database.busy` or `database.failed` when the database cannot take them; nothing
  ///   is kept then.
  public func takeIn(
    _ order: IntakeOrder, _ body: (Intake) throws -> Bool
  ) throws -> IntakeTally {
    do {
      return try home.write { session in
        let before = try session.revision()
        let intake = try Intake(session, order)
        let keeps = try body(intake)
        try intake.finish()
        guard keeps else { throw NotKept(tally: intake.tally) }
        if try session.revision() > before {
          try Settling(session, zone: order.zone, since: before).settle()
        }
        return intake.tally
      }
    } catch let refusal as NotKept {
      return refusal.tally
    } catch is UniqueViolation {
      throw RepeatedKey()
    }
  }

  /// Whether there is no record: none was ever taken in, or all were taken back.
  public func isEmpty() throws -> Bool {
    try home.read { session in
      if try session.revision() == 0 { return true }
      let any = RecordKind.all.map { "EXISTS (SELECT 1 FROM \"\($0.table)\")" }
      return try session.first("SELECT NOT (\(any.joined(separator: " OR ")))") ?? true
    }
  }
}

extension Session {
  /// The number of the last change of any record.
  func revision() throws -> Int64 { try first("SELECT last FROM revision") ?? 0 }
}

/// A record came twice that was not looked for.
public struct RepeatedKey: Error {}

/// The body looked at the rows and does not want them.
private struct NotKept: Error {
  let tally: IntakeTally
}

import Domain
import SQLCompiler

extension Settling {
  /// Values amounts anew: all in other currencies when rates have changed, else those of changed
  /// records, of which the day or the currency may be another.
  ///
  /// Changed records get the last revision, so that all that hangs on them is settled too. What a deal's
  /// amount was before it was changed stays as it was valued then.
  func settleRates() throws {
    let areNew = try touched("rate")
    let code: String? = try session.first("SELECT value FROM setting WHERE key = 'currency'")
    guard let base = Currency(code: code ?? "RUB") else { return }
    for kind in RecordKind.all where kind.field("currency") != nil {
      guard try areNew || isChanged(kind.table) else { continue }
      for amount in kind.amounts {
        try revalue(
          kind.table, amount, in: base, where: areNew ? "TRUE" : "revision > \(since)")
      }
    }
  }

  private func revalue(
    _ table: String, _ amount: RecordKind.Amount, in base: Currency, where condition: String
  ) throws {
    let (minor, worth, day) = (amount.minor, amount.worth, amount.day)
    let isSpread = session.dialect == .citus && Dialect.spreadTables.contains(table)
    try run("DELETE FROM found_value")
    let rows = try session.cursor(
      """
      SELECT id, COALESCE(currency, ?), "\(day)", "\(minor)", "\(worth)",
        \(isSpread ? "family" : "0")
      FROM "\(table)" WHERE (currency <> ? OR "\(worth)" <> "\(minor)")
        AND "\(minor)" IS NOT NULL AND \(condition)
      """, [.text(base.code), .text(base.code)])
    defer { rows.reset() }
    let found = try session.appender(
      to: "found_value", ["id", "value"] + (isSpread ? ["family"] : []))
    var valuations: [String: Valuation] = [:]
    var isAny = false
    while try rows.step() {
      guard let code = rows.text(1), let currency = Currency(code: code) else { continue }
      let valuation = try valuations[code] ?? Valuation(session, of: currency, in: base)
      valuations[code] = valuation
      let on = rows.isEmpty(2) ? Int(Int32.max) : Int(rows.integer(2))
      let value: Int
      do {
        value = try valuation.value(Int(rows.integer(3)), on: on, column: minor)
      } catch is RowFault {
        // Why: a rate that was taken back leaves amounts as they were valued by it.
        continue
      }
      guard value != rows.integer(4) else { continue }
      isAny = true
      try found.add(
        [.integer(rows.integer(0)), .integer(Int64(value))]
          + (isSpread ? [.integer(rows.integer(5))] : []))
    }
    try session.flush()
    guard isAny else { return }
    try session.renewStatistics(of: "found_value")
    // Why: SQLite looks each listed record up, and would look at all of them otherwise.
    let isListed =
      session.dialect.isPostgres ? "" : " AND \"\(table)\".id IN (SELECT id FROM found_value)"
    try run(
      """
      UPDATE "\(table)" SET "\(worth)" = found_value.value,
        revision = (SELECT last FROM revision)
      FROM found_value
      WHERE found_value.id = "\(table)".id\(isSpread ? kin("found_value", table) : "")\(isListed)
      """)
  }
}

extension RecordKind {
  /// The columns of an amount: in its own currency, in the company's, and the day by whose rate.
  struct Amount {
    let minor: String
    let worth: String
    let day: String
  }

  /// The amounts that may be in other currencies.
  var amounts: [Amount] {
    fields.compactMap { field in
      guard case .money(let day) = field.holds, let dated = self.field(day) else { return nil }
      // Why: of a moment its day in the company's zone is kept beside it.
      return Amount(
        minor: field.columns[0], worth: field.columns[1],
        day: dated.columns[dated.columns.count > 1 ? 1 : 0])
    }
  }
}

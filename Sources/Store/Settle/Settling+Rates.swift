import Domain
import SQLCompiler

extension Settling {
  /// Values amounts anew: all in other currencies when rates have changed, else those of changed
  /// records, of which the day or the currency may be another.
  ///
  /// Changed records get the last revision, so that all that hangs on them is settled too.
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
    if try areNew || isChanged("deal") {
      try revalueTerms(in: base, where: areNew ? "TRUE" : "d.revision > \(since)")
    }
  }

  /// Values anew what deals' amounts were before they were changed, at the rates of the deals' days.
  private func revalueTerms(in base: Currency, where condition: String) throws {
    let rows = try session.rows(
      """
      SELECT t.deal_id, t.from_at, t.currency, d.created_day, t.amount_minor, t.amount_base
      FROM deal_terms t CROSS JOIN deal d ON d.id = t.deal_id\(kin("d", "t"))
      WHERE t.currency <> ? AND t.amount_minor IS NOT NULL AND \(condition)
      """, [base.code])
    var valuations: [String: Valuation] = [:]
    for row in rows {
      let code: String = row[2]
      guard let currency = Currency(code: code) else { continue }
      let valuation = try valuations[code] ?? Valuation(session, of: currency, in: base)
      valuations[code] = valuation
      guard let value = try value(row[4], on: row[3], by: valuation, column: "amount"),
        value != row[5]
      else { continue }
      let deal: Int64 = row[0]
      try session.run(
        "UPDATE deal_terms SET amount_base = ? WHERE deal_id = ? AND from_at = ?",
        [value, deal, row[1] as Int64])
      try session.run(
        "UPDATE deal SET revision = (SELECT last FROM revision) WHERE id = ?", [deal])
    }
  }

  /// What an amount is worth; nil where the rate by which it was valued was taken back.
  private func value(
    _ minor: Int, on day: Int, by valuation: Valuation, column: String
  ) throws -> Int? {
    do {
      return try valuation.value(minor, on: day, column: column)
    } catch is RowFault {
      return nil
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
      guard let value = try value(Int(rows.integer(3)), on: on, by: valuation, column: minor),
        value != rows.integer(4)
      else { continue }
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

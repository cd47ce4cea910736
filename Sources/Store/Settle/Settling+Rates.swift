import Domain
import SQLCompiler

extension Settling {
  /// Values amounts in other currencies anew, when rates or the days they are of have changed.
  ///
  /// Changed records get the last revision, so that all that hangs on them is settled too. What a deal's
  /// amount was before it was changed stays as it was valued then.
  func settleRates() throws {
    guard try touched("rate") else { return }
    let code: String? = try session.first("SELECT value FROM setting WHERE key = 'currency'")
    guard let base = Currency(code: code ?? "RUB") else { return }
    for kind in RecordKind.all where kind.field("currency") != nil {
      for field in kind.fields {
        guard case .money(let day) = field.holds, let dated = kind.field(day) else { continue }
        // Why: of a moment its day in the company's zone is kept beside it.
        try revalue(
          kind.table, amount: field.columns, on: dated.columns[dated.columns.count > 1 ? 1 : 0],
          in: base)
      }
    }
  }

  private func revalue(
    _ table: String, amount: [String], on day: String, in base: Currency
  ) throws {
    let (minor, worth) = (amount[0], amount[1])
    let isSpread = session.dialect == .citus && Dialect.spreadTables.contains(table)
    try run("DELETE FROM found_value")
    let rows = try session.cursor(
      """
      SELECT id, currency, "\(day)", "\(minor)", "\(worth)",
        \(isSpread ? "family" : "0")
      FROM "\(table)" WHERE currency <> ? AND "\(minor)" IS NOT NULL
      """, [.text(base.code)])
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

import Domain

/// What amounts in one currency are worth in the company's: by the nearest earlier rate.
struct Valuation {
  let currency: Currency
  /// Digits after the decimal mark of the currency.
  let digits: Int
  private let isBase: Bool
  /// How many minor units of the company's currency make one of this, at the rate 1.
  private let unit: Double
  /// The days of the rates, ascending, and their rates.
  private let days: [Int]
  private let rates: [Double]

  /// Reads the currency's rates; the company's own needs none. Of two systems' rates of one day
  /// that which came first holds.
  init(_ session: any Session, of currency: Currency, in base: Currency) throws {
    self.currency = currency
    digits = currency.digits
    isBase = currency == base
    var unit = 1.0
    for _ in 0..<abs(base.digits - digits) { unit *= 10 }
    self.unit = base.digits < digits ? 1 / unit : unit
    let rows =
      isBase
      ? []
      : try session.rows(
        "SELECT date, rate FROM rate WHERE currency = ? ORDER BY date, id DESC", [currency.code])
    days = rows.map { $0[0] }
    rates = rows.map { $0[1] }
  }

  /// An amount of a day in the company's minor units.
  ///
  /// - Throws: `RowFault` `row.rate` when there is no rate, `row.amount` when it is too large.
  func value(_ minor: Int, on day: Int, column: String) throws -> Int {
    if isBase { return minor }
    guard let rate = rate(on: day) else {
      throw RowFault("row.rate", column: column, value: currency.code)
    }
    let value = Double(minor) * rate * unit
    guard abs(value) < 9e18 else {
      throw RowFault("row.amount", column: column, value: String(minor))
    }
    return Int(value.rounded(.toNearestOrAwayFromZero))
  }

  private func rate(on day: Int) -> Double? {
    var low = 0
    var high = days.count
    while low < high {
      let middle = (low + high) / 2
      if days[middle] <= day { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? rates[low - 1] : nil
  }
}

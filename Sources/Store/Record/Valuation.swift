import Domain

/// What amounts in one currency are worth in the company's: by the nearest earlier rate.
struct Valuation {
  let currency: Currency
  /// Digits after the decimal mark of the currency.
  let digits: Int
  private let isBase: Bool
  /// The digits of the company's currency less those of this.
  private let shift: Int
  /// The days of the rates, ascending, and their rates.
  private let days: [Int]
  private let rates: [Decimal]

  /// Reads the currency's rates; the company's own needs none. Of two systems' rates of one day
  /// that which came first holds.
  init(_ session: any Session, of currency: Currency, in base: Currency) throws {
    self.currency = currency
    digits = currency.digits
    isBase = currency == base
    shift = base.digits - digits
    let rows =
      isBase
      ? []
      : try session.rows(
        "SELECT date, rate FROM rate WHERE currency = ? ORDER BY date, id DESC", [currency.code])
    days = rows.map { $0[0] }
    rates = rows.map { Decimal(shortest: $0[1]) }
  }

  /// An amount of a day in the company's minor units.
  ///
  /// - Throws: `RowFault` `row.rate` when there is no rate, `row.amount` when it is too large.
  func value(_ minor: Int, on day: Int, column: String) throws -> Int {
    if isBase { return minor }
    guard let rate = rate(on: day) else {
      throw RowFault("row.rate", column: column, value: currency.code)
    }
    guard let value = rate.times(minor, shiftedBy: shift), abs(value) <= Decimal.most else {
      let amount = Decimal(digits: minor, scale: digits)
      throw RowFault("row.amount", column: column, value: "\(amount)")
    }
    return value
  }

  private func rate(on day: Int) -> Decimal? {
    var low = 0
    var high = days.count
    while low < high {
      let middle = (low + high) / 2
      if days[middle] <= day { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? rates[low - 1] : nil
  }
}

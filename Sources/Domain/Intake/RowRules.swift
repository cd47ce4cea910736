extension RecordKind {
  /// Whether a row's cells must suit each other, beyond what each column holds.
  public var hasRules: Bool { ["stages", "plans", "worktime", "rates"].contains(name) }

  /// What is wrong with a row whose cells are each right.
  ///
  /// - Parameters:
  ///   - cell: the row's cell of a column; none for one that the file does not have.
  ///   - base: the company's currency.
  ///   - zone: the company's zone, in which the fault tells a moment.
  public func brokenRule(
    base: Currency, in zone: ZoneTable, _ cell: (String) -> Cell
  ) -> RowFault? {
    func fault(_ key: String, _ column: String, _ arguments: [String: String] = [:]) -> RowFault {
      RowFault(key, column: column, value: text(cell(column), of: column, in: zone), arguments)
    }
    func number(_ column: String) -> Double? {
      switch cell(column) {
      case .decimal(let number): number.double
      case .integer(let number): Double(number)
      default: nil
      }
    }
    switch name {
    case "stages":
      if let share = number("norm_conversion"), !(0...1).contains(share) {
        return fault("row.share", "norm_conversion")
      }
      return number("norm_days") ?? 0 < 0 ? fault("row.negative", "norm_days") : nil
    case "plans": return brokenPlan(cell, fault)
    case "worktime":
      guard case .integer(let start) = cell("start"), case .integer(let end) = cell("end"),
        end < start
      else { return nil }
      return fault("row.ends_before", "end")
    case "rates":
      if cell("currency") == .text(base.code) { return fault("row.base_rate", "currency") }
      return number("rate") ?? 0 <= 0 ? fault("row.positive", "rate") : nil
    default: return nil
    }
  }

  private func brokenPlan(
    _ cell: (String) -> Cell,
    _ fault: (_ key: String, _ column: String, _ arguments: [String: String]) -> RowFault
  ) -> RowFault? {
    if case .decimal(let value) = cell("value"), value.double < 0 {
      return fault("row.negative", "value", [:])
    }
    let isOfCompany = cell("scope") == .integer(3)
    if isOfCompany != (cell("who") == Cell.none) {
      return fault(isOfCompany ? "row.who_needless" : "row.who_missing", "who", [:])
    }
    guard case .integer(let place) = cell("period"), let period = Plan.Period(rawValue: place),
      case .integer(let number) = cell("from")
    else { return nil }
    let first = period.days(around: Day(number)).first
    guard first.number != number else { return nil }
    return fault("row.period_start", "from", ["first": "\(first)"])
  }

  /// A cell of a column as a person would write it; moments in the company's zone.
  public func text(_ cell: Cell, of column: String, in zone: ZoneTable) -> String {
    switch (cell, field(column)?.holds) {
    case (.text(let text), _): text
    case (.decimal(let number), _): "\(number)"
    case (.integer(let number), .day?): Day(number).description
    case (.integer(let number), .moment?), (.integer(let number), .event?):
      Moment(milliseconds: number).text(in: zone)
    case (.integer(let place), .choice(let words)?):
      words.indices.contains(place - 1) ? words[place - 1] : String(place)
    case (.integer(let number), _): String(number)
    case (.none, _): ""
    }
  }
}

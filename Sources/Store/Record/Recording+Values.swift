import Domain
import GRDB

/// An amount of a row: in its own currency and in the company's, both in minor units.
struct RowAmount {
  let minor: Int
  let base: Int
}

extension Recording {
  /// The row's amounts by column; money is valued at the nearest earlier rate of its own day.
  ///
  /// - Throws: `RowFault` `row.rate` when there is no rate, `row.amount` when it is too large.
  func amounts(of cells: [Cell]) throws -> [String: RowAmount] {
    let currency = currency(of: cells)
    var amounts: [String: RowAmount] = [:]
    for (field, cell) in zip(fields, cells) {
      guard case .decimal(let number) = cell else { continue }
      switch field.holds {
      case .number: continue
      case .money(let day):
        let minor = try minor(number, currency, field)
        let rate = try rate(of: currency, on: self.day(day, cells), field)
        amounts[field.name] = RowAmount(minor: minor, base: try value(minor, currency, rate, field))
      default:
        let minor = try minor(number, currency, field)
        amounts[field.name] = RowAmount(minor: minor, base: minor)
      }
    }
    return amounts
  }

  /// The values to bind, in the order of the table's columns.
  func bound(
    _ cells: [Cell], _ references: [String: Reference], _ amounts: [String: RowAmount]
  ) -> [DatabaseValue] {
    zip(fields, cells).flatMap { field, cell -> [DatabaseValue] in
      if field.name == "id" { return [] }
      switch field.holds {
      case .reference:
        guard case .found(let id)? = references[field.name] else { return [.null] }
        return [id.databaseValue]
      case .money:
        let amount = amounts[field.name]
        return [(amount?.minor).databaseValue, (amount?.base).databaseValue]
      case .price:
        return [(amounts[field.name]?.minor).databaseValue]
      case .event:
        guard case .integer(let number) = cell else { return [.null, .null, .null] }
        let local = zone.local(Moment(milliseconds: number))
        return [
          number.databaseValue, local.day.number.databaseValue, local.hour.databaseValue,
        ]
      default:
        return [cell.databaseValue]
      }
    }
  }

  /// The texts of the identity columns as one key; references stand as our ids.
  func identity(of cells: [Cell], _ references: [String: Reference]) -> String {
    pendingName = kind.field("name") == nil ? nil : text("name", cells)
    return kind.identity.map { name in
      if case .found(let id)? = references[name] { return String(id) }
      return text(name, cells)
    }
    .joined(separator: "\u{1F}")
  }

  /// The text of a cell for a key or a message.
  func text(_ name: String, _ cells: [Cell]) -> String {
    switch cell(name, cells) {
    case .text(let text): text
    case .integer(let number): String(number)
    case .decimal(let number): String(number.double)
    case .none: ""
    }
  }

  /// Whether the row leaves a column empty, or has none of the name.
  func isEmpty(_ name: String, _ cells: [Cell]) -> Bool {
    cell(name, cells) == Cell.none
  }

  private func cell(_ name: String, _ cells: [Cell]) -> Cell {
    fields.firstIndex { $0.name == name }.map { cells[$0] } ?? Cell.none
  }

  private func currency(of cells: [Cell]) -> Currency {
    guard case .text(let code) = cell("currency", cells) else { return base }
    return Currency(code: code) ?? base
  }

  private func day(_ name: String, _ cells: [Cell]) -> Int {
    guard case .integer(let number) = cell(name, cells), let field = kind.field(name)
    else { return Int(Int32.max) }
    return field.holds == .day ? number : zone.local(Moment(milliseconds: number)).day.number
  }

  private func minor(_ number: Decimal, _ currency: Currency, _ field: RecordField) throws -> Int {
    guard let minor = number.minor(digits: currency.digits) else {
      throw RowFault("row.amount", column: field.name, value: String(number.double))
    }
    return minor
  }

  private func rate(of currency: Currency, on day: Int, _ field: RecordField) throws -> Double {
    if currency == base { return 1 }
    let statement = try db.cachedStatement(
      sql: """
        SELECT rate FROM rate WHERE currency = ? AND date <= ? ORDER BY date DESC LIMIT 1
        """)
    guard let rate = try Double.fetchOne(statement, arguments: [currency.code, day]) else {
      throw RowFault("row.rate", column: field.name, value: currency.code)
    }
    return rate
  }

  private func value(
    _ minor: Int, _ currency: Currency, _ rate: Double, _ field: RecordField
  ) throws -> Int {
    if currency == base { return minor }
    var unit = 1.0
    for _ in 0..<abs(base.digits - currency.digits) { unit *= 10 }
    if base.digits < currency.digits { unit = 1 / unit }
    let value = Double(minor) * rate * unit
    guard abs(value) < 9e18 else {
      throw RowFault("row.amount", column: field.name, value: String(minor))
    }
    return Int(value.rounded(.toNearestOrAwayFromZero))
  }
}

extension Cell {
  /// The cell as it is bound.
  fileprivate var databaseValue: DatabaseValue {
    switch self {
    case .none: .null
    case .text(let text): text.databaseValue
    case .integer(let number): number.databaseValue
    case .decimal(let number): number.double.databaseValue
    }
  }
}

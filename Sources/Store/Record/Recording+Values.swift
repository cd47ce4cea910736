import Domain

extension Recording {
  /// Works out the row's amounts; money is valued at the nearest earlier rate of its own day.
  ///
  /// - Parameter keptCode: the currency of the record there is, which holds when the file has no
  ///   column for it.
  /// - Throws: `RowFault` `row.rate` when there is no rate, `row.amount` when it is too large.
  func setAmounts(_ cells: [Cell], keptCode: String?) throws {
    guard hasAmounts else { return }
    let valuation = try valuation(code(cells) ?? keptCode)
    for place in kept.indices {
      let field = kept[place]
      guard field.form == .money || field.form == .price else { continue }
      guard case .decimal(let number) = cells[place] else {
        values[field.column] = .null
        if field.form == .money { values[field.column + 1] = .null }
        continue
      }
      guard let minor = number.minor(digits: valuation.digits), abs(minor) <= Decimal.most else {
        throw RowFault("row.amount", column: field.name, value: "\(number)")
      }
      values[field.column] = .integer(Int64(minor))
      guard field.form == .money else { continue }
      let worth = try valuation.value(minor, on: day(of: field, cells), column: field.name)
      values[field.column + 1] = .integer(Int64(worth))
    }
  }

  /// Refuses a row that gives amounts which it leaves as they are a currency of other minor units.
  ///
  /// - Throws: `RowFault` `row.currency_alone`.
  func refuseCurrencyAlone(_ cells: [Cell], over existing: RecordTable.Kept?) throws {
    guard !amountsLeft.isEmpty, let currencyPlace, let existing, existing.isKnown,
      try valuation(code(cells)).digits != valuation(existing.currency).digits
    else { return }
    throw RowFault(
      "row.currency_alone", column: kept[currencyPlace].name, value: code(cells) ?? base.code,
      ["was": existing.currency ?? base.code, "columns": amountsLeft.joined(separator: ", ")])
  }

  /// Sets the row's other values, in the order of the table's columns.
  func setValues(_ cells: [Cell]) {
    // Why: the row is taken hold of once, not for each of its values.
    values.withUnsafeMutableBufferPointer { [kept, references, zone] values in
      for place in kept.indices {
        let column = kept[place].column
        switch kept[place].form {
        case .key, .money, .price: continue
        case .plain: values[column] = StoredValue(cells[place])
        case .reference: values[column] = references[place].map { .integer($0.id) } ?? .null
        case .event:
          values[column] = StoredValue(cells[place])
          guard case .integer(let number) = cells[place] else {
            values[column + 1] = .null
            values[column + 2] = .null
            continue
          }
          let local = zone.local(Moment(milliseconds: number))
          values[column + 1] = .integer(Int64(local.day.number))
          values[column + 2] = .integer(Int64(local.hour))
        }
      }
    }
  }

  private func code(_ cells: [Cell]) -> String? {
    guard let currencyPlace, case .text(let code) = cells[currencyPlace] else { return nil }
    return code
  }

  private func valuation(_ code: String?) throws -> Valuation {
    let code = code ?? base.code
    if let valuation = valuations[code] { return valuation }
    let valuation = try Valuation(session, of: Currency(code: code) ?? base, in: base)
    valuations[code] = valuation
    return valuation
  }

  /// The day at whose rate an amount is valued; one without a date takes the last rate there is.
  private func day(of field: KeptField, _ cells: [Cell]) -> Int {
    guard let place = field.dayPlace, case .integer(let number) = cells[place]
    else { return Int(Int32.max) }
    return field.dayIsMoment ? zone.local(Moment(milliseconds: number)).day.number : number
  }
}

extension StoredValue {
  /// A cell as it stands.
  fileprivate init(_ cell: Cell) {
    switch cell {
    case .none: self = .null
    case .text(let text): self = .text(text)
    case .integer(let number): self = .integer(Int64(number))
    case .decimal(let number): self = .real(number.double)
    }
  }
}

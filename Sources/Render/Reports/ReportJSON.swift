import Domain
public import Reports

/// A report as the API answers it.
public struct ReportJSON {
  private let report: Report
  private let words: Words
  private var out = JSONBytes()

  /// The JSON of a report, as UTF-8; labels in the language of `words`.
  public static func bytes(_ report: Report, _ words: Words) -> [UInt8] {
    var writer = ReportJSON(report: report, words: words)
    writer.write()
    return writer.out.bytes
  }

  private init(report: Report, words: Words) {
    self.report = report
    self.words = words
  }

  private mutating func write() {
    out.open("{")
    out.key("report")
    out.text(report.id)
    period(report.request)
    out.key("columns")
    columns()
    out.key("rows")
    out.open("[")
    for row in report.rows { self.row(row) }
    out.close("]")
    out.key("total")
    total()
    out.key("notes")
    out.open("[")
    for note in report.notes { out.text(words.text(note)) }
    out.close("]")
    if let compared = report.compared {
      out.key("compare")
      out.open("{")
      period(compared)
      out.close("}")
    }
    out.close("}")
  }

  private mutating func period(_ request: ReportRequest) {
    if report.recipe.isOfDay {
      out.key("date")
      out.text(request.date.description)
    }
    out.key("from")
    out.text(request.from.description)
    out.key("to")
    out.text(request.to.description)
    out.key("as_of")
    out.text(request.asOf.text(in: request.company.zone))
  }

  private mutating func columns() {
    out.open("[")
    for column in report.columns {
      out.open("{")
      out.key("key")
      out.text(column.key)
      out.key("label")
      out.text(words.label(column.key))
      out.key("type")
      out.text(column.type.rawValue)
      out.close("}")
    }
    out.close("]")
  }

  private mutating func row(_ row: ReportRow) {
    out.open("{")
    let keys = report.columns.filter(\.isKey)
    for (column, cell) in zip(keys, row.keys) {
      out.key(column.key)
      if cell.isNumber, let text = cell.text {
        out.raw(text)
      } else {
        out.text(cell.text ?? "none")
      }
      guard cell.hasID else { continue }
      out.key(column.key + "_id")
      if let id = cell.id { out.text(id) } else { out.raw("null") }
    }
    figures(row.figures)
    if report.compared != nil { compare(row.compared) }
    out.close("}")
  }

  private mutating func figures(_ figures: [Figure]) {
    for (column, figure) in zip(report.columns.filter { !$0.isKey }, figures) {
      out.key(column.key)
      out.raw(figure)
    }
  }

  private mutating func compare(_ figures: [Figure]?) {
    out.key("compare")
    guard let figures else { return out.raw("null") }
    out.open("{")
    self.figures(figures)
    out.close("}")
  }

  private mutating func total() {
    switch report.total {
    case .none: out.raw("null")
    case .figures(let figures, let compared): whole(figures, compared)
    case .each(let rows):
      out.open("{")
      for row in rows {
        out.key(row.key)
        whole(row.figures, row.compared)
      }
      out.close("}")
    }
  }

  private mutating func whole(_ figures: [Figure], _ compared: [Figure]?) {
    out.open("{")
    self.figures(figures)
    if report.compared != nil { compare(compared) }
    out.close("}")
  }
}

extension JSONBytes {
  /// A figure as a JSON value; money in whole units.
  public mutating func raw(_ figure: Figure) {
    switch figure {
    case .none: raw("null")
    case .count(let number): raw(String(number))
    case .money(let minor, let digits): raw(minor.decimal(digits))
    case .real(let number): raw(number.jsonNumber)
    case .word(let word): text(word)
    }
  }
}

extension Words {
  /// The label of a column, of one report or of all.
  public func label(_ key: String) -> String { texts["column.\(key)"] ?? key }
}

extension Int {
  /// Minor units as a decimal number: 12345 with two digits is `123.45`, 12300 is `123`.
  func decimal(_ digits: Int) -> String {
    var unit = 1
    for _ in 0..<digits { unit *= 10 }
    let whole = magnitude / unit.magnitude
    let rest = magnitude % unit.magnitude
    let sign = self < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    let fraction = String(rest)
    return "\(sign)\(whole)." + String(repeating: "0", count: digits - fraction.count) + fraction
  }
}

extension Double {
  /// The shortest decimal that reads back as this number.
  var jsonNumber: String {
    guard isFinite else { return "null" }
    let text = description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

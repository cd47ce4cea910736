public import Domain
public import Reports
import Semantics

/// Numbers, money, durations and dates as people of a language write them.
public struct Numerals: Sendable {
  /// The language's code.
  public let language: String
  /// The base currency.
  public let currency: Currency
  /// What groups thousands: a narrow no-break space, or a comma in English.
  private let group: String
  private let mark: String
  /// What stands where there is nothing to say.
  public static let nothing = "—"

  /// Numerals of a language, with amounts in a currency.
  public init(language: String, currency: Currency) {
    self.language = language
    self.currency = currency
    group = language == "en" ? "," : "\u{202F}"
    mark = language == "en" ? "." : ","
  }

  /// A whole number: 1 284 500.
  public func count(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += group }
      text.append(digit)
    }
    return number < 0 ? "\u{2212}" + text : text
  }

  /// A number with so many digits after the mark.
  public func number(_ number: Double, digits: Int = 1) -> String {
    var unit = 1.0
    for _ in 0..<digits { unit *= 10 }
    let scaled = (abs(number) * unit).rounded()
    guard scaled < 9e18 else { return String(number) }
    let whole = Int(scaled) / Int(unit)
    let rest = Int(scaled) % Int(unit)
    let fraction = digits > 0 ? mark + padded(rest, digits) : ""
    let sign = number < 0 && scaled > 0 ? "\u{2212}" : ""
    return sign + count(whole) + fraction
  }

  /// An amount in whole units, without the currency's sign.
  public func amount(_ units: Double) -> String { number(units, digits: 0) }

  /// An amount with the currency's sign: 1 284 500 ₽, ₽1,284,500.
  public func money(_ units: Double) -> String {
    let text = amount(abs(units))
    let sign = units <= -0.5 ? "\u{2212}" : ""
    return language == "en" ? sign + symbol + text : sign + text + "\u{00A0}" + symbol
  }

  /// An amount with the currency's sign, and with its minor units where there are any.
  public func exactMoney(_ units: Double) -> String {
    let text = exactAmount(abs(units))
    let sign = units < 0 ? "\u{2212}" : ""
    return language == "en" ? sign + symbol + text : sign + text + "\u{00A0}" + symbol
  }

  private func exactAmount(_ units: Double) -> String {
    number(units, digits: units.rounded() == units ? 0 : currency.digits)
  }

  /// A figure of a record, money with its minor units.
  public func exactText(_ figure: Figure, _ type: FigureType, _ words: Words) -> String {
    guard type == .money, let number = figure.number else { return text(figure, type, words) }
    return exactAmount(number)
  }

  /// A short amount for charts and heads: 1,28 млн ₽, ₽486K.
  public func shortMoney(_ units: Double) -> String {
    let steps: [(Double, String, String)] = [
      (1e9, "млрд", "B"), (1e6, "млн", "M"), (1e3, "тыс.", "K"),
    ]
    for (limit, ru, en) in steps where abs(units) >= limit {
      let short = units / limit
      let text = number(abs(short), digits: abs(short) < 10 ? 2 : abs(short) < 100 ? 1 : 0)
      let sign = units < 0 ? "\u{2212}" : ""
      return language == "en"
        ? sign + symbol + text + en : sign + text + "\u{00A0}\(ru)\u{00A0}" + symbol
    }
    return money(units)
  }

  /// A share: 40 %, 4,5 % (one decimal under 10).
  public func percent(_ share: Double) -> String {
    let hundredths = share * 100
    let isSmall = abs(hundredths) < 9.95 && abs(hundredths) >= 0.05
    let text = number(hundredths, digits: isSmall ? 1 : 0)
    return language == "en" ? text + "%" : text + "\u{00A0}%"
  }

  /// An interval of shares: 17–28 %.
  public func percent(_ low: Double, _ high: Double) -> String {
    let digits = max(low, high) < 0.0995 ? 1 : 0
    let text = number(low * 100, digits: digits) + "–" + number(high * 100, digits: digits)
    return language == "en" ? text + "%" : text + "\u{00A0}%"
  }

  /// A duration in seconds as hours, minutes and seconds: 1:12:05, 0:04:07.
  public func duration(_ seconds: Double) -> String {
    let whole = Int(min(abs(seconds), 9e18).rounded())
    let sign = seconds < 0 ? "\u{2212}" : ""
    let (hours, rest) = (whole / 3_600, whole % 3_600)
    return "\(sign)\(count(hours)):\(padded(rest / 60, 2)):\(padded(rest % 60, 2))"
  }

  /// A duration in seconds as hours and minutes: 1:12.
  public func hours(_ seconds: Double) -> String {
    let minutes = Int(min(abs(seconds) / 60, 9e16).rounded())
    let sign = seconds < 0 && minutes > 0 ? "\u{2212}" : ""
    return "\(sign)\(count(minutes / 60)):\(padded(minutes % 60, 2))"
  }

  /// A date with its year: 14.07.2026, 2026-07-14.
  public func date(_ day: Day) -> String {
    let (year, month, number) = day.civil
    return language == "en"
      ? day.description : "\(padded(number, 2)).\(padded(month, 2)).\(padded(year, 4))"
  }

  /// A date without its year: 14.07, 07-14.
  public func shortDay(_ day: Day) -> String {
    let (_, month, number) = day.civil
    return language == "en"
      ? "\(padded(month, 2))-\(padded(number, 2))" : "\(padded(number, 2)).\(padded(month, 2))"
  }

  /// A moment to the minute: 14.07.2026 10:56.
  public func moment(_ moment: Moment, in zone: ZoneTable) -> String {
    let local = zone.local(moment)
    let minutes = local.millisecond / 60_000
    return "\(date(local.day)) \(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
  }

  /// The currency's sign.
  public var symbol: String {
    switch currency.code {
    case "RUB": "₽"
    case "USD": "$"
    case "EUR": "€"
    case "GBP": "£"
    case "KZT": "₸"
    case "BYN": "Br"
    case "CNY", "JPY": "¥"
    default: currency.code
    }
  }

  /// A figure of a column as a person reads it, without the unit that the head names.
  public func text(_ figure: Figure, _ type: FigureType, _ words: Words) -> String {
    switch figure {
    case .none: return Self.nothing
    case .word(let word): return words.word(word)
    case .money(let minor, let digits): return amount(Double(minor) / unit(digits))
    case .count(let number):
      return type == .seconds ? duration(Double(number)) : count(number)
    case .real(let number):
      switch type {
      case .percent: return percent(number)
      case .money: return amount(number)
      case .seconds: return duration(number)
      case .days: return self.number(number, digits: 1)
      case .number: return self.number(number, digits: 1)
      default: return self.number(number, digits: 2)
      }
    }
  }

  /// The same of a column.
  public func text(_ figure: Figure, of column: ReportColumn, _ words: Words) -> String {
    text(figure, column.type, isChange: column.isChange, words)
  }

  /// The same; of a change with its sign, also where it has grown.
  public func text(
    _ figure: Figure, _ type: FigureType, isChange: Bool, _ words: Words
  ) -> String {
    let text = text(figure, type, words)
    let hasGrown = isChange && (figure.number ?? 0) > 0
    return hasGrown && text.contains { ("1"..."9").contains($0) } ? "+" + text : text
  }

  private func unit(_ digits: Int) -> Double {
    var unit = 1.0
    for _ in 0..<digits { unit *= 10 }
    return unit
  }

  private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Numerals {
  /// What a row's key shows on a page: days and months as people write them.
  public func text(_ cell: KeyCell, key: String, _ words: Words) -> String {
    guard case .number(let number)? = cell.value else { return words.text(cell, key: key) }
    switch key {
    case "day", "week": return date(Day(number))
    case "month":
      let (year, month, _) = Day(number).civil
      return "\(words.text("month_name.\(month)")) \(year)"
    default: return words.text(cell, key: key)
    }
  }
}

extension Words {
  /// A word of a fixed set, such as a verdict or a temperature; unknown ones stand for themselves.
  public func word(_ word: String) -> String { texts["word.\(word)"] ?? word }

  /// What a row's key shows to a person.
  public func text(_ cell: KeyCell, key: String) -> String {
    guard let text = cell.text else { return texts["none.\(key)"] ?? self.word("none") }
    if cell.hasID { return text }
    if key == "weekday" { return texts["weekday.\(text)"] ?? text }
    return texts["word.\(text)"] ?? text
  }
}

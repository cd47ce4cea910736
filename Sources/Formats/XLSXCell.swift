/// What a cell of a workbook being written holds, and how its number is shown.
public struct XLSXCell: Equatable, Sendable {
  /// The value of a cell.
  public enum Value: Equatable, Sendable {
    /// Nothing.
    case empty
    /// A text; it never becomes a formula or a link.
    case text(String)
    /// A whole number; beyond the 15 digits that a workbook keeps it is written as text.
    case integer(Int)
    /// A number.
    case number(Double)
    /// Money in minor units, of which ten to the power of `digits` make one.
    case money(minor: Int64, digits: Int)
    /// A share of one, shown as a percent.
    case percent(Double)
    /// A day, counted from 1970-01-01.
    case date(Int)
    /// A local time: its day, counted from 1970-01-01, and the milliseconds since midnight.
    case moment(day: Int, millisecond: Int)
  }

  /// The value.
  public var value: Value
  /// The number format, such as `#,##0.00`; without one, that of the column or of the value.
  public var format: String?

  /// Makes a cell of a value.
  public init(_ value: Value, format: String? = nil) {
    self.value = value
    self.format = format
  }

  /// A cell of nothing.
  public static let empty = XLSXCell(.empty)

  /// A cell of text.
  public static func text(_ text: String) -> Self { Self(.text(text)) }

  /// A cell of a whole number.
  public static func integer(_ number: Int, format: String? = nil) -> Self {
    Self(.integer(number), format: format)
  }

  /// A cell of a number; an infinite one, or none at all, leaves it empty.
  public static func number(_ number: Double, format: String? = nil) -> Self {
    Self(.number(number), format: format)
  }

  /// A cell of money in minor units, of which ten to the power of `digits` make one.
  public static func money(minor: Int64, digits: Int = 2, format: String? = nil) -> Self {
    Self(.money(minor: minor, digits: digits), format: format)
  }

  /// A cell of a share of one, shown as a percent.
  public static func percent(_ share: Double, format: String? = nil) -> Self {
    Self(.percent(share), format: format)
  }

  /// A cell of a day, counted from 1970-01-01.
  public static func date(_ day: Int, format: String? = nil) -> Self {
    Self(.date(day), format: format)
  }

  /// A cell of a local time.
  public static func moment(day: Int, millisecond: Int, format: String? = nil) -> Self {
    Self(.moment(day: day, millisecond: millisecond), format: format)
  }
}

extension XLSXCell {
  /// The first day a workbook counts without Excel's mistake about 1900, 1900-03-01.
  private static let firstDay = -25_508
  private static let lastDay = 2_932_896
  /// The largest whole number of 15 digits.
  private static let exactLimit: UInt = 999_999_999_999_999

  /// What is put into the sheet: nothing, a text or a number with its format.
  enum Content: Equatable {
    case nothing
    case text(String)
    case number(Double, format: String)
  }

  /// The content in a column of the format given.
  func content(columnFormat: String?) -> Content {
    func number(_ number: Double, _ usual: String) -> Content {
      number.isFinite ? .number(number, format: format ?? columnFormat ?? usual) : .nothing
    }
    switch value {
    case .empty: return .nothing
    case .text(let text): return text.isEmpty ? .nothing : .text(text)
    case .integer(let whole):
      return whole.magnitude > Self.exactLimit
        ? .text(String(whole)) : number(Double(whole), "#,##0")
    case .number(let value): return number(value, "#,##0.00")
    case .money(let minor, let digits):
      let digits = min(max(digits, 0), 18)
      var unit = 1.0
      for _ in 0..<digits { unit *= 10 }
      let fraction = String(repeating: "0", count: digits)
      return number(Double(minor) / unit, digits == 0 ? "#,##0" : "#,##0.\(fraction)")
    case .percent(let share): return number(share, "0.0%")
    case .date(let day):
      return serial(day).map { number($0, "dd.mm.yyyy") } ?? .nothing
    case .moment(let day, let millisecond):
      let fraction = Double(millisecond) / 86_400_000
      return serial(day).map { number($0 + fraction, "dd.mm.yyyy hh:mm") } ?? .nothing
    }
  }

  /// A day as workbooks count it; nothing for days they do not know.
  private func serial(_ day: Int) -> Double? {
    (Self.firstDay...Self.lastDay).contains(day) ? Double(day + 25_569) : nil
  }
}

/// A column of a sheet being written.
public struct XLSXColumn: Equatable, Sendable {
  /// The text above the column.
  public var title: String
  /// The number format of the column's cells that have none of their own.
  public var format: String?

  /// Makes a column.
  public init(_ title: String, format: String? = nil) {
    self.title = title
    self.format = format
  }
}

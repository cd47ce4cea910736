/// Days and times as workbooks count them: days since an epoch, the time as a fraction.
struct SerialDay {
  private static let dayLength = 86_400_000
  /// The last day a workbook can show, 9999-12-31, in days since 1970.
  private static let lastDay = 2_932_896

  private let day: Int
  private let millisecond: Int
  private let total: Int
  /// Whether the day is the 29th of February 1900, which only Excel knows.
  private let isPhantom: Bool

  /// Takes a number of days apart; nothing for one that no day has.
  init?(_ serial: Double, from1904: Bool) {
    guard serial >= 0, serial < 3_000_000 else { return nil }
    total = Int((serial * Double(Self.dayLength)).rounded())
    let whole = total / Self.dayLength
    millisecond = total % Self.dayLength
    if from1904 {
      day = whole - 24_107
      isPhantom = false
    } else {
      day = whole - (whole < 60 ? 25_568 : 25_569)
      isPhantom = whole == 60
    }
    if day > Self.lastDay { return nil }
  }

  /// Adds the day or time as text in the form of ISO 8601; false for what is no day.
  func append(as format: NumberFormat, from1904: Bool, to text: inout [UInt8]) -> Bool {
    let isTimeAlone = total < Self.dayLength
    switch format {
    case .number: return false
    case .duration: appendTime(total, to: &text)
    case .time where isTimeAlone: appendTime(millisecond, hourDigits: 2, to: &text)
    case .moment where isTimeAlone && !from1904:
      appendTime(millisecond, hourDigits: 2, to: &text)
    case .day where isTimeAlone && !from1904: return false
    case .day where millisecond == 0: appendDay(to: &text)
    case .day, .moment, .time:
      appendDay(to: &text)
      text.append(0x20)
      appendTime(millisecond, hourDigits: 2, to: &text)
    }
    return true
  }

  private func appendDay(to text: inout [UInt8]) {
    var (year, month, dayOfMonth) = Self.civil(day)
    if isPhantom { (month, dayOfMonth) = (2, 29) }
    year = max(year, 0)
    Self.append(year, digits: 4, to: &text)
    text.append(0x2D)
    Self.append(month, digits: 2, to: &text)
    text.append(0x2D)
    Self.append(dayOfMonth, digits: 2, to: &text)
  }

  private func appendTime(_ milliseconds: Int, hourDigits: Int = 1, to text: inout [UInt8]) {
    Self.append(milliseconds / 3_600_000, digits: hourDigits, to: &text)
    text.append(0x3A)
    Self.append(milliseconds / 60_000 % 60, digits: 2, to: &text)
    text.append(0x3A)
    Self.append(milliseconds / 1000 % 60, digits: 2, to: &text)
    if milliseconds % 1000 == 0 { return }
    text.append(0x2E)
    Self.append(milliseconds % 1000, digits: 3, to: &text)
  }

  private static func append(_ number: Int, digits: Int, to text: inout [UInt8]) {
    var unit = 1
    var length = 1
    while length < digits || number / unit >= 10 {
      unit *= 10
      length += 1
    }
    while unit > 0 {
      text.append(0x30 + UInt8(truncatingIfNeeded: number / unit % 10))
      unit /= 10
    }
  }

  /// The year, month and day of the month of a day counted from 1970-01-01.
  private static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
    // Counted from 0000-03-01 in eras of 400 years, as in Howard Hinnant's "chrono" algorithms.
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}

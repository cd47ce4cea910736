/// A civil day, counted from 1970-01-01 (day 0), without a zone.
public struct Day: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01.
  public let number: Int

  /// The day that many days after 1970-01-01.
  public init(_ number: Int) {
    self.number = number
  }

  /// The day of a date of the proleptic Gregorian calendar; nil when there is no such date.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1, day <= Day.length(ofMonth: month, year: year)
    else { return nil }
    self.init(Day.number(year: year, month: month, day: day))
  }

  public static func < (a: Day, b: Day) -> Bool { a.number < b.number }

  /// The day that many days later (earlier when negative).
  public func adding(_ days: Int) -> Day { Day(number + days) }

  /// The day of the week, 1 Monday … 7 Sunday. Day 0 was a Thursday.
  public var weekday: Int { (number + 3).remainder(flooredBy: 7) + 1 }

  /// The Monday of this day's week.
  public var monday: Day { adding(1 - weekday) }

  /// The first day of this day's month.
  public var firstOfMonth: Day { adding(1 - civil.day) }

  /// The first day of this day's quarter.
  public var firstOfQuarter: Day {
    let (year, month, _) = civil
    return Day(Day.number(year: year, month: (month - 1) / 3 * 3 + 1, day: 1))
  }

  /// The first day of this day's year.
  public var firstOfYear: Day { Day(Day.number(year: civil.year, month: 1, day: 1)) }

  /// The date as a number that sorts and subtracts like dates do: 20260314.
  ///
  /// Full years between two dates are the whole part of the difference of such numbers by 10,000.
  public var ymd: Int {
    let (year, month, day) = civil
    return year * 10_000 + month * 100 + day
  }

  /// Year, month 1 … 12, day 1 … 31.
  ///
  /// Days-to-civil after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  public var civil: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// The same date a year earlier; 29 February becomes 28.
  public var yearBefore: Day {
    let (year, month, day) = civil
    let last = Day.length(ofMonth: month, year: year - 1)
    return Day(Day.number(year: year - 1, month: month, day: min(day, last)))
  }

  /// How many days a month has.
  public static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  private static func number(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

extension Day: CustomStringConvertible {
  /// ISO 8601: 2026-03-14.
  public var description: String {
    let digits = ymd
    guard (0...99_991_231).contains(digits) else {
      let (year, month, day) = civil
      return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
    // Why: a report writes thousands of them, and each digit has its place.
    return String(unsafeUninitializedCapacity: 10) { text in
      var rest = digits
      for place in (0..<10).reversed() {
        if place == 4 || place == 7 {
          text[place] = UInt8(ascii: "-")
        } else {
          text[place] = UInt8(ascii: "0") + UInt8(rest % 10)
          rest /= 10
        }
      }
      return 10
    }
  }

  /// The year and the month: 2026-03.
  public var yearAndMonth: String { String(decoding: description.utf8.dropLast(3), as: UTF8.self) }
}

extension Int {
  /// The remainder of division rounded towards minus infinity: never negative for `divisor` > 0.
  package func remainder(flooredBy divisor: Int) -> Int {
    let rest = self % divisor
    return rest < 0 ? rest + divisor : rest
  }

  /// The quotient of division rounded towards minus infinity.
  package func quotient(flooredBy divisor: Int) -> Int {
    (self - remainder(flooredBy: divisor)) / divisor
  }
}

package func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
}

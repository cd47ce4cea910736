import Domain

/// The rule that ends a TZif file: a POSIX TZ text such as `CET-1CEST,M3.5.0,M10.5.0/3`.
///
/// Dates are of the form `Mm.w.d`, the only one the time zone database writes today for zones with
/// summer time; another form leaves the zone at its last listed offset.
struct ZoneRule {
  /// Standard offset in seconds east of Greenwich.
  let standard: Int
  private var summer: (offset: Int, from: YearlyDate, until: YearlyDate)?

  /// Reads a rule; nil when the text is not one.
  init?(_ text: String) {
    var scan = RuleScan(text)
    guard scan.name(), let west = scan.time() else { return nil }
    standard = -west
    guard scan.name() else { return }
    let offset = scan.time().map { -$0 } ?? standard + 3_600
    guard scan.take(","), let from = scan.date(), scan.take(","), let until = scan.date()
    else { return }
    summer = (offset, from, until)
  }

  /// Every change from 1970 until the start of a year, ascending.
  func changes(until end: Int) -> [(at: Int, offset: Int)] {
    guard let summer else { return [] }
    return (1970..<end).flatMap { year in
      [
        (summer.from.second(of: year) - standard, summer.offset),
        (summer.until.second(of: year) - summer.offset, standard),
      ]
    }
    .sorted { $0.0 < $1.0 }
  }
}

/// The n-th weekday of a month at a time of day: `M3.5.0/2`, week 5 being the last.
private struct YearlyDate {
  let month: Int
  let week: Int
  /// 0 Sunday … 6 Saturday, as POSIX counts.
  let weekday: Int
  let second: Int

  /// Wall-clock seconds since 1970-01-01 in a year.
  func second(of year: Int) -> Int {
    guard let first = Day(year: year, month: month, day: 1) else { return .max }
    let ahead = (weekday - first.weekday % 7 + 7) % 7
    var day = 1 + ahead + (week - 1) * 7
    while day > Day.length(ofMonth: month, year: year) { day -= 7 }
    return first.adding(day - 1).number * 86_400 + second
  }
}

private struct RuleScan {
  private var rest: Substring

  init(_ text: String) {
    rest = text[...]
  }

  mutating func take(_ mark: Character) -> Bool {
    guard rest.first == mark else { return false }
    rest.removeFirst()
    return true
  }

  /// An abbreviation: letters, or anything in angle brackets.
  mutating func name() -> Bool {
    if take("<") {
      guard let end = rest.firstIndex(of: ">") else { return false }
      rest = rest[rest.index(after: end)...]
      return true
    }
    let letters = rest.prefix { $0.isLetter }
    rest = rest.dropFirst(letters.count)
    return !letters.isEmpty
  }

  /// `[+-]hh[:mm[:ss]]` in seconds.
  mutating func time() -> Int? {
    let sign = take("-") ? -1 : 1
    _ = take("+")
    guard let hours = number() else { return nil }
    let minutes = take(":") ? number() ?? 0 : 0
    let seconds = take(":") ? number() ?? 0 : 0
    return sign * (hours * 3_600 + minutes * 60 + seconds)
  }

  mutating func date() -> YearlyDate? {
    guard take("M"), let month = number(), (1...12).contains(month), take("."),
      let week = number(), (1...5).contains(week), take("."), let weekday = number(), weekday < 7
    else { return nil }
    guard take("/") else {
      return YearlyDate(month: month, week: week, weekday: weekday, second: 7_200)
    }
    guard let second = time() else { return nil }
    return YearlyDate(month: month, week: week, weekday: weekday, second: second)
  }

  private mutating func number() -> Int? {
    let digits = rest.prefix { $0.isNumber }
    rest = rest.dropFirst(digits.count)
    return Int(digits)
  }
}

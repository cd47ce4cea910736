import Domain

/// The days the demo plays on, with the company's hours.
///
/// Times inside the demo are whole seconds since the first of these days began.
struct DemoCalendar: Sendable {
  /// Never: later than every moment of the demo.
  static let never = Int(Int32.max)
  static let opens = 9 * 3_600
  static let closes = 18 * 3_600

  /// The first of the days, well before the firm's records begin.
  let first: Day
  /// The place of the day the records begin on.
  let opening: Int
  let today: Int
  /// The last second that has happened.
  let now: Int
  let holidays: [Day]
  /// Seconds since the epoch at which the first day began.
  private let origin: Int
  private let starts: [Int]
  private let working: [Bool]
  /// The next working day from each day on.
  private let nextWorking: [Int]
  /// The month of each day, counted from the first day's.
  private let months: [Int]

  init(today: Day, now: Moment, months count: Int, language: String, zone: ZoneTable) {
    let opening = today.before(months: count).adding(1)
    let first = opening.adding(-190)
    let length = today.number - first.number + 120
    let origin = zone.start(of: first).seconds
    var days: [Day] = []
    for place in 0...length { days.append(first.adding(place)) }
    let holidays = days.filter { DemoCalendar.isHoliday($0, language: language) }
    var working = days.map { $0.weekday < 6 }
    for day in holidays { working[day.number - first.number] = false }
    var next = length
    var nextWorking = [Int](repeating: length, count: length + 1)
    for place in stride(from: length, through: 0, by: -1) {
      if working[place] { next = place }
      nextWorking[place] = next
    }
    let base = first.civil.year * 12 + first.civil.month
    self.first = first
    self.opening = opening.number - first.number
    self.today = today.number - first.number
    self.now = now.seconds - origin
    self.holidays = holidays
    self.origin = origin
    self.starts = days.map { zone.start(of: $0).seconds - origin }
    self.working = working
    self.nextWorking = nextWorking
    self.months = days.map { $0.civil.year * 12 + $0.civil.month - base }
  }

  func day(_ place: Int) -> Day { first.adding(place) }
  func isWorking(_ place: Int) -> Bool { working[place] }
  func month(of place: Int) -> Int { months[place] }
  /// When a day's clock shows so many seconds since its 00:00.
  func time(_ place: Int, _ second: Int) -> Int { starts[place] + second }

  /// The place of the day a second lies on.
  func place(of second: Int) -> Int {
    var place = min(max(second / 86_400, 0), starts.count - 1)
    while place > 0, starts[place] > second { place -= 1 }
    while place + 1 < starts.count, starts[place + 1] <= second { place += 1 }
    return place
  }

  /// The moment itself when the firm works then, else some time after it opens again.
  func workingTime(from second: Int, _ chance: inout SplitMix64) -> Int {
    let open = openTime(from: second)
    return open == second ? second : open + 120 + Int(chance.wait() * 3_600) % 28_800
  }

  /// The moment itself when the firm works then, else when it opens again.
  func openTime(from second: Int) -> Int {
    let place = place(of: second)
    let clock = second - starts[place]
    if working[place], clock >= DemoCalendar.opens, clock < DemoCalendar.closes { return second }
    let isEarly = working[place] && clock < DemoCalendar.opens
    let next = isEarly || place + 1 >= nextWorking.count ? place : nextWorking[place + 1]
    return starts[next] + DemoCalendar.opens
  }

  /// The working day that comes so many working days after a day.
  func workingDay(_ count: Int, after place: Int) -> Int {
    var place = place
    for _ in 0..<count where place + 1 < nextWorking.count { place = nextWorking[place + 1] }
    return place
  }

  func moment(_ second: Int) -> Cell { .integer((origin + second) * 1_000) }
  func date(_ place: Int) -> Cell { .integer(first.number + place) }

  /// Russia: article 112 of the Labour Code, without the yearly transfers; otherwise a few.
  private static func isHoliday(_ day: Day, language: String) -> Bool {
    let (_, month, number) = day.civil
    let isRussian = language == "ru"
    switch (month, number) {
    case (1, 1): return true
    case (1, 2...8), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4): return isRussian
    case (6, 19), (7, 4), (11, 11), (12, 25): return !isRussian
    default: return false
    }
  }

  /// How busy a day is: its month's and weekday's part, 1 on an average working day.
  func demand(_ place: Int) -> Double {
    let day = day(place)
    let month = [0.62, 0.94, 1.06, 1.06, 0.74, 0.97, 0.9, 0.93, 1.1, 1.14, 1.14, 1.36]
    let weekday = [1.14, 1.1, 1.06, 1.02, 0.94, 0.4, 0.32]
    let isHoliday = day.weekday < 6 && !working[place]
    return month[day.civil.month - 1] * weekday[day.weekday - 1] * (isHoliday ? 0.4 : 1)
  }
}

extension Day {
  /// The same date so many months earlier, or that month's last day.
  fileprivate func before(months: Int) -> Day {
    let (year, month, day) = civil
    let whole = year * 12 + month - 1 - months
    let length = Day.length(ofMonth: whole % 12 + 1, year: whole / 12)
    return Day(year: whole / 12, month: whole % 12 + 1, day: min(day, length)) ?? self
  }
}

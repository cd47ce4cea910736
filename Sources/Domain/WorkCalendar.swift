/// The company's working days: Monday to Friday, but for its exceptions.
public struct WorkCalendar: Sendable, Equatable {
  /// Whether work is done on days that are exceptions.
  public let exceptions: [Day: Bool]

  /// A calendar with its exceptions.
  public init(exceptions: [Day: Bool] = [:]) {
    self.exceptions = exceptions
  }

  /// Whether work is done on a day.
  public func isWorking(_ day: Day) -> Bool {
    exceptions[day] ?? (day.weekday <= 5)
  }

  /// How many working days lie between two days, both included.
  public func workingDays(_ first: Day, _ last: Day) -> Int {
    guard first <= last else { return 0 }
    return (first.number...last.number).count { isWorking(Day($0)) }
  }
}

/// The hours of a working day, in minutes from midnight.
public struct WorkHours: Sendable, Equatable {
  /// When work begins.
  public let start: Int
  /// When it ends.
  public let end: Int

  /// Nine to six.
  public init() { (start, end) = (540, 1_080) }

  /// Reads `09:00-18:00`; nil when it is no such text, or does not end later than it begins.
  public init?(_ text: String) {
    let minutes = text.split(separator: "-", omittingEmptySubsequences: false).map { part -> Int? in
      let numbers = part.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
      guard numbers.count == 2, let hour = numbers[0], let minute = numbers[1],
        (0...24).contains(hour), (0...59).contains(minute), hour * 60 + minute <= 1_440
      else { return nil }
      return hour * 60 + minute
    }
    guard minutes.count == 2, let start = minutes[0], let end = minutes[1], start < end
    else { return nil }
    (self.start, self.end) = (start, end)
  }

  /// The part of a day's work that is over at a moment: 0 before it begins, 1 after its end.
  public func passed(of day: Day, at moment: Moment, in zone: ZoneTable) -> Double {
    let local = zone.local(moment)
    guard local.day == day else { return local.day.number > day.number ? 1 : 0 }
    let minute = Double(local.millisecond) / 60_000
    return min(1, max(0, (minute - Double(start)) / Double(end - start)))
  }
}

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

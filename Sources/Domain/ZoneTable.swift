/// A time zone as a value: sorted moments of change, each with the offset that holds from it.
public struct ZoneTable: Sendable, Equatable {
  /// The IANA name, such as `Europe/Moscow`.
  public let name: String
  /// Seconds since the epoch at which an offset begins to hold, ascending.
  public let starts: [Int]
  /// Offsets east of Greenwich in seconds, one for each of `starts`.
  public let offsets: [Int]
  /// The offset in seconds before the first of `starts`.
  public let first: Int

  /// A zone from its changes; `starts` ascend and are as many as `offsets`.
  public init(name: String, first: Int, starts: [Int], offsets: [Int]) {
    precondition(starts.count == offsets.count, "a zone's changes and offsets go in pairs")
    self.name = name
    self.first = first
    self.starts = starts
    self.offsets = offsets
  }

  /// Greenwich time, always.
  public static let utc = ZoneTable(name: "UTC", first: 0, starts: [], offsets: [])

  /// The offset in seconds east of Greenwich that holds at a moment.
  public func offset(at moment: Moment) -> Int {
    offset(index: changes(upTo: moment.seconds))
  }

  /// Wall-clock reading at a moment.
  public func local(_ moment: Moment) -> LocalTime {
    let wall = moment.milliseconds + offset(at: moment) * 1_000
    return LocalTime(
      day: Day(wall.quotient(flooredBy: 86_400_000)),
      millisecond: wall.remainder(flooredBy: 86_400_000))
  }

  /// The moment of a wall-clock reading.
  ///
  /// A reading that the clocks skipped is the first moment after the gap; one that came twice is
  /// the earlier.
  public func moment(of local: LocalTime) -> Moment {
    let wall = local.day.number * 86_400_000 + local.millisecond
    let seconds = wall.quotient(flooredBy: 1_000)
    // Why: offsets stay within a day of Greenwich, so only changes that close can matter.
    let low = changes(upTo: seconds - 86_400)
    let high = changes(upTo: seconds + 86_400)
    for index in low...high {
      let moment = Moment(milliseconds: wall - offset(index: index) * 1_000)
      if index > 0, moment.seconds < starts[index - 1] {
        return Moment(seconds: starts[index - 1])
      }
      if index == starts.count || moment.seconds < starts[index] { return moment }
    }
    return Moment(milliseconds: wall - offset(index: high) * 1_000)
  }

  /// The first moment of a day.
  public func start(of day: Day) -> Moment {
    moment(of: LocalTime(day: day, millisecond: 0))
  }

  /// The last moment (millisecond) of a day.
  public func end(of day: Day) -> Moment {
    Moment(milliseconds: start(of: day.adding(1)).milliseconds - 1)
  }

  /// How many changes have happened by a second.
  private func changes(upTo second: Int) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= second { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func offset(index: Int) -> Int { index == 0 ? first : offsets[index - 1] }
}

/// What a clock on the wall shows: a day and the milliseconds since its 00:00.
public struct LocalTime: Hashable, Sendable {
  /// The civil day.
  public let day: Day
  /// Milliseconds since 00:00 by the wall clock, 0 ..< 86,400,000.
  public let millisecond: Int

  /// A reading of the wall clock.
  public init(day: Day, millisecond: Int) {
    self.day = day
    self.millisecond = millisecond
  }

  /// The hour of the day, 0 … 23.
  public var hour: Int { millisecond / 3_600_000 }
}

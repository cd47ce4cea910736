/// The moments and days for which what was found for one of them holds.
struct Validity: Sendable {
  private(set) var moments = Int.min...Int.max
  private(set) var days = Int.min...Int.max

  func holds(for moment: Int, _ day: Int) -> Bool { moments.contains(moment) && days.contains(day) }

  /// What holds where both do.
  func and(_ other: Validity) -> Validity {
    var both = self
    both.moments = moments.clamped(to: other.moments)
    both.days = days.clamped(to: other.days)
    return both
  }

  /// Narrowed to moments from one on.
  mutating func only(from moment: Int) {
    moments = max(moments.lowerBound, moment)...moments.upperBound
  }

  /// Narrowed to moments before one.
  mutating func only(before moment: Int) {
    moments = moments.lowerBound...min(moments.upperBound, moment - 1)
  }

  /// Narrowed to one moment.
  mutating func only(at moment: Int) { moments = moment...moment }

  /// Narrowed to the moments that lie to the bounds of something as one does.
  mutating func only(like moment: Int, to span: Span) { Self.narrow(&moments, moment, span) }

  /// Narrowed to one day.
  mutating func only(on day: Int) { days = day...day }

  /// Narrowed to the days that lie to the bounds of something as one does.
  mutating func only(likeDay day: Int, to span: Span) { Self.narrow(&days, day, span) }

  private static func narrow(_ range: inout ClosedRange<Int>, _ number: Int, _ span: Span) {
    if span.isMissing { return }
    if number > span.high {
      range = max(range.lowerBound, span.high + 1)...range.upperBound
    } else if number < span.low {
      range = range.lowerBound...min(range.upperBound, span.low - 1)
    } else {
      range = number...number
    }
  }
}

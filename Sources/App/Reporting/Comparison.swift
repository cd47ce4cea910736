import Domain
import Reports

/// What a period is compared with.
enum Comparison: String, CaseIterable {
  /// As many whole months just before whole months, as many days just before anything else.
  case previous
  /// The same dates a year earlier.
  case year

  /// The request for the compared period, as of a moment as far back as its first day is.
  func shift(_ request: ReportRequest, isOfDay: Bool) -> ReportRequest {
    var shifted = request
    switch self {
    case .year:
      shifted.from = request.from.yearBefore
      shifted.to = request.to.yearBefore
      shifted.date = request.date.yearBefore
    case .previous:
      let days = request.to.number - request.from.number + 1
      shifted.from = previousMonths(request) ?? request.from.adding(-days)
      shifted.to = request.from.adding(-1)
      shifted.date = request.date.adding(-1)
    }
    let back =
      isOfDay
      ? request.date.number - shifted.date.number : request.from.number - shifted.from.number
    let zone = request.company.zone
    let local = zone.local(request.asOf)
    shifted.asOf = zone.moment(
      of: LocalTime(day: local.day.adding(-back), millisecond: local.millisecond))
    shifted.asOfDay = request.asOfDay.adding(-back)
    return shifted
  }

  /// The first day of as many calendar months before, when the period is whole ones.
  private func previousMonths(_ request: ReportRequest) -> Day? {
    let after = request.to.adding(1)
    guard request.from == request.from.firstOfMonth, after == after.firstOfMonth else { return nil }
    var month = request.from
    var count = 0
    while month < after {
      month = month.adding(31).firstOfMonth
      count += 1
    }
    month = request.from
    for _ in 0..<count { month = month.adding(-1).firstOfMonth }
    return month
  }
}

import Domain
import Testing

@Suite struct PlansTests {
  private let tuesday = Day(20_528)
  private let calendar = WorkCalendar(exceptions: [Day(20_530): false])

  @Test func `the day's own plan goes before that of longer periods`() {
    let plans = Plans([
      Plan(metric: 0, manager: 1, period: .week, from: tuesday.monday, value: 40),
      Plan(metric: 0, manager: 1, period: .day, from: tuesday, value: 7),
    ])
    #expect(plans.value(of: 0, manager: 1, on: tuesday, calendar) == 7)
  }

  @Test func `a week's plan is shared out over its working days`() {
    let plans = Plans([Plan(metric: 0, manager: 1, period: .week, from: tuesday.monday, value: 40)])
    // Why: Monday to Friday less one day off.
    #expect(plans.value(of: 0, manager: 1, on: tuesday, calendar) == 10)
    #expect(plans.value(of: 0, manager: 1, on: Day(20_530), calendar) == nil)
    #expect(plans.value(of: 1, manager: 1, on: tuesday, calendar) == nil)
  }

  @Test func `a quarter's plan is used when there is no shorter one`() throws {
    let first = try #require(Day(year: 2026, month: 1, day: 1))
    let day = try #require(Day(year: 2026, month: 3, day: 17))
    let plans = Plans([Plan(metric: 0, manager: 1, period: .quarter, from: first, value: 64)])
    #expect(plans.value(of: 0, manager: 1, on: day, WorkCalendar()) == 1)
    #expect(Plan.Period.quarter.days(around: day).last == Day(year: 2026, month: 3, day: 31))
  }
}

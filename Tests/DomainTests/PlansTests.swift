import Domain
import Testing

@Suite struct PlansTests {
  private let tuesday = Day(20_528)
  private let calendar = WorkCalendar(exceptions: [Day(20_530): false])

  @Test func `the day's own plan goes before that of longer periods`() {
    let plans = Plans([
      Plan(metric: 0, owner: .manager(1), period: .week, from: tuesday.monday, value: 40),
      Plan(metric: 0, owner: .manager(1), period: .day, from: tuesday, value: 7),
    ])
    #expect(plans.value(of: 0, manager: 1, on: tuesday, calendar) == 7)
  }

  @Test func `a week's plan is shared out over its working days`() {
    let plans = Plans([
      Plan(metric: 0, owner: .manager(1), period: .week, from: tuesday.monday, value: 40)
    ])
    // Why: Monday to Friday less one day off.
    #expect(plans.value(of: 0, manager: 1, on: tuesday, calendar) == 10)
    #expect(plans.value(of: 0, manager: 1, on: Day(20_530), calendar) == nil)
    #expect(plans.value(of: 1, manager: 1, on: tuesday, calendar) == nil)
  }

  @Test func `a quarter's plan is used when there is no shorter one`() throws {
    let first = try #require(Day(year: 2026, month: 1, day: 1))
    let day = try #require(Day(year: 2026, month: 3, day: 17))
    let plans = Plans([
      Plan(metric: 0, owner: .manager(1), period: .quarter, from: first, value: 64)
    ])
    #expect(plans.value(of: 0, manager: 1, on: day, WorkCalendar()) == 1)
    #expect(Plan.Period.quarter.days(around: day).last == Day(year: 2026, month: 3, day: 31))
  }

  @Test func `what a company plans is its own plan, else its teams', else its sellers'`() {
    let first = Day(20_513).firstOfMonth
    func plans(_ owners: [(Plan.Owner, Double)]) -> Double? {
      Plans(
        owners.map { Plan(metric: 0, owner: $0.0, period: .month, from: first, value: $0.1) }
      ).total(of: 0, .month, from: first)
    }
    let sellers: [(Plan.Owner, Double)] = [(.manager(1), 3), (.manager(2), 4)]
    let teams: [(Plan.Owner, Double)] = [(.team("A"), 20), (.team("B"), 30)]
    #expect(plans(sellers) == 7)
    #expect(plans(sellers + teams) == 50)
    #expect(plans(sellers + teams + [(.company, 100)]) == 100)
    #expect(plans([]) == nil)
  }
}

@Suite struct WorkHoursTests {
  @Test(arguments: [
    (8, 50, 0.0), (9, 0, 0), (13, 30, 0.5), (18, 0, 1), (23, 0, 1),
  ])
  func `of a day so much of the work is over`(hour: Int, minute: Int, part: Double) throws {
    let day = try #require(Day(year: 2026, month: 3, day: 4))
    let moment = Moment(seconds: day.number * 86_400 + hour * 3_600 + minute * 60)
    #expect(WorkHours().passed(of: day, at: moment, in: .utc) == part)
    #expect(WorkHours().passed(of: day.adding(-1), at: moment, in: .utc) == 1)
    #expect(WorkHours().passed(of: day.adding(1), at: moment, in: .utc) == 0)
  }

  @Test(arguments: ["", "9-18", "09:00", "18:00-09:00", "09:60-10:00", "09:00-25:00", "a:b-c:d"])
  func `other texts are no hours`(text: String) {
    #expect(WorkHours(text) == nil)
  }
}

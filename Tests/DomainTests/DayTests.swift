import Domain
import Testing

@Suite struct DayTests {
  @Test(arguments: [
    (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 2, 29, 11_016), (2026, 3, 14, 20_526),
    (1900, 3, 1, -25_508),
  ])
  func `a date and its number name the same day`(year: Int, month: Int, day: Int, number: Int) {
    #expect(Day(year: year, month: month, day: day)?.number == number)
    #expect(Day(number).civil == (year, month, day))
  }

  @Test func `every day of four centuries survives the way there and back`() {
    for number in -50_000...100_000 {
      let (year, month, day) = Day(number).civil
      #expect(Day(year: year, month: month, day: day)?.number == number)
    }
  }

  @Test(arguments: [(2026, 2, 29), (2026, 13, 1), (2026, 4, 31), (2026, 1, 0)])
  func `a date that does not exist is no day`(year: Int, month: Int, day: Int) {
    #expect(Day(year: year, month: month, day: day) == nil)
  }

  @Test func `weeks begin on Monday and quarters in January, April, July, October`() {
    let day = Day(20_526)  // Saturday, 14 March 2026
    #expect(day.weekday == 6)
    #expect(day.monday.description == "2026-03-09")
    #expect(day.firstOfMonth.description == "2026-03-01")
    #expect(day.firstOfQuarter.description == "2026-01-01")
    #expect(day.firstOfYear.description == "2026-01-01")
    #expect(day.ymd == 20_260_314)
  }

  @Test func `a year before 29 February is 28 February`() {
    #expect(Day(year: 2024, month: 2, day: 29)?.yearBefore.description == "2023-02-28")
    #expect(Day(year: 2025, month: 7, day: 1)?.yearBefore.description == "2024-07-01")
  }
}

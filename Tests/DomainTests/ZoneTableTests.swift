import Domain
import Testing

/// Berlin in 2026: summer time from 29 March 01:00 UTC to 25 October 01:00 UTC.
private let berlin = ZoneTable(
  name: "Europe/Berlin", first: 3_600,
  starts: [1_774_746_000, 1_792_890_000], offsets: [7_200, 3_600])

@Suite struct ZoneTableTests {
  @Test(arguments: [
    ("2026-01-15T12:00:00", "2026-01-15T12:00:00+01:00"),
    ("2026-07-15T12:00:00", "2026-07-15T12:00:00+02:00"),
    // Skipped: 02:00 … 03:00 do not exist on 29 March; the first moment after is meant.
    ("2026-03-29T02:30:00", "2026-03-29T03:00:00+02:00"),
    ("2026-03-29T01:59:59", "2026-03-29T01:59:59+01:00"),
    ("2026-03-29T03:00:00", "2026-03-29T03:00:00+02:00"),
    // Twice: 02:30 comes at +02:00 and again at +01:00; the earlier is meant.
    ("2026-10-25T02:30:00", "2026-10-25T02:30:00+02:00"),
    ("2026-10-25T03:00:00", "2026-10-25T03:00:00+01:00"),
  ])
  func `a wall-clock reading is one moment`(written: String, meant: String) throws {
    let time = try #require(WrittenTime(utf8: Array(written.utf8)))
    #expect(time.moment(in: berlin).text(in: berlin) == meant)
  }

  @Test func `the day the clocks go forward has 23 hours`() throws {
    let day = try #require(Day(year: 2026, month: 3, day: 29))
    let length = berlin.end(of: day).milliseconds - berlin.start(of: day).milliseconds + 1
    #expect(length == 23 * 3_600_000)
  }

  @Test func `moments before 1970 have their own day`() {
    let local = ZoneTable.utc.local(Moment(milliseconds: -1))
    #expect(local.day.description == "1969-12-31")
    #expect(local.millisecond == 86_399_999)
    #expect(local.hour == 23)
  }
}

@Suite struct WrittenTimeTests {
  @Test(arguments: [
    ("2026-03-14", "2026-03-14T00:00:00+00:00"),
    ("14.03.2026", "2026-03-14T00:00:00+00:00"),
    ("14.03.2026 09:30", "2026-03-14T09:30:00+00:00"),
    ("14.03.2026 09:30:15", "2026-03-14T09:30:15+00:00"),
    ("2026-03-14T09:30:15.250Z", "2026-03-14T09:30:15.250+00:00"),
    ("2026-03-14 09:30:15+03:00", "2026-03-14T06:30:15+00:00"),
    ("2026-03-14T09:30-0130", "2026-03-14T11:00:00+00:00"),
  ])
  func `dates and times are read`(written: String, meant: String) throws {
    let time = try #require(WrittenTime(utf8: Array(written.utf8)))
    #expect(time.moment(in: .utc).text(in: .utc) == meant)
  }

  @Test(arguments: [
    "", "2026-02-30", "14.03.26", "3/14/2026", "2026-03-14T", "2026-03-14T25:00",
    "2026-03-14T09:30:15x", "2026-03-14T09:30:15.", "вчера",
  ])
  func `anything else is no time`(written: String) {
    #expect(WrittenTime(utf8: Array(written.utf8)) == nil)
  }

  @Test func `a day alone says that it is one`() {
    #expect(WrittenTime(utf8: Array("2026-03-14".utf8))?.isDay == true)
    #expect(WrittenTime(utf8: Array("2026-03-14T00:00".utf8))?.isDay == false)
  }
}

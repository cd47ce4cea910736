import Domain
import SQLCompiler

extension Settling {
  /// Makes intervals of the temperatures of leads and deals that got a mark.
  func settleWarmth() throws {
    let family = session.dialect.family()
    for owner in ["lead", "deal"] {
      let changed = """
        SELECT \(owner)_id FROM temperature WHERE revision > :since AND \(owner)_id IS NOT NULL
        """
      try run("DELETE FROM \(owner)_warmth WHERE \(owner)_id IN (\(changed))")
      // Why: a run goes on while equal marks follow each other; it began where the last other mark
      // ended, which the difference of the two numberings tells apart.
      try run(
        """
        INSERT INTO \(owner)_warmth
          (\(owner)_id, from_at, until_at, temperature, run_from\(family))
        SELECT owner, at, COALESCE(next, \(Moment.beyond)), temperature,
          MIN(at) OVER (PARTITION BY owner, temperature, number - among\(family))\(family)
        FROM (
          SELECT \(owner)_id AS owner, at, temperature\(family),
            LEAD(at) OVER (PARTITION BY \(owner)_id\(family) ORDER BY at) AS next,
            ROW_NUMBER() OVER (PARTITION BY \(owner)_id\(family) ORDER BY at) AS number,
            ROW_NUMBER() OVER (
              PARTITION BY \(owner)_id, temperature\(family) ORDER BY at) AS among
          FROM (
            SELECT \(owner)_id, at, temperature\(family),
              ROW_NUMBER() OVER (PARTITION BY \(owner)_id, at\(family) ORDER BY id DESC) AS place
            FROM temperature WHERE \(owner)_id IN (\(changed))) AS mark
          WHERE place = 1) AS run
        """)
    }
  }

  /// Marks the days on which work is done: Monday to Friday, but for the company's exceptions.
  func settleCalendar() throws {
    try run(
      "UPDATE calendar SET is_working = CASE WHEN (day + 3 + 70000) % 7 < 5 THEN 1 ELSE 0 END")
    // Why: the last that was said of a day holds.
    var exceptions: [Int: Int] = [:]
    for row in try session.rows("SELECT date, COALESCE(working, 0) FROM holiday ORDER BY id") {
      exceptions[row[0]] = row[1] as Int
    }
    for working in [0, 1] {
      let days = exceptions.filter { $0.value == working }.keys.sorted()
      guard !days.isEmpty else { continue }
      let list = days.map { String($0) }.joined(separator: ", ")
      try run("UPDATE calendar SET is_working = \(working) WHERE day IN (\(list))")
    }
  }

  /// Fills the calendar of a new database.
  static func fillCalendar(_ session: any Session) throws {
    let appender = try session.appender(to: "calendar", ["day", "month", "ymd", "is_working"])
    guard let first = Day(year: 1900, month: 1, day: 1),
      let last = Day(year: 2199, month: 12, day: 31)
    else { return }
    for number in first.number...last.number {
      let day = Day(number)
      try appender.add([
        .integer(Int64(number)), .integer(Int64(day.firstOfMonth.number)),
        .integer(Int64(day.ymd)), .integer(day.weekday <= 5 ? 1 : 0),
      ])
    }
    try session.flush()
  }
}

import App
import Domain
import Render
import Reports

/// The head of sales' first page: money against plan, what is due, hot money, plan and fact of
/// every seller.
struct TodayPage: Page {
  struct Money: Sendable {
    let sum: String
    let sumHref: String
    let compared: String
    let pace: String
    let paceTone: String
    let chart: String?
    let keyLeft: String
    let keyRight: String
  }
  struct Planned: Sendable {
    let unit: String
    let moreHref: String
    let more: String
    let chart: String
    let overdueText: String
    let overdueHref: String
    let overdue: String?
  }
  struct Hot: Sendable {
    let sum: String
    let rows: [HotRow]
  }
  struct HotRow: Sendable {
    let temp: String?
    let name: String
    let note: String
    let value: String
    let href: String
  }
  struct People: Sendable {
    let hint: String
    let moreHref: String
    let table: String
  }
  struct Alert: Sendable {
    let isWarning: Bool
    let fact: String
    let sum: String
    let href: String
    let why: String
    let acts: [ReportPage.Act]
  }

  let template = "today"
  let frame: PageFrame
  let heading: String
  let fresh: String
  let money: Money
  let planned: Planned
  let hot: Hot
  let people: People
  let alerts: [Alert]

  init(_ day: TodayFigures, _ asked: Asked) {
    let words = asked.words
    let request = day.managers.request
    let numerals = Numerals(language: words.language, currency: request.company.currency)
    let today = request.asOfDay
    heading =
      "\(words.text("weekday.\(today.weekday).long")), \(numerals.dayAndMonth(today, words))"
    fresh = words.text(
      "page.asOf", ["moment": numerals.moment(request.asOf, in: request.company.zone)])
    frame = PageFrame(title: words.text("page.today"), here: "/", asked, asOfLine: fresh)
    money = Self.money(day, words, numerals)
    planned = Self.planned(day, words, numerals)
    hot = Self.hot(day, words, numerals)
    let date = day.daily.request.date
    let daily = Address("/reports/daily", [("date", date.description)])
    let chosen = ["calls_out", "talk_seconds", "proposals", "deals_won", "payments_sum"]
    let table = DayTable(day.daily, words, chosen: chosen) { metric, row in
      RecordsPage.address(day.daily, metric: metric, row, daily).text
    }
    people = People(
      hint: date == today
        ? words.text("page.peopleHint")
        : words.text("page.dayOff", ["day": numerals.dayAndMonth(date, words)]),
      moreHref: daily.text, table: table.html)
    alerts = Self.alerts(day, words, numerals)
  }

  private static func money(
    _ day: TodayFigures, _ words: Words, _ numerals: Numerals
  ) -> Money {
    let received = TodayFigures.total(day.managers, "revenue")
    let today = TodayFigures.total(day.payments, "received_today")
    let href = RecordsPage.address(day.managers, "revenue", nil, Address("/reports/managers")).text
    guard let plan = day.monthPlan, plan > 0 else {
      return Money(
        sum: numerals.money(received), sumHref: href, compared: words.text("page.noPlan"), pace: "",
        paceTone: "", chart: nil,
        keyLeft: words.text("page.receivedToday", ["sum": numerals.money(today)]), keyRight: "")
    }
    let pace = plan * day.passed
    let gap = received - pace
    let isBehind = received < pace * 0.9
    let bar = BulletBar(
      ChartCaption(
        id: "chart-month",
        title: "\(numerals.money(received)) / \(numerals.money(plan))",
        desc: words.text("page.paceNow", ["sum": numerals.money(pace)])),
      fact: received, pace: pace, plan: plan, paceLabel: words.text("page.paceShort"),
      isFarBehind: isBehind, href: "/reports/managers")
    let sign = gap < 0 ? "" : "+"
    return Money(
      sum: numerals.money(received), sumHref: href,
      compared: words.text(
        "page.ofPlan", ["plan": numerals.money(plan), "share": numerals.percent(received / plan)]),
      pace: words.text("page.toPace", ["gap": sign + numerals.shortMoney(gap)]),
      paceTone: isBehind ? "bad" : gap < 0 ? "warn" : "good", chart: bar.html,
      keyLeft: words.text("page.receivedToday", ["sum": numerals.money(today)]),
      keyRight: words.text("page.paceNow", ["sum": numerals.shortMoney(pace)]))
  }

  private static func planned(
    _ day: TodayFigures, _ words: Words, _ numerals: Numerals
  ) -> Planned {
    let chart = ReportChart(day.payments, words) { figure, row in
      RecordsPage.address(day.payments, figure, row, Address("/reports/payments")).text
    }
    let overdue = TodayFigures.total(day.payments, "overdue")
    return Planned(
      unit: words.text("page.plannedHint"), moreHref: "/reports/payments",
      more: words.text("report.payments"), chart: chart.days?.html(in: .column) ?? "",
      overdueText: words.label("overdue"),
      overdueHref: RecordsPage.address(
        day.payments, "overdue", nil, Address("/reports/payments")
      ).text, overdue: overdue > 0 ? numerals.money(overdue) : nil)
  }

  private static func hot(_ day: TodayFigures, _ words: Words, _ numerals: Numerals) -> Hot {
    let address = Address("/reports/managers")
    func href(_ key: String) -> String {
      RecordsPage.address(day.managers, key, nil, address).text
    }
    let count = Int(TodayFigures.total(day.managers, "hot_open"))
    let new = Int(TodayFigures.total(day.managers, "hot_new"))
    let hot = TodayFigures.total(day.managers, "money_hot")
    let warm = TodayFigures.total(day.managers, "money_warm")
    return Hot(
      sum: numerals.money(hot),
      rows: [
        HotRow(
          temp: "hot", name: words.word("hot"),
          note: words.text("page.dealsCount", ["count": numerals.count(count)]),
          value: numerals.shortMoney(hot), href: href("money_hot")),
        HotRow(
          temp: "warm", name: words.word("warm"), note: "", value: numerals.shortMoney(warm),
          href: href("money_warm")),
        HotRow(
          temp: nil, name: words.label("hot_new"), note: words.text("page.inMonth"),
          value: numerals.count(new), href: href("hot_new")),
      ])
  }

  /// What cannot wait: money and tasks past their day.
  private static func alerts(
    _ day: TodayFigures, _ words: Words, _ numerals: Numerals
  ) -> [Alert] {
    var alerts: [Alert] = []
    func add(_ key: String, _ report: Report, _ figure: String, _ sum: (Double) -> String) {
      for row in report.rows.sorted(by: { value($0, report, figure) > value($1, report, figure) })
        .prefix(2)
      {
        let size = value(row, report, figure)
        guard size > 0, let name = row.keys[0].text else { continue }
        let href = RecordsPage.address(
          report, figure, row, Address("/reports/\(report.id)", period(report))
        ).text
        alerts.append(
          Alert(
            isWarning: key != "overduePayments",
            fact: words.text("page.alert.\(key)", ["name": name]),
            sum: sum(size), href: href, why: words.text("page.alert.\(key).why"),
            acts: [ReportPage.Act(href: href, label: words.text("page.open"))]))
      }
    }
    add("overduePayments", day.payments, "overdue") { numerals.shortMoney($0) }
    add("overdueTasks", day.tasks, "overdue") { numerals.count(Int($0)) }
    return alerts
  }

  private static func period(_ report: Report) -> [(name: String, value: String)] {
    guard report.id == "tasks" else { return [] }
    return [("from", report.request.from.description), ("to", report.request.to.description)]
  }

  private static func value(_ row: ReportRow, _ report: Report, _ key: String) -> Double {
    report.columns.filter { !$0.isKey }.firstIndex { $0.key == key }
      .flatMap { row.figures[$0].number } ?? 0
  }
}

extension Numerals {
  /// A date in words without its year: 14 июля, 14 July.
  func dayAndMonth(_ day: Day, _ words: Words) -> String {
    "\(day.civil.day)\u{00A0}\(words.text("month.\(day.civil.month)"))"
  }
}

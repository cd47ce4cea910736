import App
import Demo
import Domain
import Foundation
import Render
import Reports
import Semantics
import Store
import TestKit
import Testing

/// The answer as of last Monday is what the report answered last Monday.
@Suite struct ReplayTests {
  private static let first = "2026-02-01"
  private static let last = "2026-03-31"
  /// Mondays, at hours at which work is under way, over or has not begun.
  private static let mondays = [
    "2026-02-16T12:00:00", "2026-03-02T23:59:59", "2026-03-23T08:00:00",
  ]

  /// Every report in every shape, with periods that end after the moment asked about too.
  private func questions(_ history: ToldHistory, asOf moment: String) -> [Question] {
    let day = String(moment.prefix(10))
    let sellers = history.ids(of: "employees")
    var questions = Questions(
      moments: [moment], spans: [(Self.first, Self.last), ("2026-02-10", day)],
      dates: [day, Self.last], span: (Self.first, Self.last),
      filters: [
        [("manager", sellers[0])], [("client_type", "current"), ("segment.age", "35_44")],
        [("temperature", "hot"), ("temperature", "none")], [("product", "none")],
        [("channel", history.ids(of: "channels")[0])], [("pipeline", "Основная")],
      ]
    ).all
    for (report, mode) in [("channels", "previous"), ("managers", "previous"), ("losses", "year")] {
      questions.append(
        Question(
          report: report,
          parameters: [
            ("from", "2026-02-10"), ("to", day), ("as_of", moment), ("compare", mode),
          ]))
    }
    return questions
  }

  @Test func `what a report said on a Monday it says as of that Monday for ever`() throws {
    let place = try TestPlace()
    let planerka = try place.planerka()
    let zone = try planerka.zone()
    func moment(_ text: String) throws -> Moment {
      try #require(WrittenTime(utf8: Array(text.utf8))).moment(in: zone)
    }
    let end = try moment("\(Self.last)T15:30:00")
    let company = DemoCompany(
      managers: 2, months: 2, seed: 5, today: zone.local(end).day, now: end, language: "ru",
      zone: zone)
    let stops = try Self.mondays.map(moment)
    let history = try ToldHistory(of: company, plansUntil: stops[0], end: end, zone: zone)
    let memory = PartialMemory()
    var cube = try planerka.storage.cube()
    var said: [[UInt8]] = []
    var before: Moment?
    for (stop, text) in zip(stops + [end], Self.mondays + [""]) {
      var day = before.map { zone.local($0).day.adding(1) } ?? zone.local(stops[0]).day
      while day <= zone.local(stop).day {
        let noon = zone.moment(of: LocalTime(day: day, millisecond: 43_200_000))
        let now = min(noon, stop)
        try history.takeIn(
          after: before, upTo: now, into: planerka.storage, base: try planerka.currency())
        before = now
        day = day.adding(1)
      }
      try history.takeIn(
        after: before, upTo: stop, into: planerka.storage, base: try planerka.currency())
      before = stop
      cube = try planerka.storage.caughtUp(cube)
      guard stop < end else { break }
      let engine = CubeEngine(cube, memory)
      for question in questions(history, asOf: text) {
        said.append(try answer(planerka, question, now: stop, alsoBy: engine))
      }
    }
    let engine = CubeEngine(cube, memory)
    let asked = Self.mondays.flatMap { questions(history, asOf: $0) }
    try #require(asked.count == said.count)
    for (question, then) in zip(asked, said) {
      let now = try answer(planerka, question, now: end, alsoBy: engine)
      if now == then { continue }
      let difference = Difference.first(try json(now), try json(then))
      Issue.record("\(question): now \(difference ?? "other bytes"), then")
    }
    let empty = said.count { String(decoding: $0, as: UTF8.self).contains("\"rows\":[]") }
    #expect(empty * 10 < said.count, "\(empty) of \(said.count) answers are empty")
  }

  /// An answer whole, with its notes; another engine must give the same frames.
  private func answer(
    _ planerka: Planerka, _ question: Question, now: Moment, alsoBy other: CubeEngine
  ) throws -> [UInt8] {
    let resolved = try planerka.resolve(
      ReportQuestion(id: question.report, parameters: question.parameters), now: now)
    func report(_ request: ReportRequest) throws -> Report {
      let plan = resolved.recipe.plan(request)
      let frames = try plan.queries(request).map { query in
        let frame = try planerka.storage.answer(query)
        let same = try other.answer(query) == frame
        #expect(same, "\(question): the cube says otherwise")
        return frame
      }
      return plan.report(of: resolved.recipe, frames, request)
    }
    var answer = try report(resolved.request)
    if let compared = resolved.compared {
      let plan = resolved.recipe.plan(resolved.request)
      answer = plan.compare(answer, with: try report(compared))
    }
    return ReportJSON.bytes(answer, Words.of("en"))
  }

  private func json(_ bytes: [UInt8]) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(bytes))
  }
}

import App
import Domain
import Hummingbird
import Render
import Reports

/// The pages.
struct PageRoutes: Sendable {
  let site: Site

  func add(to router: Router<WebContext>) {
    router.get("/") { request, _ in try await page(request) { try today($0.alone()) } }
    router.get("reports") { request, _ in
      try await page(request) { site.render(ReportsPage(try $0.alone())) }
    }
    router.get("history") { request, _ in
      try await page(request, needsRecords: false) { asked in
        try asked.refuseUnknown(["cursor"])
        let place = try asked.place()
        let part = try site.planerka.history(limit: HistoryPage.limit, before: place.before)
        return site.render(
          HistoryPage(part, try site.planerka.zone(), try site.planerka.currency(), asked))
      }
    }
    router.get("api") { request, _ in
      // Why: programs are answered, and problems explained, before there is any record.
      try await page(request, needsRecords: false) {
        site.render(try OpenAPIPage(site.planerka, $0.alone()))
      }
    }
    router.get("reports/:id") { request, context in
      let id = try context.parameters.require("id")
      return try await page(request) { asked in
        var question = asked.question(id)
        question.sort = asked.value("sort")
        question.parameters.removeAll { ["sort", "page"].contains($0.name) }
        if let page = asked.value("page"), (Int(page) ?? 0) < 1 {
          throw PlainFault(.input, "parameter.page", ["name": "page", "value": page])
        }
        let report = try site.planerka.report(question, now: .now)
        let today = report.request.company.zone.local(.now).day
        return site.render(ReportPage(report, asked, sort: question.sort, today: today))
      }
    }
    router.get("clients/:number") { request, context in
      let number = try Self.number(context)
      return try await page(request) { asked in
        let asked = try asked.alone()
        let card = try site.planerka.client(number, now: .now)
        return site.render(ClientPage(card, try site.planerka.facts(), asked))
      }
    }
    router.get("deals/:number") { request, context in
      let number = try Self.number(context)
      return try await page(request) { asked in
        let (asked, now) = (try asked.alone(), Moment.now)
        let card = try site.planerka.deal(number, now: now)
        return site.render(DealPage(card, try site.planerka.facts(), now: now, asked))
      }
    }
    router.get("reports/:id/records") { request, context in
      let id = try context.parameters.require("id")
      return try await page(request) { asked in
        var question = asked.question(id)
        // Why: they are the report's page's, to which this one leads back.
        question.parameters.removeAll { ["sort", "page"].contains($0.name) }
        if question.value("limit") == nil {
          question.parameters.append(("limit", String(RecordsPage.limit)))
        }
        return site.render(RecordsPage(try site.planerka.open(question, now: .now), asked))
      }
    }
  }

  /// A record's number in an address.
  private static func number(_ context: WebContext) throws -> Int {
    let text = try context.parameters.require("number")
    guard let number = Int(text) else {
      throw PlainFault(.missing, "record.missing", ["number": text])
    }
    return number
  }

  /// Makes a page off the event loop.
  private func page(
    _ request: Request, needsRecords: Bool = true,
    _ make: @escaping @Sendable (Asked) throws -> String
  ) async throws -> Response {
    let asked = site.asked(request)
    let html = try await offLoop {
      if needsRecords, try site.planerka.isEmpty() { return site.render(EmptyPage(asked)) }
      return try make(asked)
    }
    return Response.html(html)
  }

  private func today(_ asked: Asked) throws -> String {
    let day = try TodayFigures(site.planerka, now: .now)
    return site.render(TodayPage(day, asked))
  }
}

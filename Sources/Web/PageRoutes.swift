import App
import Domain
import Hummingbird
import Render

/// The pages.
struct PageRoutes: Sendable {
  let site: Site

  func add(to router: Router<BasicRequestContext>) {
    router.get("/") { request, _ in try await page(request) { try today($0) } }
    router.get("reports") { request, _ in
      try await page(request) { site.render(ReportsPage($0)) }
    }
    router.get("reports/:id") { request, context in
      let id = try context.parameters.require("id")
      return try await page(request) { asked in
        let sort = asked.parameters.last { $0.name == "sort" }?.value
        var question = asked.question(id)
        question.parameters.removeAll { $0.name == "sort" }
        let report = try site.planerka.report(question, now: .now)
        return site.render(ReportPage(report, asked, sort: sort))
      }
    }
    router.get("reports/:id/records") { request, context in
      let id = try context.parameters.require("id")
      return try await page(request) { asked in
        var question = asked.question(id)
        question.parameters.removeAll { $0.name == "sort" || $0.name == "compare" }
        if question.value("limit") == nil {
          question.parameters.append(("limit", String(RecordsPage.limit)))
        }
        return site.render(RecordsPage(try site.planerka.open(question, now: .now), asked))
      }
    }
  }

  /// Makes a page off the event loop, and keeps a language that was chosen.
  private func page(
    _ request: Request, _ make: @escaping @Sendable (Asked) throws -> String
  ) async throws -> Response {
    let asked = site.asked(request)
    let html = try await offLoop {
      if try site.planerka.isEmpty() { return site.render(EmptyPage(asked)) }
      return try make(asked)
    }
    var response = Response.html(html)
    if let chosen = asked.chosen, Words.all[chosen] != nil {
      response.setCookie(
        Cookie(name: "locale", value: chosen, maxAge: 31_536_000, path: "/", sameSite: .lax))
    }
    return response
  }

  private func today(_ asked: Asked) throws -> String {
    let day = try TodayFigures(site.planerka, now: .now)
    return site.render(TodayPage(day, asked))
  }
}

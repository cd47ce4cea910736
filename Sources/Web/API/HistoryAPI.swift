import App
import Domain
import Hummingbird
import Render

/// `/api/v1/history`: what people changed.
struct HistoryAPI: Sendable {
  let site: Site

  func add(to router: Router<WebContext>) {
    router.get("api/v1/history") { request, _ in
      let place = try site.asked(request).place()
      return try await offLoop {
        let part = try site.planerka.history(limit: place.limit, before: place.before)
        return Response.json(HistoryJSON.bytes(part, try site.planerka.zone()))
      }
    }
  }
}

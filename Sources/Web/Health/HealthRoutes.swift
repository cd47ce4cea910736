import App
import Domain
import Hummingbird
import Logging
import Render

/// What watches the server: `/healthz` (it is alive), `/readyz` (it can answer), `/metrics`.
struct HealthRoutes: Sendable {
  let planerka: Planerka
  let meter: RequestMeter

  func add(to router: Router<WebContext>) {
    router.get("healthz") { _, _ in "ok\n" }
    router.get("readyz") { _, _ in
      try await offLoop { Response.json(Self.ready(try planerka.health())) }
    }
    router.get("metrics") { _, context in
      try await offLoop {
        let figures = ServerFigures(planerka, meter) { fault in
          context.logger.error("/metrics: \(Words.of("en").text(fault.message))")
        }
        return Response.bytes(Array(figures.text.utf8), Exposition.type)
      }
    }
  }

  /// Whether an address is for programs that watch: its faults are problems, not pages.
  static func has(_ path: String) -> Bool { ["/healthz", "/readyz", "/metrics"].contains(path) }

  private static func ready(_ health: Health) -> [UInt8] {
    var out = JSONBytes()
    out.open("{")
    out.key("status")
    out.text("ready")
    out.key("database")
    out.open("{")
    out.key("revision")
    out.raw(String(health.revision))
    out.close("}")
    out.key("cube")
    out.open("{")
    out.key("loaded")
    out.raw(health.cube == nil ? "false" : "true")
    out.key("revision")
    out.raw(health.cube.map { String($0.revision) } ?? "null")
    out.close("}")
    out.close("}")
    return out.bytes
  }
}

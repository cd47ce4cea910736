import App
import Domain
import Foundation
import HTTPTypes
import NIOCore
import Reports
import TestKit
import Testing
import Web

@Suite(.fewAtOnce) struct ReportAPITests {
  private func get(
    _ path: String, _ shop: Shop, _ check: @escaping @Sendable (RouterClient.Answer) throws -> Void
  ) async throws {
    try await shop.server.application().answering { client in
      try await client.execute(
        uri: path, method: .get, check)
    }
  }

  private func rows(_ response: RouterClient.Answer) throws -> [[String: Any]] {
    let json = try JSONSerialization.jsonObject(with: Data(Array(buffer: response.body)))
    return try #require((json as? [String: Any])?["rows"] as? [[String: Any]])
  }

  @Test func `a report comes as JSON, CSV and a workbook`() async throws {
    let shop = try Shop()
    let period = "from=2026-03-01&to=2026-03-31"
    try await get("/api/v1/reports/managers?\(period)&locale=en", shop) { response in
      let json = try JSONSerialization.jsonObject(with: Data(Array(buffer: response.body)))
      let report = try #require(json as? [String: Any])
      #expect(report["report"] as? String == "managers")
      #expect((report["rows"] as? [Any])?.isEmpty == false)
    }
    try await get("/api/v1/reports/managers.csv?\(period)", shop) { response in
      let text = String(buffer: response.body)
      #expect(text.hasPrefix("manager,manager_id,hot_open,"))
      #expect(text.contains("\r\n"))
    }
    try await get("/api/v1/reports/managers.csv?flavour=excel&\(period)&locale=ru", shop) {
      #expect(Array(buffer: $0.body).starts(with: [0xEF, 0xBB, 0xBF]))
      #expect(String(buffer: $0.body).contains("Менеджер;"))
    }
    try await get("/api/v1/reports/managers.xlsx?\(period)", shop) { response in
      #expect(Array(buffer: response.body).starts(with: Array("PK".utf8)))
    }
  }

  @Test(arguments: [
    ("/api/v1/reports/nothing", "report.unknown"),
    ("/api/v1/reports/managers?colour=red", "parameter.unknown"),
    ("/api/v1/reports/managers?from=soon", "parameter.date"),
    ("/api/v1/reports/managers?as_of=soon", "parameter.moment"),
    ("/api/v1/reports/managers?by=day", "by.none"),
    ("/api/v1/reports/talk-time?by=year", "parameter.value"),
    ("/api/v1/reports/managers?compare=best", "parameter.value"),
    ("/api/v1/reports/funnel?slice=colour", "parameter.value"),
    ("/api/v1/reports/funnel?mode=up", "parameter.value"),
    ("/api/v1/reports/managers?segment.colour=red", "parameter.unknown"),
    ("/api/v1/reports/managers?from=2026-03-31&to=2026-03-01", "period.reversed"),
    ("/api/v1/reports/managers.pdf", "parameter.value"),
    ("/api/v1/reports/managers/records", "parameter.missing"),
    ("/api/v1/reports/managers/records?figure=colour", "parameter.value"),
    ("/api/v1/reports/managers/records?figure=won&row.colour=red", "parameter.unknown"),
    ("/api/v1/reports/managers/records?figure=won&row.manager=nobody", "row.value"),
    ("/api/v1/reports/managers/records?figure=won&limit=0", "parameter.count"),
    ("/api/v1/reports/managers/records?figure=won&cursor=x", "cursor.wrong"),
    ("/api/v1/reports/call-structure/records?figure=share&row.band=missed", "parameter.missing"),
    ("/api/v1/reports/managers/records?figure=win_rate&limit=-5", "parameter.count"),
    ("/api/v1/reports/managers/records?figure=won&figure=won", "parameter.repeated"),
    ("/api/v1/reports/managers?from=2026-03-01&from=2026-03-02", "parameter.repeated"),
    ("/api/v1/query?subject=deals&measures=won,won", "parameter.twice"),
    ("/api/v1/query?subject=deals&measures=won&by=manager,manager", "parameter.twice"),
    ("/api/v1/query", "parameter.missing"), ("/api/v1/query?subject=x", "parameter.value"),
    ("/api/v1/query?subject=calls", "parameter.missing"),
    ("/api/v1/query?subject=calls&measures=x", "parameter.value"),
    ("/api/v1/query?subject=calls&measures=calls&by=x", "parameter.value"),
    ("/api/v1/query?subject=calls&measures=calls&where=colour=red", "parameter.unknown"),
    ("/api/v1/query?subject=calls&measures=calls&where=red", "parameter.form"),
    ("/api/v1/reports/daily/records?figure=fact&row.manager=none", "parameter.missing"),
  ])
  func `a question nobody understands is a problem that says why`(
    path: String, key: String
  ) async throws {
    let shop = try Shop()
    try await get(path, shop) { response in
      #expect(response.status == .badRequest)
      #expect(response.headers[.contentType]?.hasPrefix("application/problem+json") == true)
      #expect(String(buffer: response.body).contains("/api#\(key)\""))
    }
  }

  @Test func `a question of one's own is answered as the report with the same figures`()
    async throws
  {
    let shop = try Shop()
    let period = "from=2026-03-01&to=2026-03-31"
    let path = "/api/v1/query?subject=calls&measures=calls,talk_seconds&by=manager&\(period)"
    try await get(path, shop) { response in
      let own = try rows(response)
      let question = ReportQuestion(
        id: "talk-time",
        parameters: [(name: "from", value: "2026-03-01"), (name: "to", value: "2026-03-31")])
      let report = try shop.planerka.report(question, now: Moment(seconds: 1_800_000_000))
      #expect(own.count == report.rows.count)
      for (one, other) in zip(own, report.rows) {
        #expect(one["manager_id"] as? String == other.keys[0].id)
        #expect((one["calls"] as? Int).map { Figure.count($0) } == other.figures[0])
        #expect((one["talk_seconds"] as? Int).map { Figure.count($0) } == other.figures[2])
      }
    }
  }

  @Test func `a sum opens for all rows with some of their keys, a share to both its parts`()
    async throws
  {
    let shop = try Shop()
    let path = "/api/v1/reports/call-structure/records?from=2026-03-01&to=2026-03-31&"
    try await get("\(path)figure=calls&row.band=missed", shop) { response in
      let opened = try JSONValue(Array(buffer: response.body))
      #expect(opened["value"] == opened["sum"])
      #expect(opened["value"] == opened["count"])
      #expect(opened["value"] != .whole(0))
    }
    try await get("\(path)figure=share&row.band=missed&row.potential=new", shop) { response in
      let opened = try JSONValue(Array(buffer: response.body))
      let parts = try #require(opened["parts"]?.list)
      #expect(parts.map { $0["figure"]?.text } == ["calls", "calls"])
      #expect(parts.first?["href"]?.text?.contains("row.band=missed") == true)
      #expect(parts.last?["href"]?.text?.contains("row.") == false)
    }
    let managers = "/api/v1/reports/managers/records?from=2026-03-01&to=2026-03-31&"
    try await get("\(managers)figure=revenue_per_day", shop) { response in
      let opened = try JSONValue(Array(buffer: response.body))
      let parts = try #require(opened["parts"]?.list)
      #expect(parts.last?["figure"]?.text == "days_of_period")
      #expect(parts.last?["value"] == .whole(31))
      #expect(parts.last?["href"] == .null)
    }
  }

  @Test(arguments: [
    ("en;q=0.1, ru;q=0.9", "Каналы"), ("ru;q=0, en", "Channels"), ("de, en;q=0.5", "Channels"),
  ])
  func `of the languages somebody reads the most wanted one answers`(
    header: String, word: String
  ) async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      try await client.execute(
        uri: "/api/v1/reports", method: .get, headers: [.acceptLanguage: header]
      ) { response in
        #expect(String(buffer: response.body).contains(word == "Каналы" ? "По каналам" : word))
      }
    }
  }

  @Test func `a write from another site is refused`() async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      try await client.execute(
        uri: "/api/v1/reports", method: .post,
        headers: [.origin: "https://elsewhere.example"]
      ) { #expect($0.status == .forbidden) }
    }
  }
}

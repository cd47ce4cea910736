import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing
import Web

@Suite struct ReportAPITests {
  private func get(
    _ path: String, _ shop: Shop, _ check: @escaping @Sendable (TestResponse) throws -> Void
  ) async throws {
    try await shop.server.application().test(.router) { client in
      try await client.execute(
        uri: path, method: .get, testCallback: check)
    }
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
    ("/api/v1/reports/call-structure/records?figure=calls&row.band=missed", "parameter.missing"),
  ])
  func `a question nobody understands is a problem that says why`(
    path: String, key: String
  ) async throws {
    let shop = try Shop()
    try await get(path, shop) { response in
      #expect(response.status == .badRequest)
      #expect(response.headers[.contentType]?.hasPrefix("application/problem+json") == true)
      #expect(String(buffer: response.body).contains("urn:planerka:problem:\(key)\""))
    }
  }

  @Test func `a write from another site is refused`() async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().test(.router) { client in
      try await client.execute(
        uri: "/api/v1/reports", method: .post,
        headers: [.origin: "https://elsewhere.example"]
      ) { #expect($0.status == .forbidden) }
    }
  }
}

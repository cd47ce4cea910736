import Foundation
import HTTPTypes
import NIOCore
import Render
import Reports
import TestKit
import Testing
import Web

@Suite(.fewAtOnce) struct PageTests {
  private static let paths =
    ["/", "/reports", "/import", "/history"]
    + ReportCatalogue.all.map { "/reports/\($0.id)?from=2026-03-01&to=2026-03-31&date=2026-03-31" }
    + [
      "/reports/call-structure?by=weekday,hour&from=2026-03-01&to=2026-03-31",
      "/reports/talk-time?by=week&compare=previous&from=2026-03-01&to=2026-03-31",
      "/reports/funnel?slice=channel&mode=flow&from=2026-03-01&to=2026-03-31",
      "/reports/managers/records?figure=won&from=2026-03-01&to=2026-03-31",
      "/reports/managers/records?figure=win_rate&from=2026-03-01&to=2026-03-31",
    ]

  @Test func `every page shows in both languages and names no missing text`() async throws {
    let shop = try Shop()
    try await shop.server.application().answering { client in
      for path in Self.paths {
        for language in ["ru", "en"] {
          let join = path.contains("?") ? "&" : "?"
          try await client.execute(
            uri: "\(path)\(join)locale=\(language)", method: .get
          ) { response in
            let html = String(buffer: response.body)
            #expect(response.status == .ok, "\(path)")
            #expect(html.contains("<html lang=\"\(language)\""), "\(path)")
            #expect(!html.contains("page."), "\(path): a text is missing")
            #expect(!html.contains("{{"), "\(path)")
          }
        }
      }
    }
  }

  @Test func `a company without data is told how to get some`() async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      try await client.execute(uri: "/reports", method: .get) {
        #expect($0.status == .ok)
        #expect(String(buffer: $0.body).contains("planerka import"))
      }
    }
  }

  @Test func `what is not there and what nobody knows is told on a page`() async throws {
    let shop = try Shop()
    try await shop.server.application().answering { client in
      try await client.execute(uri: "/nowhere", method: .get) {
        #expect($0.status == .notFound)
        #expect(String(buffer: $0.body).contains("/nowhere"))
      }
      try await client.execute(
        uri: "/reports/managers?channel=%3Cb%3E&locale=en", method: .get
      ) {
        #expect($0.status == .badRequest)
        let html = String(buffer: $0.body)
        #expect(html.contains("is not known for channel"))
        #expect(!html.contains("<b>"))
      }
    }
  }

  @Test(arguments: ["ru", "en"])
  func `every text a template names is in the language`(language: String) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Sources/Web/Templates")
    let texts = Words.of(language).texts
    for name in [
      "layout", "fault", "reports", "report", "records", "today", "empty", "import",
      "import-map", "import-done",
    ] {
      let template = try String(
        contentsOf: folder.appending(path: "\(name).mustache"), encoding: .utf8)
      for part in template.components(separatedBy: "{{words.").dropFirst() {
        let key = "page.\(part.prefix { $0 != "}" })"
        #expect(texts[key] != nil, "\(name): \(key)")
      }
    }
  }
}

import App
import Domain
import Foundation
import HTTPTypes
import NIOCore
import Render
import TestKit
import Testing
import Web

@Suite(.fewAtOnce) struct HistoryTests {
  private static let calls = "id,started_at,duration_s,client\nc1,2026-03-14,40,Acme\n"

  private func json(_ uri: String, _ client: RouterClient) async throws -> JSONValue {
    try await client.execute(uri: uri, method: .get) { response in
      try JSONValue(Array(buffer: response.body))
    }
  }

  @Test func `a program's and a browser's changes are told apart`() async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      try await client.execute(
        uri: "/api/v1/import/calls?name=march.csv", method: .post,
        headers: [.contentType: "text/csv"], body: ByteBuffer(string: Self.calls)
      ) { #expect($0.status == .ok) }
      try await client.execute(uri: "/imports/1/undo", method: .post) {
        #expect($0.status == .seeOther)
      }
      let entries = try await json("/api/v1/history", client)["history"]?.list ?? []
      #expect(entries.map { $0["author"]?.text } == ["browser", "api"])
      #expect(entries.map { $0["verb"]?.text } == ["undo", "import"])
      #expect(entries.map { $0["before"] } == [.text("march.csv"), .null])
      #expect(entries.map { $0["after"] } == [.null, .text("march.csv")])
    }
  }

  @Test func `the history comes in parts by a cursor`() async throws {
    let shop = try Shop(isFilled: false)
    for number in 1...5 {
      try shop.planerka.set("norm.talk_hours", to: "1-\(number)", by: .api, now: Moment(seconds: 0))
    }
    try await shop.server.application().answering { client in
      var seen: [String] = []
      var uri = "/api/v1/history?limit=2"
      for _ in 0..<3 {
        let part = try await json(uri, client)
        seen += part["history"]?.list.compactMap { $0["after"]?.text } ?? []
        guard let cursor = part["cursor"]?.text else { break }
        uri = "/api/v1/history?limit=2&cursor=\(cursor)"
      }
      #expect(seen == ["1-5", "1-4", "1-3", "1-2", "1-1"])
    }
  }

  @Test(arguments: [
    ("limit=0", "parameter.count"), ("limit=501", "parameter.count"),
    ("limit=some", "parameter.count"), ("cursor=there", "cursor.wrong"),
    ("colour=red", "parameter.unknown"),
  ])
  func `what suits no part of it is refused`(query: String, key: String) async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      let problem = try await json("/api/v1/history?\(query)", client)
      #expect(problem["type"]?.text == "/api#\(key)")
      #expect(problem["status"] == .whole(400))
      #expect(problem["errors"]?.object.count == 1)
    }
  }

  @Test(arguments: Words.all.keys.sorted())
  func `people read it on a page, also of a company without records`(
    language: String
  ) async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      func page(_ query: String = "") async throws -> String {
        try await client.execute(uri: "/history?locale=\(language)\(query)", method: .get) {
          #expect($0.status == .ok)
          let html = String(buffer: $0.body)
          #expect(!html.contains("page.") && !html.contains("{{"))
          return html
        }
      }
      let words = Words.of(language)
      #expect(try await page().contains(words.text("page.historyNone")))
      for _ in 0..<3 {
        var order = ImportOrder(
          kind: try #require(RecordKind.named("calls")), path: try file(of: shop))
        order.name = "<b>.csv"
        _ = try shop.planerka.takeIn(order, by: .browser, now: Moment(seconds: 0), say: \.key)
      }
      let html = try await page()
      #expect(html.contains("<a href=\"/imports/3\">"))
      #expect(html.contains("&lt;b&gt;.csv"))
      #expect(!html.contains("<b>.csv"))
      #expect(html.contains(words.text("author.browser")))
      let second = try await page("&cursor=3")
      #expect(!second.contains("/imports/3\""))
      #expect(second.contains("rel=\"prev\""))
    }
  }

  private func file(of shop: Shop) throws -> String {
    let path = shop.planerka.directory.path + "/calls.csv"
    try Data(Self.calls.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }
}

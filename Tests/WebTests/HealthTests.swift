import App
import Domain
import Foundation
import HTTPTypes
import NIOCore
import TestKit
import Testing
import Web

@Suite(.fewAtOnce) struct HealthTests {
  @Test func `a ready server says up to which change it answers`() async throws {
    let shop = try Shop()
    let (planerka, cubes) = follow(shop)
    let revision = JSONValue.whole(try planerka.health().revision)
    try await Server(planerka, host: "127.0.0.1", port: 1).application().answering { client in
      func ready() async throws -> JSONValue {
        try await client.execute(uri: "/readyz", method: .get) { response in
          #expect(response.status == .ok)
          #expect(response.headers[.contentType]?.hasPrefix("application/json") == true)
          return try JSONValue(Array(buffer: response.body))
        }
      }
      let before = try await ready()
      #expect(before["database", "revision"] == revision)
      #expect(before["cube"] == .object(["loaded": .flag(false), "revision": .null]))
      try await cubes.refresh()
      #expect(
        try await ready()["cube"] == .object(["loaded": .flag(true), "revision": revision]))
    }
  }

  @Test(.enabled(if: !TestPlace.isServed))
  func `a server whose database is gone is alive but not ready`() async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      let file = shop.planerka.directory.database
      try FileManager.default.moveItem(atPath: file, toPath: file + ".gone")
      defer {
        #expect(throws: Never.self) {
          try FileManager.default.moveItem(atPath: file + ".gone", toPath: file)
        }
      }
      try await client.execute(uri: "/healthz", method: .get) { #expect($0.status == .ok) }
      try await client.execute(uri: "/readyz?locale=en", method: .get) { response in
        #expect(response.status == .serviceUnavailable)
        #expect(response.headers[.contentType]?.hasPrefix("application/problem+json") == true)
        let problem = try JSONValue(Array(buffer: response.body))
        #expect(problem["type"]?.text == "/api#database.unreadable")
        #expect(problem["status"] == .whole(503))
        #expect(problem["detail"]?.text?.contains("cannot be read") == true)
      }
      let figures = try await metrics(client)
      #expect(figures["planerka_database_up"] == 0)
      #expect(figures["planerka_database_revision"] == nil)
    }
  }

  @Test func `metrics tell of the data, the cube and the process`() async throws {
    let shop = try Shop()
    let (planerka, cubes) = follow(shop)
    try await cubes.refresh()
    try await Server(planerka, host: "127.0.0.1", port: 1).application().answering { client in
      let figures = try await metrics(client)
      let revision = Double(try planerka.health().revision)
      #expect(figures["planerka_database_up"] == 1)
      #expect(figures["planerka_database_revision"] == revision)
      #expect(figures["planerka_database_bytes"] ?? 0 > 4_096)
      #expect(figures["planerka_cube_loaded"] == 1)
      #expect(figures["planerka_cube_revision"] == revision)
      #expect(figures["planerka_cube_bytes"] ?? 0 > 1_000)
      #expect(figures["planerka_imported_rows_total{kind=\"calls\",result=\"created\"}"] ?? 0 > 100)
      #expect(figures["process_resident_memory_bytes"] ?? 0 > 1_000_000)
      #expect(figures["process_cpu_seconds_total"] ?? 0 > 0)
      let age = Date.now.timeIntervalSince1970 - (figures["process_start_time_seconds"] ?? 0)
      #expect((-1.0...86_400).contains(age))
    }
  }

  @Test(arguments: [
    (EngineChoice.auto, 1_000_000_000, "engine=\"cube\",reason=\"fits\""),
    (.auto, 1, "engine=\"sql\",reason=\"large\""),
    (.cube, 1, "engine=\"cube\",reason=\"asked\""),
    (.sql, 1_000_000_000, "engine=\"sql\",reason=\"asked\""),
  ])
  func `metrics tell which engine was chosen, and why`(
    choice: EngineChoice, limit: Int, labels: String
  ) async throws {
    let shop = try Shop()
    var planerka = shop.planerka
    let decision = try planerka.decide(choice, limit: limit)
    planerka.decision = decision
    try await Server(planerka, host: "127.0.0.1", port: 1).application().answering { client in
      let figures = try await metrics(client)
      #expect(figures["planerka_engine{\(labels)}"] == 1)
      #expect(figures["planerka_cube_limit_bytes"] == Double(limit))
      #expect(figures["planerka_cube_estimated_bytes"] == Double(decision.bytes))
    }
  }

  @Test func `requests are counted by the route's template, never by what they say`() async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      for uri in ["/api/v1/imports/77", "/api/v1/imports/78", "/secret-42", "/healthz"] {
        try await client.execute(uri: uri, method: .get) { _ in }
      }
      let odd = try #require(HTTPRequest.Method("BREW"))
      try await client.execute(uri: "/healthz", method: odd) { _ in }
      let figures = try await metrics(client)
      func count(_ route: String, _ method: String, _ status: String) -> Double? {
        figures[
          "planerka_http_requests_total{route=\"\(route)\",method=\"\(method)\",status=\"\(status)\"}"
        ]
      }
      #expect(count("/api/v1/imports/{id}", "GET", "4xx") == 2)
      #expect(count("none", "GET", "4xx") == 1)
      #expect(count("/healthz", "GET", "2xx") == 1)
      #expect(count("none", "other", "4xx") == 1)
      #expect(!figures.keys.contains { $0.contains("77") || $0.contains("secret") })
    }
  }

  @Test func `the seconds of a route are a histogram that adds up`() async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      for _ in 0..<3 {
        try await client.execute(uri: "/healthz", method: .get) { _ in }
      }
      let figures = try await metrics(client)
      let name = "planerka_http_request_duration_seconds"
      let buckets = ["0.001", "0.005", "0.01", "0.1", "1.0", "10.0", "+Inf"].map {
        figures["\(name)_bucket{route=\"/healthz\",le=\"\($0)\"}"] ?? -1
      }
      #expect(buckets == buckets.sorted())
      #expect(buckets.first ?? -1 >= 0)
      #expect(buckets.last == 3)
      #expect(figures["\(name)_count{route=\"/healthz\"}"] == 3)
      #expect(figures["\(name)_sum{route=\"/healthz\"}"] ?? -1 >= 0)
    }
  }

  @Test(arguments: ["/readyz", "/metrics"])
  func `who watches must name the server's host too`(path: String) async throws {
    let shop = try Shop(isFilled: false)
    let server = Server(shop.planerka, host: "sales.example", port: 8080)
    try await server.application().answering { client in
      try await client.execute(uri: path, method: .get) { response in
        #expect(response.status == .forbidden)
        #expect(response.headers[.contentType]?.hasPrefix("application/problem+json") == true)
      }
    }
  }

  /// The shop's company with a cube that is not made yet.
  private func follow(_ shop: Shop) -> (planerka: Planerka, cubes: CubeKeeper) {
    var planerka = shop.planerka
    let cubes = CubeKeeper(
      planerka.storage, file: planerka.directory.columns, failed: { Issue.record($0) })
    planerka.cubes = cubes
    return (planerka, cubes)
  }

  /// The metrics by name and labels; each metric is told of before its samples, and each line is one.
  private func metrics(_ client: RouterClient) async throws -> [String: Double] {
    try await client.execute(uri: "/metrics", method: .get) { response in
      #expect(response.status == .ok)
      #expect(response.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
      let text = String(buffer: response.body)
      #expect(text.hasSuffix("\n"))
      var figures: [String: Double] = [:]
      var told: Set<String> = []
      for line in text.split(separator: "\n") {
        if line.hasPrefix("# ") {
          let words = line.split(separator: " ")
          #expect(["HELP", "TYPE"].contains(words[1]), "\(line)")
          told.insert(String(words[2]))
          continue
        }
        let place = try #require(line.lastIndex(of: " "), "\(line)")
        let name = String(line[..<place])
        #expect(figures[name] == nil, "\(name) stands twice")
        figures[name] = try #require(Double(line[line.index(after: place)...]), "\(line)")
        let family = name.prefix { $0 != "{" }
        let stems = ["", "_bucket", "_sum", "_count"].filter { family.hasSuffix($0) }
        #expect(stems.contains { told.contains(String(family.dropLast($0.count))) }, "\(line)")
      }
      return figures
    }
  }
}

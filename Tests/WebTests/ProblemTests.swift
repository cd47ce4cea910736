import Domain
import Foundation
import HTTPTypes
import NIOCore
import Render
import TestKit
import Testing
import Web

@Suite(.fewAtOnce) struct ProblemTests {
  private func get(
    _ uri: String, _ client: RouterClient, _ headers: HTTPFields = [:]
  ) async throws -> RouterClient.Answer {
    try await client.execute(uri: uri, method: .get, headers: headers) { $0 }
  }

  /// The keys of the problems that a page explains, with their texts.
  private func explained(_ html: String) -> [String: Substring] {
    let rows = html.matches(of: /<tr id="([a-z_.]+)">.*?<td class="long"[^>]*>([^<]*)<\/td><\/tr>/)
    return Dictionary(rows.map { (String($0.1), $0.2) }) { $1 }
  }

  @Test(arguments: ["en", "ru"])
  func `the type of a problem leads to where it is explained, also without data`(
    language: String
  ) async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      let missing = try await get("/api/v1/imports/9", client)
      let type = try #require(try JSONValue(Array(buffer: missing.body))["type"]?.text)
      #expect(type == "/api#import.missing")
      let parts = type.split(separator: "#")
      let page = try await get("\(parts[0])?locale=\(language)", client)
      #expect(page.status == .ok)
      let text = Words.of(language).text("import.missing")
      #expect(explained(String(buffer: page.body))[String(parts[1])] == text[...])
    }
  }

  /// Faults that commands alone meet, or pages, which tell them in their own words.
  private static let others: Set<String> = [
    "address.unknown", "address.unusable", "backup.exists", "columns.damaged", "columns.unreadable",
    "columns.unwritable", "database.missing", "database.newer", "database.unusable",
    "demo.not_empty", "directory.taken", "directory.unusable",
    "distribute.citus_missing", "distribute.citus_no_servers", "distribute.citus_old",
    "distribute.embedded", "distribute.twice", "file.forbidden", "file.missing", "file.not_a_file",
    "file.special",
    "mapping.twice", "move.differs", "move.distributed", "move.not_empty", "move.same",
    "parameter.page",
    "parameter.sort",
    "port.taken",
    "postgres.empty", "postgres.encoding", "postgres.foreign", "postgres.url", "postgres.url_slash",
    "postgres.version",
    "record.missing",
    "rejected.stopped", "rejected.unwritable", "restore.damaged", "restore.missing",
    "restore.no_file",
    "setting.currency", "setting.kept", "setting.unknown", "setting.wrong", "upload.gone",
    "zone.unknown",
  ]

  @Test func `every fault the API may answer is explained`() async throws {
    let shop = try Shop(isFilled: false)
    let html = try await shop.server.application().answering { client in
      String(buffer: try await get("/api?locale=en", client).body)
    }
    let known = explained(html)
    let texts = Words.of("en").texts
    for (key, _) in known { #expect(texts[key] != nil, "nobody says \(key)") }
    let found = try Self.faults().filter { texts[$0] != nil }
    #expect(found.count > 90)
    for key in found.sorted() {
      #expect((known[key] != nil) != Self.others.contains(key), "\(key)")
    }
  }

  /// The keys that stand where faults are made.
  private static func faults() throws -> Set<String> {
    let house = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    var found: Set<String> = []
    for room in ["App", "Domain", "Formats", "Store", "Web"] {
      let files = try #require(
        FileManager.default.enumerator(
          at: house.appending(path: "Sources/\(room)"), includingPropertiesForKeys: nil))
      for case let file as URL in files where file.pathExtension == "swift" {
        let code = try String(contentsOf: file, encoding: .utf8)
        for match in code.matches(of: /"([a-z_]+)\.[a-z_.]+"/) where groups.contains(match.1) {
          found.insert(String(match.0.dropFirst().dropLast()))
        }
      }
    }
    return found
  }

  /// What the keys of faults begin with.
  private static let groups: Set<Substring> = [
    "address", "backup", "by", "columns", "cursor", "database", "delimiter", "demo", "directory",
    "disk", "file", "form", "host", "http", "key", "kind", "mapping", "move", "parameter",
    "parameters", "period", "port", "postgres", "raw", "record", "rejected", "restore", "setting",
    "undo", "upload", "zone",
  ]

  @Test func `what is wrong with several parameters is told at once`() async throws {
    let shop = try Shop()
    let question = "from=soon&by=day&colour=red&channel=%3Cb%3E&channel=moon&compare=best"
    try await shop.server.application().answering { client in
      let told = try await get("/api/v1/reports/managers?\(question)&locale=en", client)
      #expect(told.status == .badRequest)
      let problem = try JSONValue(Array(buffer: told.body))
      #expect(problem["type"]?.text == "/api#parameters.wrong")
      let errors = try #require(problem["errors"]?.object)
      #expect(errors.keys.sorted() == ["by", "channel", "colour", "compare", "from"])
      #expect(errors["from"]?.list.first?.text?.hasPrefix("from: «soon» is not a date.") == true)
      #expect(errors["channel"]?.list.count == 2)
      let detail = try #require(problem["detail"]?.text)
      #expect(detail.hasPrefix("What does not suit in the question: 6."))
      for text in errors.values.flatMap(\.list).compactMap(\.text) {
        #expect(detail.contains(text))
      }
      let page = try await get("/reports/managers?\(question)&locale=en", client)
      let html = String(buffer: page.body)
      #expect(page.status == .badRequest)
      #expect(html.matches(of: /<li>[^<]*(?:is not|no parameter|one shape)[^<]*<\/li>/).count == 6)
      #expect(!html.contains("<b>"))
    }
  }

  @Test(arguments: [
    ("managers?sort=colour", "colour"), ("managers?sort=-colour", "-colour"),
    ("managers?sort=%2Bwon", "+won"), ("managers?sort=won%20desc", "won desc"),
    ("managers?sort=-", "-"), ("managers?sort=--won", "--won"), ("losses?sort=stage", "stage"),
    ("managers?sort=%3Cb%3E", "&lt;b&gt;"), ("managers?sort=won&sort=x", "x"),
  ])
  func `an order by a column there is not is refused with those there are`(
    question: String, told: String
  ) async throws {
    let shop = try Shop()
    try await shop.server.application().answering { client in
      let page = try await get("/reports/\(question)&locale=en", client)
      let html = String(buffer: page.body)
      #expect(page.status == .badRequest)
      #expect(html.contains("sort: «\(told)» is no column of this table. Known: "))
      #expect(html.contains("; a minus before one puts its largest first."))
      #expect(html.contains(question.hasPrefix("losses") ? "refusals" : "hot_open, hot_new"))
      #expect(!html.contains("<b>"))
    }
  }

  @Test func `every column a table has orders it, from either end`() async throws {
    let shop = try Shop()
    try await shop.server.application().answering { client in
      let period = "from=2026-01-01&to=2026-03-31&as_of=2026-03-31"
      let questions = [
        "managers?", "losses?by=stage&", "funnel?slice=channel&", "channels?by=month&",
      ]
      for question in questions {
        let html = String(buffer: try await get("/reports/\(question)\(period)", client).body)
        let links = html.matches(of: /<th [^>]*><a href="([^"]*sort=[^"]*)"/)
          .map { String($0.1).replacing("&amp;", with: "&") }
        #expect(!links.isEmpty, "\(question)")
        for link in links {
          for uri in [link, link.replacing("sort=-", with: "sort=")] {
            let answer = try await get(uri, client)
            #expect(answer.status == .ok, "\(uri)")
          }
        }
      }
      // Why: the slice's own column goes with the slice.
      let uri = "/reports/funnel?slice=channel&sort=slice"
      let html = String(buffer: try await get(uri, client).body)
      #expect(!html.contains(/href="\/reports\/funnel\?slice=region[^"]*sort=/))
      let plain = try await get("\(uri)&sort=", client)
      #expect(plain.status == .ok)
    }
  }

  @Test func `a wrong order is told with all that is wrong`() async throws {
    let shop = try Shop()
    let question = "from=2026-03-31&to=2026-03-01&sort=x&colour=red&locale=en"
    try await shop.server.application().answering { client in
      let html = String(buffer: try await get("/reports/managers?\(question)", client).body)
      let told = html.matches(of: /<li>(sort:|There is no parameter colour|The period)[^<]*<\/li>/)
      #expect(told.count == 3)
    }
  }

  @Test(arguments: [
    ("/?date=2026-01-01", "date"), ("/reports?from=2026-01-01", "from"), ("/api?page=2", "page"),
    ("/clients/1?as_of=2026-01-01", "as_of"), ("/deals/1?colour=red", "colour"),
    ("/history?limit=5", "limit"), ("/import?kind=deals", "kind"), ("/imports/1?page=2", "page"),
    ("/reports/managers?flavour=excel", "flavour"),
    ("/reports/daily?sort=plan", "sort"),
    ("/api/v1/reports/managers/records?figure=won&sort=won", "sort"),
    ("/api/v1/reports?page=2", "page"), ("/api/v1/reports/managers?sort=won", "sort"),
    ("/api/v1/reports/managers.xlsx?flavour=excel", "flavour"),
    ("/api/v1/query?subject=deals&measures=won&flavour=excel", "flavour"),
  ])
  func `what an address does not take is refused`(uri: String, name: String) async throws {
    let shop = try Shop()
    try await shop.server.application().answering { client in
      let answer = try await get("\(uri)&locale=en", client)
      #expect(answer.status == .badRequest)
      let text = String(buffer: answer.body)
      #expect(text.contains("There is no parameter \(name). Known: "))
      #expect(uri.hasPrefix("/api/") == text.contains("/api#parameter.unknown"))
    }
  }

  @Test func `a comparison there is not is refused on the page of records too`() async throws {
    let shop = try Shop()
    try await shop.server.application().answering { client in
      for (word, status) in [("previous", HTTPResponse.Status.ok), ("best", .badRequest)] {
        let answer = try await get("/reports/managers/records?figure=won&compare=\(word)", client)
        #expect(answer.status == status)
      }
    }
  }

  @Test func `one wrong parameter is told as ever`() async throws {
    let shop = try Shop()
    let uri = "/reports/managers?from=2026-03-31&to=2026-03-01&locale=en"
    try await shop.server.application().answering { client in
      let problem = try JSONValue(Array(buffer: try await get("/api/v1\(uri)", client).body))
      #expect(problem["type"]?.text == "/api#period.reversed")
      let text = "The period ends before it begins: from 2026-03-31, to 2026-03-01. Swap them."
      #expect(problem["detail"]?.text == text)
      #expect(problem["errors", "from"]?.list.map(\.text) == [text])
      let html = String(buffer: try await get(uri, client).body)
      #expect(html.contains("<p class=\"muted\">\(text)</p>"))
      #expect(!html.contains("<li>The period"))
    }
  }

  @Test(arguments: [
    ("/api/v1/query?subject=x&from=soon&mode=up", ["from", "mode", "subject"]),
    ("/api/v1/query?subject=calls&measures=x,y,calls&by=z&as_of=now", ["as_of", "by", "measures"]),
    (
      "/api/v1/reports/call-structure/records?figure=colour&row.band=blue&row.colour=red",
      ["figure", "row.band", "row.colour"]
    ),
    ("/api/v1/reports/funnel?slice=colour&mode=up&segment.x=1", ["mode", "segment.x", "slice"]),
  ])
  func `so it is for a question of one's own and for records`(
    uri: String, names: [String]
  ) async throws {
    let shop = try Shop()
    try await shop.server.application().answering { client in
      let problem = try JSONValue(Array(buffer: try await get(uri, client).body))
      #expect(problem["type"]?.text == "/api#parameters.wrong")
      #expect(problem["errors"]?.object.keys.sorted() == names)
    }
  }

  @Test func `a period is not called reversed when one of its ends is unknown`() async throws {
    let shop = try Shop()
    try await shop.server.application().answering { client in
      for question in ["from=2999-01-01&to=soon", "from=2999-01-01&as_of=soon"] {
        let answer = try await get("/api/v1/reports/managers?\(question)", client)
        let type = try JSONValue(Array(buffer: answer.body))["type"]?.text
        #expect(["/api#parameter.date", "/api#parameter.moment"].contains(type))
      }
    }
  }

  @Test(arguments: [
    "/?locale=xx", "/reports/managers?locale=xx", "/import?locale=xx&locale=XX", "/api?locale=xx",
    "/api/v1/reports?locale=xx", "/api/v1/imports/1/file?locale=xx",
    "/api/v1/reports/managers.csv?locale=de-DE",
  ])
  func `a language there is not is refused with those there are`(uri: String) async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      let answer = try await get(uri, client, [.acceptLanguage: "en"])
      #expect(answer.status == .badRequest)
      let text = String(buffer: answer.body)
      #expect(text.contains("is not known for locale. Known: en, ru."))
      #expect(uri.hasPrefix("/api/") == text.contains("/api#parameter.value"))
      #expect(answer.headers[.setCookie] == nil)
    }
  }

  @Test func `an unknown language that nobody asked for in the address is passed over`()
    async throws
  {
    let shop = try Shop(isFilled: false)
    let wishes: [HTTPFields] = [
      [.acceptLanguage: "xx, en;q=0.5"], [.acceptLanguage: "en", .cookie: "locale=xx"],
    ]
    try await shop.server.application().answering { client in
      for headers in wishes {
        for uri in ["/import", "/import?locale="] {
          let answer = try await get(uri, client, headers)
          #expect(answer.status == .ok)
          #expect(String(buffer: answer.body).contains("<html lang=\"en\""))
        }
      }
    }
  }
}

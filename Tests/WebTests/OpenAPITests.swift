import App
import Domain
import Foundation
import HTTPTypes
import NIOCore
import Render
import Reports
import TestKit
import Testing
import Web

@Suite(.fewAtOnce) struct OpenAPITests {
  private static let period = "from=2026-03-01&to=2026-03-31&date=2026-03-31&as_of=2026-03-31"

  /// Every form of every report: each key, slice and mode, alone and compared.
  private static let questions: [(id: String, query: String)] = ReportCatalogue.all.flatMap {
    recipe -> [(id: String, query: String)] in
    var forms = [""] + recipe.by.map { "&by=\($0)" }
    if recipe.isSliced {
      let slices = [
        "client_type", "product", "channel", "manager", "region", "segment.age", "segment.sex",
        "segment.occupation",
      ]
      forms += slices.map { "&slice=\($0)" }
      forms += forms.map { $0 + "&mode=flow" }
    }
    let asked = forms + forms.flatMap { ["\($0)&compare=previous", "\($0)&compare=year"] }
    return asked.map { (recipe.id, period + $0) }
  }

  private func document(_ client: RouterClient) async throws -> JSONValue {
    try await client.execute(uri: "/api/v1/openapi.json?locale=en", method: .get) { response in
      #expect(response.status == .ok)
      return try JSONValue(Array(buffer: response.body))
    }
  }

  /// What is wrong with an answer by what the description says of its path and status.
  private func faults(
    _ uri: String, _ client: RouterClient, _ document: JSONValue,
    status: HTTPResponse.Status = .ok
  ) async throws -> [String] {
    try await client.execute(uri: uri, method: .get) { response in
      guard response.status == status else { return ["status \(response.status)"] }
      let path = String(uri.prefix { $0 != "?" })
      let type = response.headers[.contentType]?.prefix { $0 != ";" } ?? ""
      let operation = document["paths", path, "get"]
      var answer = operation?["responses", String(status.code)]
      if let reference = answer?["$ref"]?.text { answer = document.resolve(reference) }
      guard let schema = answer?["content", String(type), "schema"] else {
        return ["\(path) does not tell of \(status.code) \(type)"]
      }
      return SchemaCheck(document: document)
        .faults(try JSONValue(Array(buffer: response.body)), schema)
    }
  }

  @Test func `every report answers as described, in every form`() async throws {
    let shop = try Shop()
    try await shop.server.application().answering { client in
      let document = try await document(client)
      #expect(try await faults("/api/v1/reports", client, document) == [])
      for (id, query) in Self.questions {
        let uri = "/api/v1/reports/\(id)?\(query)"
        let wrong = try await faults(uri, client, document)
        #expect(wrong.isEmpty, "\(uri): \(wrong.prefix(3).joined(separator: "; "))")
      }
    }
  }

  @Test func `a question of one's own answers as described`() async throws {
    let shop = try Shop()
    try await shop.server.application().answering { client in
      let document = try await document(client)
      for subject in QuerySubject.all {
        let measures = subject.measureNames.joined(separator: ",")
        for form in ["", "&by=day", "&by=day&compare=previous", "&where=channel=none"] {
          let question = "subject=\(subject.name)&measures=\(measures)\(form)"
          let uri = "/api/v1/query?\(Self.period)&\(question)"
          let wrong = try await faults(uri, client, document)
          #expect(wrong.isEmpty, "\(uri): \(wrong.prefix(3).joined(separator: "; "))")
        }
      }
      let nothing = try await faults("/api/v1/query", client, document, status: .badRequest)
      #expect(nothing == [])
    }
  }

  @Test func `the records behind every figure answer as described`() async throws {
    let shop = try Shop()
    try await shop.server.application().answering { client in
      let document = try await document(client)
      for recipe in ReportCatalogue.all {
        let path = "/api/v1/reports/\(recipe.id)"
        let report = try await client.execute(uri: "\(path)?\(Self.period)", method: .get) {
          try JSONValue(Array(buffer: $0.body))
        }
        let columns = report["columns"]?.list.compactMap { $0["key"]?.text } ?? []
        let first = report["rows"]?.list.first?.object ?? [:]
        let keyCount =
          columns.count
          - (document["components", "schemas", "\(recipe.id).figures"]?[
            "properties"]?.object.count ?? 0)
        let row = columns.prefix(keyCount).map { key in
          let value = (first["\(key)_id"] ?? first[key])?.text ?? "none"
          return "&row.\(key)=\(Self.encoded(value))"
        }.joined()
        for figure in columns.dropFirst(keyCount) {
          for place in ["", row] {
            let uri = "\(path)/records?\(Self.period)&figure=\(figure)\(place)&limit=20"
            let wrong = try await faults(uri, client, document)
            #expect(wrong.isEmpty, "\(uri): \(wrong.prefix(3).joined(separator: "; "))")
          }
        }
      }
    }
  }

  @Test func `what cannot be answered is the problem described`() async throws {
    let shop = try Shop(isFilled: false)
    let questions: [(uri: String, status: HTTPResponse.Status)] = [
      ("managers?colour=red", .badRequest), ("managers?from=soon", .badRequest),
      ("funnel?slice=colour", .badRequest),
      ("funnel?from=2026-03-31&to=2026-03-01", .badRequest),
      ("managers/records", .badRequest),
      ("losses/records?figure=refusals&row.reason=whim", .notFound),
      ("losses.csv?flavour=lotus", .badRequest), ("managers?from=soon&by=day", .badRequest),
      ("managers?locale=xx", .badRequest),
    ]
    try await shop.server.application().answering { client in
      let document = try await document(client)
      for (question, status) in questions {
        let uri = "/api/v1/reports/\(question)"
        let wrong = try await faults(uri, client, document, status: status)
        #expect(wrong.isEmpty, "\(uri): \(wrong.joined(separator: "; "))")
      }
    }
  }

  @Test func `a ready server answers as described`() async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      let document = try await document(client)
      #expect(try await faults("/readyz", client, document) == [])
    }
  }

  @Test func `refusals of writes are the problems described`() async throws {
    let shop = try Shop(isFilled: false)
    let calls = "id,started_at,duration_s\nc1,2026-03-14,40\n"
    let writes: [(body: String, key: String?, status: HTTPResponse.Status)] = [
      (calls, "k", .ok), (calls + "c2,2026-03-15,1\n", "k", .conflict),
      (calls + "c3,yesterday,1\n", nil, .unprocessableContent),
      ("id\n\"c1", nil, .unprocessableContent),
    ]
    try await shop.server.application().answering { client in
      let document = try await document(client)
      let operation = document["paths", "/api/v1/import/{kind}", "post"]
      for (body, key, status) in writes {
        var headers: HTTPFields = [.contentType: "text/csv"]
        if let key { headers[try #require(HTTPField.Name("Idempotency-Key"))] = key }
        try await client.execute(
          uri: "/api/v1/import/calls", method: .post, headers: headers,
          body: ByteBuffer(string: body)
        ) { response in
          #expect(response.status == status)
          var answer = operation?["responses", String(status.code)]
          if let reference = answer?["$ref"]?.text { answer = document.resolve(reference) }
          let type = response.headers[.contentType]?.prefix { $0 != ";" } ?? ""
          let schema = try #require(answer?["content", String(type), "schema"], "\(status)")
          let value = try JSONValue(Array(buffer: response.body))
          let wrong = SchemaCheck(document: document).faults(value, schema)
          #expect(wrong.isEmpty, "\(status): \(wrong.prefix(3).joined(separator: "; "))")
        }
      }
    }
  }

  @Test func `the history of changes answers as described`() async throws {
    let shop = try Shop()
    try shop.planerka.settle([:], by: .commandLine, now: Moment(seconds: 0))
    try await shop.server.application().answering { client in
      let document = try await document(client)
      for uri in ["/api/v1/history", "/api/v1/history?limit=2"] {
        #expect(try await faults(uri, client, document) == [])
      }
      let wrong = try await faults(
        "/api/v1/history?limit=0", client, document, status: .badRequest)
      #expect(wrong == [])
    }
  }

  @Test func `an answer with a column more, less or other is not the one described`() async throws {
    let shop = try Shop()
    try await shop.server.application().answering { client in
      let document = try await document(client)
      let uri = "/api/v1/reports/channels?\(Self.period)"
      let answer = try await client.execute(uri: uri, method: .get) {
        try JSONValue(Array(buffer: $0.body)).object
      }
      let schema = try #require(
        document["paths", "/api/v1/reports/channels", "get"]?[
          "responses", "200", "content", "application/json", "schema"])
      let check = SchemaCheck(document: document)
      #expect(check.faults(.object(answer), schema) == [])
      func isWrong(_ change: (inout [String: JSONValue]) -> Void) -> Bool {
        var changed = answer
        change(&changed)
        return !check.faults(.object(changed), schema).isEmpty
      }
      func withRow(_ change: (inout [String: JSONValue]) -> Void) -> Bool {
        isWrong { answer in
          var row = answer["rows"]?.list.first?.object ?? [:]
          change(&row)
          answer["rows"] = .list([.object(row)])
        }
      }
      #expect(withRow { $0["colour"] = .whole(1) })
      #expect(withRow { $0["leads"] = nil })
      #expect(withRow { $0["leads"] = .number(1.5) })
      #expect(isWrong { $0["columns"] = .list(Array($0["columns"]?.list.dropLast() ?? [])) })
      #expect(isWrong { $0["columns"] = .list(Array($0["columns"]?.list.reversed() ?? [])) })
      #expect(isWrong { $0["total"] = .null })
      #expect(isWrong { $0["as_of"] = .text("now") })
    }
  }

  @Test(arguments: Words.all.keys.sorted())
  func `the description is well formed and every word of it is there`(
    language: String
  ) async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      let document = try await client.execute(
        uri: "/api/v1/openapi.json?locale=\(language)", method: .get
      ) { response in
        #expect(response.headers[.contentType]?.hasPrefix("application/json") == true)
        #expect(!String(buffer: response.body).contains("page."), "a text is missing")
        return try JSONValue(Array(buffer: response.body))
      }
      #expect(document["openapi"]?.text == "3.1.0")
      #expect(document["info", "title"]?.text?.isEmpty == false)
      #expect(document["info", "version"]?.text?.isEmpty == false)
      for reference in Set(document.references) {
        #expect(document.resolve(reference) != nil, "\(reference)")
      }
      var ids: Set<String> = []
      for (path, methods) in document["paths"]?.object ?? [:] {
        #expect(path.hasPrefix("/"))
        for (method, operation) in methods.object {
          let name = "\(method) \(path)"
          let id = try #require(operation["operationId"]?.text, "\(name)")
          #expect(ids.insert(id).inserted, "\(id) stands twice")
          #expect(operation["summary"]?.text?.isEmpty == false, "\(name)")
          #expect(operation["responses", "200", "description"]?.text?.isEmpty == false, "\(name)")
          try checkParameters(of: operation, path, document)
        }
      }
    }
  }

  private func checkParameters(
    of operation: JSONValue, _ path: String, _ document: JSONValue
  ) throws {
    var seen: Set<String> = []
    for listed in operation["parameters"]?.list ?? [] {
      let parameter = try #require(
        listed["$ref"]?.text.map(document.resolve) ?? listed, "\(path): \(listed)")
      let name = try #require(parameter["name"]?.text, "\(path)")
      let place = try #require(parameter["in"]?.text, "\(path): \(name)")
      #expect(["query", "path", "header"].contains(place), "\(path): \(name)")
      #expect(seen.insert("\(place) \(name)").inserted, "\(path): \(name) stands twice")
      #expect(parameter["description"]?.text?.isEmpty == false, "\(path): \(name)")
      #expect(parameter["schema"] != nil, "\(path): \(name)")
      #expect((place == "path") == path.contains("{\(name)}"), "\(path): \(name)")
    }
    for gap in path.split(separator: "{").dropFirst() {
      #expect(seen.contains("path \(gap.prefix { $0 != "}" })"), "\(path)")
    }
  }

  @Test func `people find every operation on a page, and every example answers`() async throws {
    let shop = try Shop()
    try await shop.server.application().answering { client in
      let paths = try await document(client)["paths"]?.object ?? [:]
      var links: Set<String> = []
      for language in Words.all.keys.sorted() {
        let html = try await client.execute(uri: "/api?locale=\(language)", method: .get) {
          #expect($0.status == .ok)
          return String(buffer: $0.body)
        }
        #expect(html.contains("<html lang=\"\(language)\""))
        #expect(!html.contains("page.") && !html.contains("{{"))
        for path in paths.keys { #expect(html.contains(path), "\(path)") }
        for part in html.components(separatedBy: "href=\"").dropFirst() {
          let link = part.prefix { $0 != "\"" }
          let isWatching = ["/healthz", "/readyz", "/metrics"].contains(link)
          guard link.hasPrefix("/api/v1/") || isWatching else { continue }
          links.insert(link.split(separator: "&amp;").joined(separator: "&"))
        }
      }
      #expect(links.count > 40)
      for link in links {
        try await client.execute(uri: link, method: .get) { #expect($0.status == .ok, "\(link)") }
      }
    }
  }

  /// Percent-encodes a value of an address.
  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
  }
}

import App
import Domain
import HTTPTypes
import NIOCore
import TestKit
import Testing
import Web

/// What taking files in, listing and undoing really answer, against the description of the API.
@Suite(.fewAtOnce) struct OpenAPIImportTests {
  /// A request: its address, the described path it belongs to, and what it brings.
  private struct Sent {
    var method: HTTPRequest.Method = .get
    let uri: String
    let path: String
    var body = ""
    var type = "text/csv"
    var key: String?

    static func file(
      _ kind: String, _ query: String = "", _ body: String, type: String = "text/csv",
      key: String? = nil
    ) -> Sent {
      Sent(
        method: .post, uri: "/api/v1/import/\(kind)?\(query)", path: "/api/v1/import/{kind}",
        body: body, type: type, key: key)
    }

    static func list(_ query: String = "") -> Sent {
      Sent(uri: "/api/v1/imports?\(query)", path: "/api/v1/imports")
    }

    static func one(_ id: String, file: Bool = false) -> Sent {
      let suffix = file ? "/file" : ""
      return Sent(uri: "/api/v1/imports/\(id)\(suffix)", path: "/api/v1/imports/{id}\(suffix)")
    }

    static func undo(_ id: String, key: String? = nil) -> Sent {
      Sent(
        method: .delete, uri: "/api/v1/imports/\(id)", path: "/api/v1/imports/{id}", key: key)
    }
  }

  private static let calls = "id,started_at,duration_s,client\nc1,2026-03-14,40,Acme\n"
  private static let bad = calls + "c2,yesterday,-1,\n,2026-03-14\n"

  private static func form(_ map: String) -> String {
    "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"march.csv\"\r\n\r\n"
      + "Nr;When;S\n1;3/14/2026;40\n\r\n--x\r\nContent-Disposition: form-data; name=\"map\"\r\n\r\n"
      + "\(map)\r\n--x--\r\n"
  }

  private static let map =
    #"{"id": "Nr", "started_at": {"column": "When", "format": "M/d/yyyy"}, "duration_s": "S"}"#
  private static let multipart = "multipart/form-data; boundary=x"
  private static let long = String(repeating: "k", count: 201)

  /// Requests one after another to one company, with the status of each.
  private static let story: [(sent: Sent, status: HTTPResponse.Status)] = [
    (.list(), .ok),
    (.file("calls", "dry_run=yes", calls), .ok),
    (.file("calls", "source=pbx", calls, key: "k1"), .ok),
    (.file("calls", "source=pbx", calls, key: "k1"), .ok),
    (.file("calls", "source=pbx", bad, key: "k1"), .conflict),
    (.file("calls", "", calls, key: long), .badRequest),
    (.file("calls", "", bad), .unprocessableContent),
    (.file("calls", "dry_run=yes", bad), .unprocessableContent),
    (.file("calls", "dry_run=yes&skip_bad=yes", bad), .ok),
    (.file("calls", "skip_bad=yes&name=march.csv", bad), .ok),
    (.file("leads", "", calls), .unprocessableContent),
    (.file("calls", "", ""), .unprocessableContent),
    (.file("calls", "sheet=One", calls), .unprocessableContent),
    (.file("nothing", "", calls), .notFound),
    (.file("calls", "colour=red", calls), .badRequest),
    (.file("calls", "dry_run=perhaps", calls), .badRequest),
    (.file("calls", "encoding=klingon", calls), .badRequest),
    (.file("calls", "", form(map), type: multipart), .ok),
    (.file("calls", "", form(#"{"id": {"colunm": "Nr"}}"#), type: multipart), .badRequest),
    (.file("calls", "", "--y", type: multipart), .badRequest),
    (.file("clients", "", "id,name\nk1,Nobody\n"), .ok),
    (.file("calls", "", "id,started_at,duration_s,client\nc9,2026-03-14,1,k1\n"), .ok),
    (.list("limit=2"), .ok), (.list("limit=2&cursor=2"), .ok), (.list("limit=0"), .badRequest),
    (.list("cursor=x"), .badRequest),
    (.one("1"), .ok), (.one("99"), .notFound), (.one("x"), .notFound),
    (.one("1", file: true), .ok), (.one("99", file: true), .notFound),
    (.undo("4"), .conflict), (.undo("5", key: long), .badRequest), (.undo("5", key: "k2"), .ok),
    (.undo("5", key: "k2"), .ok), (.undo("4", key: "k2"), .conflict), (.undo("5"), .conflict),
    (.undo("4"), .ok), (.undo("99"), .notFound), (.one("4"), .ok), (.list(), .ok),
  ]

  @Test(arguments: ["ru", "en"])
  func `every answer to an import is the one described`(language: String) async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      let document = try await client.execute(uri: "/api/v1/openapi.json", method: .get) {
        try JSONValue(Array(buffer: $0.body))
      }
      for (place, step) in Self.story.enumerated() {
        let faults = try await faults(step.sent, step.status, language, client, document)
        #expect(faults.isEmpty, "\(place): \(step.sent.uri): \(faults.joined(separator: "; "))")
      }
    }
  }

  private func faults(
    _ sent: Sent, _ status: HTTPResponse.Status, _ language: String,
    _ client: RouterClient, _ document: JSONValue
  ) async throws -> [String] {
    var headers: HTTPFields = [.contentType: sent.type, .acceptLanguage: language]
    if let key = sent.key, let name = HTTPField.Name("Idempotency-Key") { headers[name] = key }
    return try await client.execute(
      uri: sent.uri, method: sent.method, headers: headers, body: ByteBuffer(string: sent.body)
    ) { response in
      guard response.status == status else {
        return ["status \(response.status): \(String(buffer: response.body))"]
      }
      let operation = document["paths", sent.path, sent.method.rawValue.lowercased()]
      var answer = operation?["responses", String(status.code)]
      if let reference = answer?["$ref"]?.text { answer = document.resolve(reference) }
      let type = String(response.headers[.contentType]?.prefix { $0 != ";" } ?? "")
      guard let schema = answer?["content", type, "schema"] else {
        return ["\(sent.path) does not tell of \(status.code) \(type)"]
      }
      // Why: a file comes back as it was, in no form the description could tell of.
      if type == "application/octet-stream" { return [] }
      let value = try JSONValue(Array(buffer: response.body))
      return SchemaCheck(document: document).faults(value, schema)
    }
  }

  @Test func `an answer with a member more, less or other is not the one described`() async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      let document = try await client.execute(uri: "/api/v1/openapi.json", method: .get) {
        try JSONValue(Array(buffer: $0.body))
      }
      let check = SchemaCheck(document: document)
      func isWrong(
        _ schema: String, _ value: [String: JSONValue],
        _ change: (inout [String: JSONValue]) -> Void
      ) throws -> Bool {
        let schema = try #require(document["components", "schemas", schema])
        #expect(check.faults(.object(value), schema) == [])
        var changed = value
        change(&changed)
        return !check.faults(.object(changed), schema).isEmpty
      }
      let result: [String: JSONValue] = try await client.execute(
        uri: "/api/v1/import/calls?skip_bad=yes", method: .post,
        body: ByteBuffer(string: Self.bad)
      ) { try JSONValue(Array(buffer: $0.body)).object }
      #expect(try isWrong("import-result", result) { $0["created"] = nil })
      #expect(try isWrong("import-result", result) { $0["created"] = .text("1") })
      #expect(try isWrong("import-result", result) { $0["colour"] = .whole(1) })
      #expect(try isWrong("import-result", result) { $0["errors"] = .list([.text("line 3")]) })
      #expect(
        try isWrong("import-result", result) { $0["references"] = .object(["cats": .whole(1)]) })
    }
  }
}

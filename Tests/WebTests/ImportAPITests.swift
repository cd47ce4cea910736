import App
import Domain
import Foundation
import HTTPTypes
import NIOCore
import TestKit
import Testing
import Web

@Suite(.fewAtOnce) struct ImportAPITests {
  private static let calls = "id,started_at,duration_s,client\nc1,2026-03-14,40,Acme\n"
  private static let bad = calls + "c2,yesterday,-1,\n"

  private func send(
    _ client: RouterClient, _ path: String, _ body: String,
    _ headers: HTTPFields = [.contentType: "text/csv"],
    method: HTTPRequest.Method = .post
  ) async throws -> (status: HTTPResponse.Status, json: [String: Any]) {
    try await client.execute(
      uri: path, method: method, headers: headers, body: ByteBuffer(string: body)
    ) { response in
      let json = try JSONSerialization.jsonObject(with: Data(Array(buffer: response.body)))
      return (response.status, json as? [String: Any] ?? [:])
    }
  }

  private func uploads(_ shop: Shop) -> [String] {
    (try? FileManager.default.contentsOfDirectory(
      atPath: shop.planerka.directory.uploads.path)) ?? []
  }

  @Test func `a file as the body is taken in, and again unchanged`() async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      let first = try await send(client, "/api/v1/import/calls?source=pbx", Self.calls)
      #expect(first.status == .ok)
      #expect(first.json["import"] as? Int == 1)
      #expect(first.json["created"] as? Int == 1)
      #expect(first.json["references"] as? [String: Int] == ["clients": 1])
      let again = try await send(client, "/api/v1/import/calls?source=pbx", Self.calls)
      #expect(again.json["unchanged"] as? Int == 1)
      #expect(again.json["created"] as? Int == 0)
    }
    #expect(uploads(shop).isEmpty)
  }

  @Test func `a form brings a file and the mapping of its columns`() async throws {
    let shop = try Shop(isFilled: false)
    let map =
      #"{"id": "Nr", "started_at": {"column": "When", "format": "M/d/yyyy"}, "duration_s": "S"}"#
    let body =
      "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"march.csv\"\r\n\r\n"
      + "Nr;When;S\n1;3/14/2026;40\n\r\n--x\r\nContent-Disposition: form-data; name=\"map\"\r\n\r\n"
      + "\(map)\r\n--x--\r\n"
    try await shop.server.application().answering { client in
      let answer = try await send(
        client, "/api/v1/import/calls", body,
        [.contentType: "multipart/form-data; boundary=x"])
      #expect(answer.json["created"] as? Int == 1)
      let list = try await send(client, "/api/v1/imports", "", method: .get)
      let first = (list.json["imports"] as? [[String: Any]])?.first
      #expect(first?["file"] as? String == "march.csv")
    }
  }

  @Test func `bad rows are a problem that names them, and change nothing`() async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      for path in ["/api/v1/import/calls?locale=en", "/api/v1/import/calls?locale=en&dry_run=1"] {
        let answer = try await send(client, path, Self.bad)
        #expect(answer.status == .unprocessableContent)
        #expect(answer.json["error_count"] as? Int == 2)
        let errors = answer.json["errors"] as? [[String: Any]]
        #expect(errors?.map { $0["line"] as? Int } == [3, 3])
        #expect(errors?.first?["column"] as? String == "started_at")
        #expect(errors?.first?["value"] as? String == "yesterday")
        #expect((errors?.first?["reason"] as? String)?.contains("not a date") == true)
      }
      #expect(try shop.planerka.isEmpty())
      let dry = try await send(client, "/api/v1/import/calls?dry_run=yes", Self.calls)
      #expect(dry.json["created"] as? Int == 1)
      #expect(dry.json["import"] is NSNull)
      #expect(try shop.planerka.isEmpty())
      let skipped = try await send(client, "/api/v1/import/calls?skip_bad=yes", Self.bad)
      #expect(skipped.status == .ok)
      #expect(skipped.json["rejected"] as? Int == 1)
      #expect(skipped.json["created"] as? Int == 1)
    }
    #expect(uploads(shop).isEmpty)
  }

  @Test(arguments: [
    ("/api/v1/import/nothing", "kind.unknown", 404),
    ("/api/v1/import/calls?colour=red", "parameter.unknown", 400),
    ("/api/v1/import/calls?dry_run=perhaps", "parameter.value", 400),
    ("/api/v1/import/calls?encoding=klingon", "file.unknown_encoding", 400),
    ("/api/v1/import/calls?delimiter=ab", "delimiter.wrong", 400),
    ("/api/v1/import/calls?sheet=One", "file.no_sheets", 422),
    ("/api/v1/import/leads", "columns.unknown", 422),
  ])
  func `a file nobody understands is a problem that says why`(
    path: String, key: String, status: Int
  ) async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      let answer = try await send(client, path, Self.calls)
      #expect(answer.status.code == status)
      #expect(answer.json["type"] as? String == "/api#\(key)")
    }
    #expect(uploads(shop).isEmpty)
  }

  private static let file = "id,started_at,duration_s\n1,2026-03-14,40\n"

  /// A part of a form.
  private static func part(_ name: String, _ text: String) -> String {
    "--x\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(text)\r\n"
  }

  @Test(arguments: [
    ("--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nid", "form.broken"),
    ("--x\r\nContent-Disposition: form-data; name=\"map\"\r\n\r\n{}\r\n--x--", "form.no_file"),
    (
      "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"
        + String(repeating: "a", count: 1_100_000) + "\r\n--x--", "form.too_long"
    ),
    (part("file", file) + part("source", "crm") + "--x--", "form.unknown"),
    (part("file", file) + part("file", file) + "--x--", "form.unknown"),
  ])
  func `a form that is no form is refused`(body: String, key: String) async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      let answer = try await send(
        client, "/api/v1/import/calls", body,
        [.contentType: "multipart/form-data; boundary=x"])
      #expect(answer.status == .badRequest)
      #expect(answer.json["type"] as? String == "/api#\(key)")
    }
    #expect(uploads(shop).isEmpty)
  }

  @Test func `a message calls the file by the name its owner gave it`() async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      let answer = try await send(client, "/api/v1/import/calls?name=march.csv", "")
      #expect(answer.status == .unprocessableContent)
      #expect((answer.json["detail"] as? String)?.hasPrefix("march.csv") == true)
    }
  }

  @Test func `the same key is answered the same, once`() async throws {
    let shop = try Shop(isFilled: false)
    let name = try #require(HTTPField.Name("Idempotency-Key"))
    let headers: HTTPFields = [.contentType: "text/csv", name: "k1"]
    try await shop.server.application().answering { client in
      for _ in 0..<2 {
        let answer = try await send(client, "/api/v1/import/calls", Self.calls, headers)
        #expect(answer.status == .ok)
        #expect(answer.json["import"] as? Int == 1)
        #expect(answer.json["created"] as? Int == 1)
      }
      let other = try await send(client, "/api/v1/import/calls", Self.bad, headers)
      #expect(other.status == .conflict)
      #expect(other.json["type"] as? String == "/api#key.used")
      let elsewhere = try await send(client, "/api/v1/import/leads", Self.calls, headers)
      #expect(elsewhere.status == .conflict)
      let undo: HTTPFields = [name: "k2"]
      for _ in 0..<2 {
        let answer = try await send(client, "/api/v1/imports/1", "", undo, method: .delete)
        #expect(answer.status == .ok)
        #expect(answer.json["deleted"] as? Int == 2)
      }
      let long: HTTPFields = [.contentType: "text/csv", name: String(repeating: "k", count: 201)]
      let wrong = try await send(client, "/api/v1/import/calls", Self.calls, long)
      #expect(wrong.json["type"] as? String == "/api#key.wrong")
    }
  }

  @Test func `an import is undone once, unless later records hang on it`() async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      _ = try await send(client, "/api/v1/import/clients", "id,name\nk1,Acme\n")
      _ = try await send(client, "/api/v1/import/calls", Self.calls)
      let refused = try await send(
        client, "/api/v1/imports/1?locale=en", "", method: .delete)
      #expect(refused.status == .conflict)
      #expect(refused.json["type"] as? String == "/api#undo.blocked")
      #expect(refused.json["error_count"] as? Int == 1)
      let first = (refused.json["errors"] as? [[String: Any]])?.first
      #expect(first?["kind"] as? String == "calls")
      #expect(first?["id"] as? String == "c1")
      #expect(first?["import"] as? Int == 2)
      for id in [2, 1] {
        let done = try await send(client, "/api/v1/imports/\(id)", "", method: .delete)
        #expect(done.json["deleted"] as? Int == 1)
      }
      let twice = try await send(client, "/api/v1/imports/1", "", method: .delete)
      #expect(twice.status == .conflict)
      #expect(twice.json["type"] as? String == "/api#undo.twice")
      let missing = try await send(client, "/api/v1/imports/9", "", method: .delete)
      #expect(missing.status == .notFound)
      let again = try await send(client, "/api/v1/import/clients", "id,name\nk1,Acme\n")
      #expect(again.json["created"] as? Int == 1)
    }
  }

  @Test func `the file of an import comes back as it was received`() async throws {
    let shop = try Shop(isFilled: false)
    let text = Self.calls + String(repeating: "\n", count: 2_500_000)
    try await shop.server.application().answering { client in
      _ = try await send(client, "/api/v1/import/calls", text)
      try await client.execute(uri: "/api/v1/imports/1/file", method: .get) { response in
        #expect(response.status == .ok)
        #expect(String(buffer: response.body) == text)
      }
      try shop.planerka.set("keep_raw", to: "no", by: .commandLine, now: Moment(seconds: 0))
      _ = try await send(client, "/api/v1/import/calls", Self.calls)
      let none = try await send(client, "/api/v1/imports/2/file", "", method: .get)
      #expect(none.status == .notFound)
      #expect(none.json["type"] as? String == "/api#raw.missing")
    }
  }

  @Test func `the list of imports goes on where it ended`() async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      for _ in 0..<3 { _ = try await send(client, "/api/v1/import/calls", Self.calls) }
      let first = try await send(client, "/api/v1/imports?limit=2", "", method: .get)
      #expect(
        (first.json["imports"] as? [[String: Any]])?.map { $0["import"] as? Int } == [3, 2])
      let cursor = first.json["cursor"] as? String ?? ""
      let rest = try await send(client, "/api/v1/imports?cursor=\(cursor)", "", method: .get)
      #expect((rest.json["imports"] as? [[String: Any]])?.map { $0["import"] as? Int } == [1])
      #expect(rest.json["cursor"] is NSNull)
    }
  }

  @Test func `the last page of imports says so when it is full`() async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      for _ in 0..<4 { _ = try await send(client, "/api/v1/import/calls", Self.calls) }
      var cursors: [String?] = []
      for path in ["limit=2", "limit=2&cursor=3", "limit=4", "limit=3"] {
        let page = try await send(client, "/api/v1/imports?\(path)", "", method: .get)
        cursors.append(page.json["cursor"] as? String)
      }
      #expect(cursors == ["3", nil, nil, "2"])
    }
  }
}

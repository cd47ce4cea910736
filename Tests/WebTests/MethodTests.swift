import HTTPTypes
import NIOCore
import TestKit
import Testing
import Web

@Suite(.fewAtOnce) struct MethodTests {
  @Test(arguments: [
    ("/api/v1/reports", "POST", "GET, HEAD"), ("/api/v1/reports/managers", "PUT", "GET, HEAD"),
    ("/api/v1/reports/managers.csv", "DELETE", "GET, HEAD"),
    ("/api/v1/reports/managers/records?figure=won", "POST", "GET, HEAD"),
    ("/api/v1/import/calls", "GET", "POST"), ("/api/v1/imports/7", "PATCH", "DELETE, GET, HEAD"),
    ("/api/v1/openapi.json", "OPTIONS", "GET, HEAD"),
  ])
  func `the API says which methods an address takes`(
    path: String, name: String, allowed: String
  ) async throws {
    let shop = try Shop(isFilled: false)
    let method = try #require(HTTPRequest.Method(name))
    try await shop.server.application().answering { client in
      try await client.execute(uri: path, method: method) { response in
        #expect(response.status == .methodNotAllowed)
        #expect(response.headers[.allow] == allowed)
        #expect(response.headers[.contentType]?.hasPrefix("application/problem+json") == true)
        let problem = try JSONValue(Array(buffer: response.body))
        #expect(problem["type"]?.text == "/api#http.method")
        #expect(problem["status"] == .whole(405))
        #expect(problem["detail"]?.text?.contains(allowed) == true)
      }
    }
  }

  @Test(arguments: [
    ("/", "POST", "GET, HEAD"), ("/reports/managers", "DELETE", "GET, HEAD"),
    ("/import", "PUT", "GET, HEAD, POST"), ("/demo", "GET", "POST"),
    ("/imports/7/undo", "DELETE", "GET, HEAD, POST"), ("/planerka.css", "POST", "GET, HEAD"),
    ("/healthz", "POST", "GET, HEAD"),
  ])
  func `a page says which methods its address takes`(
    path: String, name: String, allowed: String
  ) async throws {
    let shop = try Shop(isFilled: false)
    let method = try #require(HTTPRequest.Method(name))
    try await shop.server.application().answering { client in
      try await client.execute(uri: "\(path)?locale=en", method: method) { response in
        #expect(response.status == .methodNotAllowed)
        #expect(response.headers[.allow] == allowed)
        let html = String(buffer: response.body)
        #expect(html.contains("\(path) does not take \(name). It takes: \(allowed)."))
      }
    }
  }

  @Test(arguments: ["/nowhere", "/api/v1/nowhere", "/api/v1/import", "/reports/managers/rows"])
  func `what leads nowhere is not found, whatever the method`(path: String) async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      for method in [HTTPRequest.Method.get, .post, .delete] {
        try await client.execute(uri: path, method: method) { response in
          #expect(response.status == .notFound)
          #expect(response.headers[.allow] == nil)
        }
      }
    }
  }

  @Test func `HEAD is answered wherever GET is`() async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      for path in ["/", "/healthz", "/api/v1/reports"] {
        try await client.execute(uri: path, method: .head) { response in
          #expect(response.status == .ok)
          #expect(response.body.readableBytes == 0)
        }
      }
    }
  }

  @Test func `a language chosen on any page is kept for the next`() async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      for path in ["/", "/import", "/reports", "/nowhere"] {
        try await client.execute(uri: "\(path)?locale=en", method: .get) { response in
          #expect(response.headers[.setCookie]?.hasPrefix("locale=en;") == true, "\(path)")
        }
      }
      for path in ["/import", "/api/v1/reports?locale=en"] {
        try await client.execute(uri: path, method: .get) { response in
          #expect(response.headers[.setCookie] == nil, "\(path)")
        }
      }
    }
  }
}

import HTTPTypes
import Hummingbird
import NIOCore
import TestKit
import Testing
import Web

@Suite(.fewAtOnce) struct ServerTests {
  @Test func `a healthy server says ok`() async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      try await client.execute(uri: "/healthz", method: .get) { response in
        #expect(response.status == .ok)
        #expect(String(buffer: response.body) == "ok\n")
      }
    }
  }

  @Test func `a request for a host it was not started for is refused`() async throws {
    let shop = try Shop(isFilled: false)
    let server = Server(shop.planerka, host: "sales.example", port: 8080)
    try await server.application().answering { client in
      try await client.execute(uri: "/healthz", method: .get) { response in
        #expect(response.status == .forbidden)
      }
    }
  }

  @Test func `a server answers by the names it was given beside its own`() async throws {
    let shop = try Shop(isFilled: false)
    let server = Server(
      shop.planerka, host: "10.0.0.11", port: 8080, names: ["Other.Example", "LocalHost"])
    #expect(server.hosts == ["10.0.0.11", "other.example", "localhost"])
    try await server.application().answering { client in
      try await client.execute(uri: "/healthz", method: .get) { #expect($0.status == .ok) }
    }
  }

  @Test(arguments: ["0.0.0.0", "::"])
  func `a server that listens everywhere answers by numbers, and by no other's name`(host: String)
    async throws
  {
    let shop = try Shop(isFilled: false)
    let server = Server(shop.planerka, host: host, port: 8080)
    for name in ["localhost", "192.0.2.2", "127.0.0.1", "[::1]", "[2001:db8::1]"] {
      #expect(server.answers(to: name), "\(name)")
    }
    for name in ["elsewhere.example", "1.2.3.4.example", "[::1", ""] {
      #expect(!server.answers(to: name), "\(name)")
    }
  }

  @Test func `a host's name is the same in capitals`() async throws {
    let shop = try Shop(isFilled: false)
    let server = Server(shop.planerka, host: "LocalHost", port: 8080)
    try await server.application().answering { client in
      try await client.execute(uri: "/healthz", method: .get) { #expect($0.status == .ok) }
    }
  }

  @Test(arguments: [
    (["Origin": "https://elsewhere.example"], false), (["Origin": "null"], false),
    (["Sec-Fetch-Site": "cross-site"], false), (["Origin": "http://localhost"], true),
    (["Sec-Fetch-Site": "same-origin"], true), ([:], true),
  ])
  func `a write from another site is refused, for programs as a problem`(
    headers: [String: String], isOwn: Bool
  ) async throws {
    let shop = try Shop(isFilled: false)
    var fields = HTTPFields()
    for (name, value) in headers { fields[try #require(HTTPField.Name(name))] = value }
    let sent = fields
    try await shop.server.application().answering { client in
      try await client.execute(
        uri: "/api/v1/imports/1?locale=en", method: .delete, headers: sent
      ) { response in
        let problem = try JSONValue(Array(buffer: response.body))
        let key = isOwn ? "import.missing" : "http.foreign"
        #expect(problem["type"]?.text == "/api#\(key)")
        #expect(response.status == (isOwn ? .notFound : .forbidden))
        #expect(response.headers[.contentLanguage] == "en")
        #expect(isOwn || problem["detail"]?.text == "A write from another site is not accepted.")
      }
      try await client.execute(uri: "/demo", method: .post, headers: sent) { response in
        guard !isOwn else { return }
        #expect(response.status == .forbidden)
        #expect(response.headers[.contentType]?.hasPrefix("text/html") == true)
      }
    }
  }

  @Test(arguments: [("127.0.0.1", true), ("localhost", true), ("0.0.0.0", false)])
  func `only loopback addresses are local`(host: String, isLocal: Bool) throws {
    let shop = try Shop(isFilled: false)
    #expect(Server(shop.planerka, host: host, port: 1).isLocal == isLocal)
  }
}

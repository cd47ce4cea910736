import Hummingbird
import HummingbirdTesting
import Testing
import Web

@Suite struct ServerTests {
  @Test func `a healthy server says ok`() async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().test(.router) { client in
      try await client.execute(uri: "/healthz", method: .get) { response in
        #expect(response.status == .ok)
        #expect(String(buffer: response.body) == "ok\n")
      }
    }
  }

  @Test func `a request for a host it was not started for is refused`() async throws {
    let shop = try Shop(isFilled: false)
    let server = Server(shop.planerka, host: "sales.example", port: 8080)
    try await server.application().test(.router) { client in
      try await client.execute(uri: "/healthz", method: .get) { response in
        #expect(response.status == .forbidden)
      }
    }
  }

  @Test(arguments: [("127.0.0.1", true), ("localhost", true), ("0.0.0.0", false)])
  func `only loopback addresses are local`(host: String, isLocal: Bool) throws {
    let shop = try Shop(isFilled: false)
    #expect(Server(shop.planerka, host: host, port: 1).isLocal == isLocal)
  }
}

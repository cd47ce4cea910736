import HTTPTypes
import Hummingbird
import Logging
import NIOConcurrencyHelpers
import NIOCore
import NIOEmbedded

/// Asks a site without a connection.
///
/// Why not Hummingbird's own: it wants a client for HTTP and a library of cryptography, which take longer to
/// build than all else.
struct RouterClient: Sendable {
  /// What a site answered.
  struct Answer {
    let status: HTTPResponse.Status
    let headers: HTTPFields
    let body: ByteBuffer
  }

  private let respond: @Sendable (Request) async throws -> Response

  fileprivate init<Asked: HTTPResponder>(_ asked: Asked, _ logger: Logger)
  where Asked.Context: InitializableFromSource<ApplicationRequestContextSource> {
    respond = { request in
      let source = ApplicationRequestContextSource(
        channel: NIOAsyncTestingChannel(), logger: logger)
      return try await asked.respond(to: request, context: Asked.Context(source: source))
    }
  }

  /// Sends a request, its body in pieces as from a network, and reads the answer.
  func execute<Value>(
    uri: String, method: HTTPRequest.Method, headers: HTTPFields = [:], body: ByteBuffer? = nil,
    _ read: (Answer) async throws -> Value
  ) async throws -> Value {
    var head = HTTPRequest(
      method: method, scheme: "http", authority: "localhost", path: uri, headerFields: headers)
    var pieces: [ByteBuffer] = []
    if var rest = body {
      head.headerFields[.contentLength] = String(rest.readableBytes)
      while let piece = rest.readSlice(length: min(32_768, rest.readableBytes)),
        piece.readableBytes > 0
      {
        pieces.append(piece)
      }
    }
    let sent = pieces
    let stream = AsyncStream { source in
      for piece in sent { source.yield(piece) }
      source.finish()
    }
    let response = try await respond(Request(head: head, body: RequestBody(asyncSequence: stream)))
    let writer = Gathering()
    try await response.body.write(writer)
    return try await read(
      Answer(status: response.status, headers: response.headers, body: writer.bytes))
  }

  /// Gathers the body of an answer.
  private final class Gathering: ResponseBodyWriter, Sendable {
    private let gathered = NIOLockedValueBox(ByteBuffer())

    var bytes: ByteBuffer { gathered.withLockedValue { $0 } }

    func write(_ buffer: ByteBuffer) async throws {
      gathered.withLockedValue { _ = $0.writeImmutableBuffer(buffer) }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
  }
}

extension ApplicationProtocol
where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
  /// Lets somebody ask the application's router.
  func answering<Value>(_ ask: (RouterClient) async throws -> Value) async throws -> Value {
    try await ask(RouterClient(responder, logger))
  }
}

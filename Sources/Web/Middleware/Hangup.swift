import App
import Hummingbird
import NIOCore

/// Breaks off what is being read from the database for somebody who has gone away.
struct Hangup: RouterMiddleware {
  typealias Context = WebContext

  let planerka: Planerka

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let isRead = [.get, .head].contains(request.method)
    // Why: what is answered from memory is over before anybody could stop it.
    guard isRead, !planerka.answersFromMemory else { return try await next(request, context) }
    let reading = BreakableWork()
    // Why: who ends their side of the connection has gone, and is not waited for.
    try await context.channel.setOption(.allowRemoteHalfClosure, value: false).get()
    context.channel.closeFuture.whenComplete { [weak reading] _ in reading?.breakOff() }
    return try await reading.scope { try await next(request, context) }
  }
}

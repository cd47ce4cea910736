import Domain
import Hummingbird

/// Refuses requests that name a host the server was not started for.
///
/// A page of another site whose name was pointed at this machine is stopped here.
struct HostCheck<Context: RequestContext>: RouterMiddleware {
  /// Whether the server answers to a host, which is in lower case.
  let isOurs: @Sendable (_ host: String) -> Bool

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    guard let authority = request.head.authority, isOurs(Self.host(of: authority.lowercased()))
    else {
      throw PlainFault(.forbidden, "http.host", ["host": request.head.authority ?? ""])
    }
    return try await next(request, context)
  }

  /// The host of `host:port`; an IPv6 address keeps its brackets.
  static func host(of authority: String) -> String {
    guard let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]")
    else { return authority }
    return String(authority[..<colon])
  }
}

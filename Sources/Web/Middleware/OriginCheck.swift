import Domain
import HTTPTypes
import Hummingbird

/// Refuses writes that another site makes a browser send.
struct OriginCheck<Context: RequestContext>: RouterMiddleware {
  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let isRead = [.get, .head, .options].contains(request.method)
    guard isRead || isOwn(request) else { throw PlainFault(.forbidden, "http.foreign") }
    return try await next(request, context)
  }

  /// Whether a write comes from our own pages, or from a program that names no origin.
  private func isOwn(_ request: Request) -> Bool {
    if let name = HTTPField.Name("Sec-Fetch-Site"), let site = request.headers[name],
      site == "cross-site"
    {
      return false
    }
    guard let origin = request.headers[.origin] else { return true }
    return origin.split(separator: "/").last?.lowercased() == request.head.authority?.lowercased()
  }
}

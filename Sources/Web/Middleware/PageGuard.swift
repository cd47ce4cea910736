import HTTPTypes
import Hummingbird

/// Refuses writes that another site sends, and tells browsers to load nothing from elsewhere.
struct PageGuard: RouterMiddleware {
  typealias Context = BasicRequestContext

  private static let policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

  func handle(
    _ request: Request, context: Context,
    next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let isRead = [.get, .head, .options].contains(request.method)
    guard isRead || isOwn(request) else {
      return .bytes(
        Array("Refused: the request comes from another site.\n".utf8), "text/plain; charset=utf-8",
        status: .forbidden)
    }
    var response = try await next(request, context)
    response.headers[.contentSecurityPolicy] = Self.policy
    response.headers[.xContentTypeOptions] = "nosniff"
    if let name = HTTPField.Name("Referrer-Policy") { response.headers[name] = "same-origin" }
    return response
  }

  /// Whether a write comes from our own pages, or from a program that names no origin.
  private func isOwn(_ request: Request) -> Bool {
    if let name = HTTPField.Name("Sec-Fetch-Site"), let site = request.headers[name],
      site == "cross-site"
    {
      return false
    }
    guard let origin = request.headers[.origin] else { return true }
    return origin.split(separator: "/").last.map { String($0) } == request.head.authority
  }
}

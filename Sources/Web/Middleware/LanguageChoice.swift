import Hummingbird
import Render

/// Keeps the language that was chosen in a page's address for the pages after it.
struct LanguageChoice: RouterMiddleware {
  typealias Context = WebContext

  func handle(
    _ request: Request, context: Context,
    next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    guard let chosen = Asked.language(in: request), Words.all[chosen] != nil,
      response.headers[.contentType]?.hasPrefix("text/html") == true
    else { return response }
    response.setCookie(
      Cookie(name: "locale", value: chosen, maxAge: 31_536_000, path: "/", sameSite: .lax))
    return response
  }
}

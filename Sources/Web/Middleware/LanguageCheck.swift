import Domain
import Hummingbird
import Render

/// Refuses addresses that name a language there is not.
///
/// What a browser prefers and what was chosen before are wishes: there an unknown language is passed
/// over.
struct LanguageCheck<Context: RequestContext>: RouterMiddleware {
  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    if let language = Asked.language(in: request), Words.all[language] == nil {
      throw PlainFault(
        .input, "parameter.value",
        [
          "name": "locale", "value": language,
          "known": Words.all.keys.sorted().joined(separator: ", "),
        ])
    }
    return try await next(request, context)
  }
}

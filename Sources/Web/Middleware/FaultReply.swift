import App
import Domain
import Hummingbird
import Logging
import Render

/// Turns faults into answers: RFC 9457 problems under `/api` and for those who watch, pages
/// elsewhere.
struct FaultReply<Context: RequestContext>: RouterMiddleware {
  let site: Site
  let methods: MethodTable

  func handle(
    _ request: Request, context: Context,
    next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let fault as any Fault {
      return reply(fault.kind.status, fault.message, each: fault.messages, request)
    } catch let error as HTTPError {
      if error.status == .notFound, let response = otherMethod(request) { return response }
      let key = error.status == .notFound ? "http.missing" : "http.refused"
      return reply(error.status, Message(key, ["path": request.uri.path]), request)
    } catch is CancellationError {
      // Why: nobody is there any more to read it; logs know it by this number.
      return Response(status: .init(code: 499, reasonPhrase: "Client Closed Request"))
    } catch {
      context.logger.error("\(request.uri.path): \(error)")
      return reply(.internalServerError, Message("http.failed"), request)
    }
  }

  /// The answer to a method that an address does not take; nil when it leads nowhere.
  private func otherMethod(_ request: Request) -> Response? {
    let path = request.uri.path
    let allowed = methods.methods(of: path)
    let method = request.method.rawValue
    guard !allowed.isEmpty, !allowed.contains(method) else { return nil }
    let list = allowed.joined(separator: ", ")
    let message = Message("http.method", ["path": path, "method": method, "allowed": list])
    var response = reply(.methodNotAllowed, message, request)
    response.headers[.allow] = list
    return response
  }

  private func reply(
    _ status: HTTPResponse.Status, _ message: Message, each: [Message]? = nil, _ request: Request
  ) -> Response {
    var asked = site.asked(request)
    // Why: the links of a page to itself are followed by reading, which an address of writes refuses.
    if ![.get, .head].contains(request.method) { (asked.path, asked.parameters) = ("/", []) }
    let each = each ?? [message]
    guard request.uri.path.hasPrefix("/api/") || HealthRoutes.has(request.uri.path) else {
      let page = FaultPage(status: status.code, message, each: each, asked)
      return .html(site.render(page), status: status)
    }
    var response = Response.bytes(
      Problem.bytes(status, message, each: each, asked.words), Problem.contentType, status: status)
    response.headers[.contentLanguage] = asked.words.language
    return response
  }
}

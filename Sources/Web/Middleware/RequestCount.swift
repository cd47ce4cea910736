import Hummingbird

/// Counts every answer, also the refusals; it stands outside of all other middleware.
struct RequestCount: RouterMiddleware {
  typealias Context = WebContext

  let meter: RequestMeter

  func handle(
    _ request: Request, context: Context,
    next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    let response = try await next(request, context)
    let spent = ContinuousClock.now - start
    // Why: Hummingbird calls the lack of a route so.
    let route = context.endpointPath == "NotFound" ? nil : context.endpointPath
    meter.count(
      route, request.method, status: response.status.code,
      seconds: spent / .seconds(1))
    return response
  }
}

import Hummingbird

/// Which methods the addresses of the site take.
struct MethodTable: Sendable {
  private let routes: [(path: RouterPath, method: String)]

  /// Those of a router that answers HEAD wherever it answers GET.
  init(_ router: Router<WebContext>) {
    routes = router.routes.flatMap { route -> [(path: RouterPath, method: String)] in
      let methods = route.method == .get ? ["GET", "HEAD"] : [route.method.rawValue]
      return methods.map { (route.path, $0) }
    }
  }

  /// The methods of an address, in the order of their names; none for one that leads nowhere.
  func methods(of path: String) -> [String] {
    let parts = path.split(separator: "/")
    let found = routes.filter { route in
      route.path.components.count == parts.count
        && zip(route.path.components, parts).allSatisfy { $0 ~= $1 }
    }
    return Set(found.map(\.method)).sorted()
  }
}

import HTTPTypes
import Synchronization

/// How requests were answered since the start: how many by route, method and class of status, and
/// how long the answers took to make.
///
/// A route is a template such as `/deals/{number}`: nothing a request says becomes a label.
final class RequestMeter: Sendable {
  /// What requests are counted by.
  struct Sort: Hashable, Sendable {
    let route: String
    let method: String
    /// The class of the status: `2xx`.
    let status: String
  }

  /// How long answers took.
  struct Spread: Sendable {
    /// How many answers each bucket takes that none before it took; the last has no upper bound.
    var counts = [Int](repeating: 0, count: RequestMeter.bounds.count + 1)
    /// All their seconds.
    var seconds = 0.0
  }

  /// The upper bounds of the buckets, in seconds.
  static let bounds = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
  /// The methods that are told apart.
  private static let methods = ["GET", "HEAD", "POST", "DELETE", "PUT", "PATCH", "OPTIONS"]

  private let state = Mutex<(counts: [Sort: Int], spreads: [String: Spread])>(([:], [:]))

  /// Counts an answer.
  ///
  /// - Parameter route: the template the request was answered by; nil when none fits.
  func count(_ route: String?, _ method: HTTPRequest.Method, status: Int, seconds: Double) {
    let route = route ?? "none"
    let method = Self.methods.contains(method.rawValue) ? method.rawValue : "other"
    let sort = Sort(route: route, method: method, status: "\(status / 100)xx")
    let place = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
    state.withLock { state in
      state.counts[sort, default: 0] += 1
      state.spreads[route, default: Spread()].counts[place] += 1
      state.spreads[route, default: Spread()].seconds += seconds
    }
  }

  /// How many requests there were of each sort, in the order of their names.
  var counts: [(sort: Sort, count: Int)] {
    state.withLock { $0.counts }.map { (sort: $0, count: $1) }.sorted {
      ($0.sort.route, $0.sort.method, $0.sort.status)
        < ($1.sort.route, $1.sort.method, $1.sort.status)
    }
  }

  /// How long the answers of each route took, in the order of their names.
  var spreads: [(route: String, spread: Spread)] {
    state.withLock { $0.spreads }.map { (route: $0, spread: $1) }.sorted { $0.route < $1.route }
  }
}

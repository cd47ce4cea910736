import Domain
import Synchronization

/// What was told to have failed.
final class Failures: Sendable {
  private let told = Mutex<[String]>([])

  /// The keys of the messages, in the order in which they were told.
  var keys: [String] { told.withLock { $0 } }

  func add(_ error: any Error) {
    let key = (error as? any Fault)?.message.key ?? "\(error)"
    told.withLock { $0.append(key) }
  }
}

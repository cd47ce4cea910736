import Glibc
import Synchronization

/// Lets one thread break off the work another does in a database.
///
/// The work runs inside `scope`; after `cancel()` it throws `CancellationError`, and what it had
/// changed is not kept.
public final class Interruption: Sendable {
  private struct State {
    var isCancelled = false
    var running: [Int: PostgresCancel] = [:]
    var next = 0
  }

  private let state = Mutex(State())

  /// An interruption that has not been asked for.
  public init() {}

  /// Runs work that may be broken off.
  public func scope<R>(_ work: () throws -> R) rethrows -> R {
    let outer = pthread_getspecific(Self.key)
    pthread_setspecific(Self.key, Unmanaged.passUnretained(self).toOpaque())
    defer { pthread_setspecific(Self.key, outer) }
    return try withExtendedLifetime(self) { try work() }
  }

  /// Breaks the work off, from any thread.
  public func cancel() {
    state.withLock { state in
      state.isCancelled = true
      // Why: under the lock, so that no connection is cancelled whose work has just ended.
      for running in state.running.values { running.cancel() }
    }
  }

  /// That of the work this thread is doing; nil when it cannot be broken off.
  static var current: Interruption? {
    pthread_getspecific(key).map { Unmanaged<Interruption>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Whether the work is to end.
  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  /// Throws when the work is to end.
  func check() throws(CancellationError) {
    if isCancelled { throw CancellationError() }
  }

  /// Lets `cancel()` reach a connection until `unregister`.
  func register(_ cancel: PostgresCancel) -> Int {
    state.withLock { state in
      state.next += 1
      state.running[state.next] = cancel
      return state.next
    }
  }

  func unregister(_ number: Int) {
    state.withLock { $0.running[number] = nil }
  }

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    let status = pthread_key_create(&key, nil)
    precondition(status == 0, "no key for the thread's interruption: \(status)")
    return key
  }()
}

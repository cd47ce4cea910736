import Glibc

/// A thread of the system that runs one piece of work.
final class PostgresThread {
  private let work: @Sendable () -> Void

  init(_ work: @escaping @Sendable () -> Void) {
    self.work = work
  }

  /// Starts it; false when the system has no thread to give.
  func start() -> Bool {
    var id = pthread_t()
    let own = Unmanaged.passRetained(self).toOpaque()
    let status = pthread_create(
      &id, nil,
      { own in
        guard let own else { return nil }
        Unmanaged<PostgresThread>.fromOpaque(own).takeRetainedValue().work()
        return nil
      }, own)
    guard status == 0 else {
      Unmanaged<PostgresThread>.fromOpaque(own).release()
      return false
    }
    pthread_detach(id)
    return true
  }
}

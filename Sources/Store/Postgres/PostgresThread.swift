import Glibc

/// A thread of the system that runs one piece of work.
final class PostgresThread {
  private let work: @Sendable () -> Void

  init(_ work: @escaping @Sendable () -> Void) {
    self.work = work
  }

  func start() {
    var id = pthread_t()
    let own = Unmanaged.passRetained(self).toOpaque()
    let status = pthread_create(
      &id, nil,
      { own in
        guard let own else { return nil }
        Unmanaged<PostgresThread>.fromOpaque(own).takeRetainedValue().work()
        return nil
      }, own)
    precondition(status == 0, "no thread for the listener: \(status)")
    pthread_detach(id)
  }
}

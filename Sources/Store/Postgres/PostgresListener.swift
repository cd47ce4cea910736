import Cpq
import Dispatch
import Glibc
import Synchronization

/// Hears, on a thread and a connection of its own, when a writing work has changed the database.
package final class PostgresListener: Sendable {
  private struct State {
    var isStopped = false
    /// The end of the pipe that wakes the thread; below 0 when the thread has ended.
    var bell: Int32 = -1
  }

  private let state = Mutex(State())
  private let opening: PostgresOpening
  private let hear: @Sendable () -> Void
  private let ended = DispatchSemaphore(value: 0)

  private static let longestPause = 5_000

  /// Begins to listen, until `stop`; nil when the system has no pipe or no thread for it.
  ///
  /// - Parameter hear: called on the listener's thread at each change, and whenever it has begun
  ///   to listen anew, for a change may have been missed before.
  package init?(_ address: PostgresAddress, hear: @escaping @Sendable () -> Void) {
    opening = PostgresOpening(address: address, patience: 0)
    self.hear = hear
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    let (waking, bell) = (ends[0], ends[1])
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    state.withLock { $0.bell = bell }
    let thread = PostgresThread { [self] in
      listen(waking)
      state.withLock { $0.bell = -1 }
      close(waking)
      close(bell)
      ended.signal()
    }
    guard thread.start() else {
      close(waking)
      close(bell)
      return nil
    }
  }

  /// Ends the listening; when it returns, nothing is called any more. Not to be called by what
  /// hears.
  package func stop() {
    let wasStopped = state.withLock { state in
      let before = state.isStopped
      state.isStopped = true
      var byte: UInt8 = 0
      if state.bell >= 0 { _ = Glibc.write(state.bell, &byte, 1) }
      return before
    }
    guard !wasStopped else { return }
    ended.wait()
    ended.signal()
  }

  private var isStopped: Bool { state.withLock { $0.isStopped } }

  private func listen(_ waking: Int32) {
    var pause = 100
    while !isStopped {
      do {
        let connection = try opening.open { self.isStopped }
        try connection.script("LISTEN \(PostgresHome.channel)")
        pause = 100
        hear()
        while !isStopped, try awaitChange(connection, waking) { hear() }
      } catch {
        // Why: whatever keeps it from listening, it tries again until it is stopped; works that
        // need the database tell a person what is wrong.
        wait(waking, pause)
        pause = min(pause * 2, Self.longestPause)
      }
    }
  }

  /// Waits for a change; false when the listening is to end.
  private func awaitChange(_ connection: PostgresConnection, _ waking: Int32) throws -> Bool {
    while !isStopped {
      if connection.takeNotifications() { return true }
      var entries = [
        pollfd(fd: PQsocket(connection.raw), events: Int16(POLLIN), revents: 0),
        pollfd(fd: waking, events: Int16(POLLIN), revents: 0),
      ]
      _ = poll(&entries, 2, -1)
      if entries[0].revents != 0, PQconsumeInput(connection.raw) == 0 {
        throw connection.failure("LISTEN")
      }
    }
    return false
  }

  private func wait(_ waking: Int32, _ milliseconds: Int) {
    var entry = pollfd(fd: waking, events: Int16(POLLIN), revents: 0)
    _ = poll(&entry, 1, Int32(milliseconds))
  }
}

extension PostgresConnection {
  /// Takes the notifications that have come; whether there were any.
  func takeNotifications() -> Bool {
    var isAny = false
    while let notification = PQnotifies(raw) {
      isAny = true
      PQfreemem(notification)
    }
    return isAny
  }
}

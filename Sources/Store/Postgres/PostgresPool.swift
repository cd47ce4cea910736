import Cpq
import Dispatch
import Domain
import Synchronization

/// Connections to one database, lent to pieces of work on any thread.
final class PostgresPool: Sendable {
  /// A connection nobody uses.
  ///
  /// Why unchecked: it is in the list or with one piece of work, never in two hands.
  private struct Idle: @unchecked Sendable {
    let connection: PostgresConnection
  }

  private let opening: PostgresOpening
  private let idle = Mutex<[Idle]>([])
  private let free: DispatchSemaphore
  private let size: Int
  private let waiting: Int

  /// How long a connection may lie unused before it is asked whether it still lives, in seconds.
  private static let trust = 30

  /// A pool of at most `size` connections; a piece of work waits for one for `waiting`
  /// milliseconds at most.
  init(_ opening: PostgresOpening, size: Int = 8, waiting: Int = 10_000) {
    self.opening = opening
    self.size = size
    self.waiting = waiting
    free = DispatchSemaphore(value: size)
  }

  /// How many connections lie unused.
  var idleCount: Int { idle.withLock { $0.count } }

  /// Lends a connection to a piece of work.
  ///
  /// - Throws: what the work throws, and `PlainFault`: `postgres.pool_busy` when all connections
  ///   are taken for too long, or why none can be opened.
  func lend<Answer>(_ work: (PostgresConnection) throws -> Answer) throws -> Answer {
    let interruption = Interruption.current
    try interruption?.check()
    guard free.wait(timeout: .now() + .milliseconds(waiting)) == .success else {
      throw PlainFault(
        .outside, "postgres.pool_busy", ["path": opening.address.place, "count": String(size)])
    }
    defer { free.signal() }
    let connection = try living() ?? opening.open { interruption?.isCancelled == true }
    connection.interruption = interruption
    let number = connection.canceller.flatMap { interruption?.register($0) }
    defer {
      if let number { interruption?.unregister(number) }
      connection.interruption = nil
      keep(connection, isCancelled: interruption?.isCancelled == true)
    }
    return try work(connection)
  }

  /// Closes the connections nobody uses.
  func closeIdle() {
    let closing = idle.withLock { list in
      let all = list
      list.removeAll()
      return all
    }
    withExtendedLifetime(closing) {}
  }

  /// A connection that lies unused and lives; nil when there is none.
  private func living() throws -> PostgresConnection? {
    while let connection = idle.withLock({ $0.popLast() })?.connection {
      if isAlive(connection) { return connection }
    }
    return nil
  }

  private func isAlive(_ connection: PostgresConnection) -> Bool {
    guard !connection.isBroken else { return false }
    let isTrusted = PostgresClock.seconds - connection.idleSince <= Self.trust
    if isTrusted, !connection.hearsSomething() { return true }
    do {
      try connection.script("SELECT 1")
      return true
    } catch {
      // Why: whatever is wrong with it, a new one tells better.
      return false
    }
  }

  /// Takes a connection back, unless it cannot be used again.
  ///
  /// Why: a wish to break off may reach the server late and would meet the next work.
  private func keep(_ connection: PostgresConnection, isCancelled: Bool) {
    guard !connection.isBroken, !connection.isInTransaction, !isCancelled else { return }
    connection.forgetCursors()
    connection.idleSince = PostgresClock.seconds
    let kept = Idle(connection: connection)
    idle.withLock { $0.append(kept) }
  }
}

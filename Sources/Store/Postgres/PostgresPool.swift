import Cpq
import Dispatch
import Domain
import Glibc
import Synchronization

/// Connections to one database, lent to pieces of work on any thread.
final class PostgresPool: Sendable {
  /// A connection nobody uses.
  ///
  /// Why unchecked: it is in the list or with one piece of work, never in two hands.
  private struct Idle: @unchecked Sendable {
    let connection: PostgresConnection
  }

  private struct State {
    var idle: [Idle] = []
    /// How many pieces of work there are, those that wait for a connection too.
    var works = 0
    /// Whether a server has ever been there.
    var wasThere = false
    /// Since when none has been there, in seconds; nil while there is one.
    var goneSince: Int?
  }

  private let opening: PostgresOpening
  private let state = Mutex(State())
  private let free: DispatchSemaphore
  private let size: Int
  private let waiting: Int

  /// How long a connection may lie unused before it is asked whether it still lives, in seconds.
  private static let trust = 30
  /// For how many seconds a server is asked again that has never been there: it may be starting, but
  /// more likely the address is wrong.
  private static let firstPatience = 2

  /// A pool of at most `size` connections; a piece of work waits for one for `waiting`
  /// milliseconds at most.
  init(_ opening: PostgresOpening, size: Int = 8, waiting: Int = 10_000) {
    self.opening = opening
    self.size = size
    self.waiting = waiting
    free = DispatchSemaphore(value: size)
  }

  /// Lends a connection to a piece of work.
  ///
  /// - Parameter isPatient: whether a server is waited for that is not there.
  /// - Throws: what the work throws, and `PlainFault`: `postgres.pool_busy` when all connections
  ///   are taken for too long, or why none can be opened.
  func lend<Answer>(
    isPatient: Bool = true, _ work: (PostgresConnection) throws -> Answer
  ) throws -> Answer {
    let interruption = Interruption.current
    let until = PostgresClock.milliseconds + waiting
    try takePlace(until, interruption)
    state.withLock { $0.works += 1 }
    defer {
      state.withLock { $0.works -= 1 }
      free.signal()
    }
    let connection = try connection(until, isPatient, interruption)
    connection.interruption = interruption
    let number = connection.canceller.flatMap { interruption?.register($0) }
    defer {
      if let number { interruption?.unregister(number) }
      connection.interruption = nil
      keep(connection, isCancelled: interruption?.isCancelled == true)
    }
    return try work(connection)
  }

  /// Waits until so few pieces of work are done that one more may be.
  private func takePlace(_ until: Int, _ interruption: Interruption?) throws {
    repeat {
      try interruption?.check()
      let pause = max(0, min(until - PostgresClock.milliseconds, 200))
      if free.wait(timeout: .now() + .milliseconds(pause)) == .success { return }
    } while PostgresClock.milliseconds < until
    throw PlainFault(
      .outside, "postgres.pool_busy", ["path": opening.address.place, "count": String(size)])
  }

  /// A connection that lives: one that lies unused, else a new one; when the server gives no more, one
  /// that another piece of work returns.
  private func connection(
    _ until: Int, _ isPatient: Bool, _ interruption: Interruption?
  ) throws -> PostgresConnection {
    while true {
      if let connection = try living() { return connection }
      do {
        return try open(isPatient, interruption)
      } catch let fault as PlainFault where fault.message.key == "postgres.too_many" {
        guard state.withLock({ $0.works > 1 }), PostgresClock.milliseconds < until else {
          throw fault
        }
        try interruption?.check()
        usleep(50_000)
      }
    }
  }

  /// Opens a connection.
  ///
  /// Why: a server that has been away for long is not waited for by each piece of work anew.
  private func open(
    _ isPatient: Bool, _ interruption: Interruption?
  ) throws -> PostgresConnection {
    let start = PostgresClock.seconds
    let most = isPatient ? opening.patience : 0
    let patience = state.withLock { state in
      let left = most - (state.goneSince.map { start - $0 } ?? 0)
      return max(0, state.wasThere ? left : min(left, Self.firstPatience))
    }
    do {
      let connection = try opening.open(patience: patience) { interruption?.isCancelled == true }
      state.withLock { state in
        state.wasThere = true
        state.goneSince = nil
      }
      return connection
    } catch let fault as PlainFault where Self.areAway.contains(fault.message.key) {
      let isFound = state.withLock { state in
        state.goneSince = state.goneSince ?? start
        let isFound = fault.message.key == "postgres.starting" && !state.wasThere
        state.wasThere = state.wasThere || isFound
        return isFound
      }
      // Why: a server that says it is starting is there, and waited for as one that was.
      if isFound, isPatient { return try open(isPatient, interruption) }
      throw fault
    }
  }

  private static let areAway: Set = ["postgres.unreachable", "postgres.starting"]

  /// Closes the connections nobody uses.
  func closeIdle() {
    let closing = state.withLock { state in
      let all = state.idle
      state.idle.removeAll()
      return all
    }
    withExtendedLifetime(closing) {}
  }

  /// A connection that lies unused and lives; nil when there is none.
  private func living() throws -> PostgresConnection? {
    while let connection = state.withLock({ $0.idle.popLast() })?.connection {
      guard isAlive(connection) else { continue }
      state.withLock { $0.goneSince = nil }
      return connection
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
    state.withLock { $0.idle.append(kept) }
  }
}

import Domain
public import Store
import Synchronization

/// Does the jobs of a company while it is this program's turn; when the program that has the turn
/// ends, another one takes it.
public final class JobRunner: Sendable {
  private struct State {
    var turn: JobTurn?
    /// When each job is due, by its name; at once when it never ran.
    var due: [String: ContinuousClock.Instant] = [:]
  }

  private let storage: Storage
  private let jobs: [Job]
  private let pause: Duration
  private let failed: @Sendable (any Error) -> Void
  private let state = Mutex(State())
  private let queue = WorkQueue("planerka.jobs")

  /// A runner of jobs over a database.
  ///
  /// - Parameters:
  ///   - pause: how often it looks whether it is its turn, and what is due.
  ///   - failed: told why a job could not be done; it is tried again after its pause.
  public init(
    _ storage: Storage, _ jobs: [Job] = Job.all, pause: Duration = .seconds(2),
    failed: @escaping @Sendable (any Error) -> Void
  ) {
    self.storage = storage
    self.jobs = jobs
    self.pause = pause
    self.failed = failed
  }

  /// Whether this program does the jobs now.
  public var isOnDuty: Bool { state.withLock { $0.turn != nil } }

  /// Does what is due, until the task is cancelled; then the turn is another program's.
  public func run() async {
    while !Task.isCancelled {
      await queue.run { self.look() }
      do {
        try await Task.sleep(for: pause)
      } catch {
        break
      }
    }
    state.withLock { $0.turn = nil }
  }

  private func look() {
    do {
      try takeTurn()
    } catch {
      return failed(error)
    }
    guard isOnDuty else { return }
    for job in jobs {
      let isDue = state.withLock { $0.due[job.name].map { $0 <= .now } ?? true }
      guard isDue else { continue }
      do {
        try job.work(storage, .now)
      } catch {
        failed(error)
      }
      state.withLock { $0.due[job.name] = .now + job.pause }
    }
  }

  private func takeTurn() throws {
    if let turn = state.withLock({ $0.turn }), turn.isHeld { return }
    state.withLock { $0.turn = nil }
    let turn = try storage.jobTurn()
    state.withLock { $0.turn = turn }
  }
}

import Dispatch
import Engine
public import Semantics
public import Store
import Synchronization

/// Keeps the cube of a company: made once, then brought up to every change.
public final class CubeKeeper: Sendable {
  private let storage: SQLiteStorage
  private let current = Mutex<CubeEngine?>(nil)
  private let queue = DispatchQueue(label: "planerka.cube")
  /// How long a change waits at most before it is looked for.
  private static let pause = Duration.milliseconds(200)
  /// How long after a failure it is tried again.
  private static let longPause = Duration.seconds(5)

  /// A keeper over a database; there is no cube until `run` has made it.
  public init(_ storage: SQLiteStorage) {
    self.storage = storage
  }

  /// Answers from the cube; nil while it is being made.
  public var engine: (any Answering)? { current.withLock { $0 } }

  /// Makes the cube and follows the changes of the database until the task is cancelled.
  ///
  /// - Parameter failed: told why a change could not be followed; it is tried again later, and the
  ///   cube answers as of before.
  public func run(failed: @Sendable (any Error) -> Void) async {
    while !Task.isCancelled {
      var pause = Self.pause
      do {
        try await refresh()
      } catch {
        failed(error)
        pause = Self.longPause
      }
      do {
        try await Task.sleep(for: pause)
      } catch {
        return
      }
    }
  }

  /// Makes the cube, or brings it up to the last change.
  public func refresh() async throws {
    // Why: reading blocks, and must not take a thread that answers requests.
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      queue.async { done.resume(with: Result { try self.follow() }) }
    }
  }

  private func follow() throws {
    guard let engine = current.withLock({ $0 }) else {
      let cube = try storage.cube()
      current.withLock { $0 = CubeEngine(cube, PartialMemory(), else: storage) }
      return
    }
    guard try storage.revision() != engine.cube.revision else { return }
    let cube = try storage.caughtUp(engine.cube)
    current.withLock { $0 = CubeEngine(cube, engine.memory, else: storage) }
  }
}

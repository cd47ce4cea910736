import Dispatch
import Store

/// Work for one request that may be broken off as a whole, whatever threads it runs on.
public final class BreakableWork: Sendable {
  @TaskLocal static var current: BreakableWork?
  fileprivate let interruption = Interruption()

  /// Work that nobody wants to break off yet.
  public init() {}

  /// Runs work whose reading of the database ends when it is broken off.
  public func scope<Answer>(
    isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Answer
  ) async throws -> Answer {
    try await Self.$current.withValue(self, operation: work)
  }

  /// Tells the database to stop; what the work does throws `CancellationError`.
  public func breakOff() { interruption.cancel() }
}

/// Runs work that takes its time, or waits for the database, on a thread that answers no requests.
///
/// When the task that waits for it is cancelled, or the work it belongs to is broken off, the
/// database is told to stop.
public func offLoop<Answer: Sendable>(
  _ work: @escaping @Sendable () throws -> Answer
) async throws -> Answer {
  let interruption = BreakableWork.current?.interruption ?? Interruption()
  return try await withTaskCancellationHandler {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global(qos: .userInitiated).async {
        continuation.resume(with: Result { try interruption.scope(work) })
      }
    }
  } onCancel: {
    interruption.cancel()
  }
}

import Dispatch

/// A thread for work that would block those that answer requests.
struct WorkQueue: Sendable {
  private let queue: DispatchQueue

  init(_ label: String) {
    queue = DispatchQueue(label: label)
  }

  /// Does work, one after another.
  func run<Answer: Sendable>(_ work: @escaping @Sendable () -> Answer) async -> Answer {
    await withCheckedContinuation { done in
      queue.async { done.resume(returning: work()) }
    }
  }

  /// Has work done without waiting for it.
  func start(_ work: @escaping @Sendable () -> Void) {
    queue.async(execute: work)
  }
}

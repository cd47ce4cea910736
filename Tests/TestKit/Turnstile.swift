import Synchronization
public import Testing

/// Lets only a few tests be under way at once.
///
/// Why: tests that wait are all begun together, and each keeps its company open until it ends: a
/// server would need a connection for every one of them.
public struct Turnstile: SuiteTrait, TestTrait, TestScoping {
  private static let gate = Gate(places: 8)

  /// For each test of the suite.
  public let isRecursive = true

  /// Waits for a place, and keeps it while the test is under way.
  public func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    await Self.gate.enter()
    defer { Self.gate.leave() }
    try await function()
  }
}

extension Trait where Self == Turnstile {
  /// Only a few tests of such suites are under way at once.
  public static var fewAtOnce: Turnstile { Turnstile() }
}

/// So many places, taken in the order of asking.
private final class Gate: Sendable {
  private struct State {
    var free: Int
    var queue: [CheckedContinuation<Void, Never>] = []
  }

  private let state: Mutex<State>

  init(places: Int) {
    state = Mutex(State(free: places))
  }

  func enter() async {
    await withCheckedContinuation { continuation in
      let isIn = state.withLock { state in
        guard state.free > 0 else {
          state.queue.append(continuation)
          return false
        }
        state.free -= 1
        return true
      }
      if isIn { continuation.resume() }
    }
  }

  func leave() {
    let next = state.withLock { state in
      if state.queue.isEmpty {
        state.free += 1
        return CheckedContinuation<Void, Never>?.none
      }
      return state.queue.removeFirst()
    }
    next?.resume()
  }
}

import Domain
import Engine
public import Semantics
public import Store
import Synchronization

/// Keeps the cube of a company: made once, then brought up to every change.
///
/// From time to time the cube is kept in the column file, so that the next start need not read every
/// record.
public final class CubeKeeper: Sendable {
  private let storage: Storage
  private let file: String
  private let failed: @Sendable (any Error) -> Void
  private let current = Mutex<CubeEngine?>(nil)
  private let saving = Mutex(Saving())
  private let queue = WorkQueue("planerka.cube")
  private let savingQueue = WorkQueue("planerka.columns")

  /// How long a change waits at most before it is looked for, where nobody tells of it.
  private static let pause = Duration.milliseconds(200)
  /// The same where the database tells of changes at once.
  private static let watchedPause = Duration.seconds(1)
  /// How long after a failure it is tried again.
  private static let longPause = Duration.seconds(5)
  /// How many rows a start may have to read beside the column file.
  private static let mostDrift = 50_000

  /// What is known of the column file.
  private struct Saving {
    /// The drift of the cube in the file; nil before there is one.
    var drift: Int?
    var isUnderWay = false
    var notBefore = ContinuousClock.now
  }

  /// A keeper over a database; there is no cube until it is opened or followed.
  ///
  /// - Parameters:
  ///   - file: the column file; only one process may keep cubes in it.
  ///   - failed: told why a change could not be followed, or the cube not kept; it is tried again
  ///     later, and the cube answers as of before.
  public init(
    _ storage: Storage, file: String, failed: @escaping @Sendable (any Error) -> Void
  ) {
    self.storage = storage
    self.file = file
    self.failed = failed
  }

  /// Answers from the cube; nil while it is being made.
  public var engine: (any Answering)? { current.withLock { $0 } }

  /// Which changes the cube holds, and in how many bytes; nil while it is being made.
  public var size: CubeSize? {
    guard let cube = current.withLock({ $0 })?.cube else { return nil }
    return CubeSize(revision: cube.revision, bytes: cube.size)
  }

  /// Takes the cube from the column file, if it is this database's.
  public func open() async {
    await queue.run {
      do {
        guard let cube = try self.storage.savedCube(self.file) else { return }
        self.saving.withLock { $0.drift = cube.drift }
        self.put(try self.storage.caughtUp(cube), PartialMemory())
      } catch {
        self.failed(error)
      }
    }
  }

  /// Makes the cube and follows the changes of the database until the task is cancelled; when it
  /// returns, nothing of it is under way.
  public func run() async {
    await follow()
    await savingQueue.run {}
  }

  private func follow() async {
    let (signals, signal) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let watch = storage.watch { signal.yield() }
    let pause = watch == nil ? Self.pause : Self.watchedPause
    // Why: one that is told of changes looks now and then all the same, to be sure.
    let clock = Task {
      repeat { signal.yield() } while await Self.slept(pause)
    }
    defer {
      clock.cancel()
      withExtendedLifetime(watch) {}
    }
    for await _ in signals {
      do {
        try await refresh()
        keep()
      } catch {
        failed(error)
        guard await Self.slept(Self.longPause) else { return }
      }
    }
  }

  /// Waits; false when the task was cancelled meanwhile.
  private static func slept(_ time: Duration) async -> Bool {
    do {
      try await Task.sleep(for: time)
      return true
    } catch {
      return false
    }
  }

  /// Makes the cube, or brings it up to the last change.
  public func refresh() async throws {
    try await queue.run { Result { try self.catchUp() } }.get()
  }

  private func catchUp() throws {
    guard let engine = current.withLock({ $0 }) else {
      return put(try storage.cube(), PartialMemory())
    }
    guard try storage.revision() != engine.cube.revision else { return }
    put(try storage.caughtUp(engine.cube), engine.memory)
  }

  private func put(_ cube: Cube, _ memory: PartialMemory) {
    current.withLock { $0 = CubeEngine(cube, memory, else: storage) }
  }

  /// Keeps the cube in the column file when the one there has fallen far behind.
  private func keep() {
    guard let cube = current.withLock({ $0?.cube }) else { return }
    let isDue = saving.withLock { saving in
      guard !saving.isUnderWay, saving.notBefore <= .now,
        saving.drift.map({ cube.drift - $0 > Self.mostDrift }) ?? true
      else { return false }
      saving.isUnderWay = true
      return true
    }
    guard isDue else { return }
    savingQueue.start {
      let result = Result { try self.storage.save(cube, to: self.file) }
      self.saving.withLock { saving in
        saving.isUnderWay = false
        switch result {
        case .success: saving.drift = cube.drift
        case .failure: saving.notBefore = .now + .seconds(60)
        }
      }
      if case .failure(let error) = result { self.failed(error) }
    }
  }
}

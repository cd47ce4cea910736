import Synchronization

/// Memory in which programs work, used for one chunk after another: new memory comes empty page by
/// page, which takes longer than the work in it.
final class Scratch: @unchecked Sendable {
  // Why unchecked: the pool gives it to one piece of work at a time.
  private var memory = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 64)
  private var size = 64

  deinit { memory.deallocate() }

  /// So many bytes, whatever they held before.
  func bytes(_ count: Int) -> UnsafeMutableRawPointer {
    if count > size {
      memory.deallocate()
      memory = .allocate(byteCount: count, alignment: 64)
      size = count
    }
    return memory
  }
}

/// The memory of the pieces of work that go on at once.
final class ScratchPool: Sendable {
  private let free = Mutex<[Scratch]>([])

  /// Does a piece of work in memory of its own.
  func use<Result>(_ work: (Scratch) throws -> Result) rethrows -> Result {
    let scratch = free.withLock { $0.popLast() } ?? Scratch()
    defer { free.withLock { $0.append(scratch) } }
    return try work(scratch)
  }
}

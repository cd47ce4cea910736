public import Engine
import Synchronization

/// Remembers the results of chunks in a bounded amount of memory.
///
/// Results live in two halves: what is asked moves to the young one; when that is full it becomes
/// the old one, and what was not asked meanwhile is forgotten.
public final class PartialMemory: PartialKeeping {
  private struct Halves {
    var young: [PartialKey: Partial] = [:]
    var old: [PartialKey: Partial] = [:]
    var size = 0
  }

  private let halves = Mutex(Halves())
  private let most: Int

  /// A memory of so many bytes.
  public init(bytes: Int = 192 << 20) {
    most = bytes / 2
  }

  public func partial(_ key: PartialKey) -> Partial? {
    halves.withLock { halves in
      if let partial = halves.young[key] { return partial }
      guard let partial = halves.old.removeValue(forKey: key) else { return nil }
      put(partial, key, &halves)
      return partial
    }
  }

  public func keep(_ partial: Partial, _ key: PartialKey) {
    halves.withLock { put(partial, key, &$0) }
  }

  private func put(_ partial: Partial, _ key: PartialKey, _ halves: inout Halves) {
    let size = partial.size + key.size
    if halves.size + size > most {
      halves.old = halves.young
      halves.young = [:]
      halves.size = 0
    }
    halves.young[key] = partial
    halves.size += size
  }
}

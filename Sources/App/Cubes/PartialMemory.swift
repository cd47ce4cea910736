public import Engine
import Synchronization

/// Remembers the results of chunks and questions in a bounded amount of memory.
///
/// Results live in two halves: what is asked moves to the young one; when that is full it becomes
/// the old one, and what was not asked meanwhile is forgotten.
public final class PartialMemory: PartialKeeping {
  private struct Half {
    var partials: [PartialKey: Partial] = [:]
    var recollections: [Question: Recollection] = [:]
    var size = 0
  }

  private struct Halves {
    var young = Half()
    var old = Half()
  }

  private let halves = Mutex(Halves())
  private let most: Int

  /// A memory of so many bytes.
  public init(bytes: Int = 192 << 20) {
    most = bytes / 2
  }

  public func partial(_ key: PartialKey) -> Partial? {
    halves.withLock { halves in
      if let partial = halves.young.partials[key] { return partial }
      guard let partial = halves.old.partials.removeValue(forKey: key) else { return nil }
      put(partial, key, &halves)
      return partial
    }
  }

  public func keep(_ partial: Partial, _ key: PartialKey) {
    halves.withLock { put(partial, key, &$0) }
  }

  public func recollection(of question: Question) -> Recollection? {
    halves.withLock { halves in
      if let recollection = halves.young.recollections[question] { return recollection }
      guard let recollection = halves.old.recollections.removeValue(forKey: question) else {
        return nil
      }
      put(recollection, question, &halves)
      return recollection
    }
  }

  public func keep(_ recollection: Recollection, of question: Question) {
    halves.withLock { put(recollection, question, &$0) }
  }

  private func put(_ partial: Partial, _ key: PartialKey, _ halves: inout Halves) {
    makeRoom(for: partial.size + key.size, &halves)
    halves.young.partials[key] = partial
  }

  private func put(_ recollection: Recollection, _ question: Question, _ halves: inout Halves) {
    makeRoom(for: recollection.size, &halves)
    let former = halves.young.recollections.updateValue(recollection, forKey: question)
    halves.young.size -= former?.size ?? 0
  }

  private func makeRoom(for size: Int, _ halves: inout Halves) {
    if halves.young.size + size > most {
      halves.old = halves.young
      halves.young = Half()
    }
    halves.young.size += size
  }
}

import Engine

/// Remembers everything and counts what is new; the tests run one piece of work after another.
final class Memory: PartialKeeping, @unchecked Sendable {
  private var partials: [PartialKey: Partial] = [:]
  private var recollections: [Question: Recollection] = [:]
  /// How many results of chunks were kept.
  private(set) var made = 0
  /// How many answers came of reading only the rows added to former chunks.
  private(set) var grown = 0

  func partial(_ key: PartialKey) -> Partial? { partials[key] }

  func keep(_ partial: Partial, _ key: PartialKey) {
    if partials.updateValue(partial, forKey: key) == nil { made += 1 }
  }

  func recollection(of question: Question) -> Recollection? { recollections[question] }

  func keep(_ recollection: Recollection, of question: Question) {
    if recollection.hasGrown { grown += 1 }
    recollections[question] = recollection
  }
}

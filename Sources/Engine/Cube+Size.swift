import Synchronization

extension Cube {
  /// The bytes its columns, what is laid out by keys, and its texts take.
  public var size: Int {
    let chunks = relations.flatMap(\.chunks).compactMap { $0 }
    return chunks.reduce(texts.size) { sum, chunk in
      let keyed = chunk.keyed.withLock { $0.values.reduce(0) { $0 + $1.count } }
      let own = keyed + (chunk.starts?.count ?? 0)
      return chunk.columns.reduce(sum + own) { $0 + ($1.bytes?.count ?? 0) }
    }
  }
}

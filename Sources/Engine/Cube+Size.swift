extension Cube {
  /// The bytes its columns and texts take.
  public var size: Int {
    let chunks = relations.flatMap(\.chunks).compactMap { $0 }
    let columns = chunks.reduce(0) { sum, chunk in
      chunk.columns.reduce(sum + (chunk.starts?.count ?? 0)) { $0 + ($1.bytes?.count ?? 0) }
    }
    return columns + texts.size
  }
}

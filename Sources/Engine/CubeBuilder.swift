/// A cube in the making: takes relations one after another.
public final class CubeBuilder {
  /// The texts so far.
  public var texts = Texts()
  private var relations: [Relation] = []

  /// An empty cube.
  public init() {}

  /// Takes a relation's rows.
  public func add(
    _ shape: RelationShape, rows: (RelationBuilder) throws -> Void
  ) rethrows {
    let builder = RelationBuilder(shape)
    try rows(builder)
    relations.append(builder.relation)
  }

  /// The cube of what was taken.
  public func cube(revision: Int) -> Cube {
    Cube(revision: revision, relations: relations, texts: texts)
  }
}

/// A relation in the making: takes rows in the order of their keys.
public final class RelationBuilder {
  private let block: RowBlock
  private var chunks: [Int: Chunk] = [:]
  private var number = 0

  fileprivate init(_ shape: RelationShape) {
    block = RowBlock(shape)
  }

  /// Adds a row: a value for each column of the shape, the key first.
  public func append(_ row: UnsafePointer<Int>) {
    if row[0] >> block.shape.shift != number {
      close()
      number = row[0] >> block.shape.shift
    }
    block.append(row)
  }

  fileprivate var relation: Relation {
    close()
    return Relation(block.shape, chunks)
  }

  private func close() {
    guard block.count > 0 else { return }
    chunks[number] = Chunk(
      block.shape.columns.indices.map { block.values($0) }, shape: block.shape, stamp: 0, over: nil)
    block.removeAll()
  }
}

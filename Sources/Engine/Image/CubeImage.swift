/// A cube as a row of bytes, from which it is made again without reading the records.
public struct CubeImage {
  private let shapes: [RelationShape]
  private let mark: String

  /// Images of cubes of these relations.
  ///
  /// - Parameter mark: tells what the cube was made from; an image of another mark is not read.
  public init(_ shapes: [RelationShape], mark: String) {
    self.shapes = shapes
    self.mark = mark
  }

  /// Writes a cube.
  public func write(
    _ cube: Cube, to sink: @escaping (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    var writer = ImageWriter(sink)
    try writer.text(heading)
    try writer.number(cube.revision)
    try cube.texts.write(&writer)
    for relation in cube.relations {
      try writer.number(relation.low)
      try writer.number(relation.chunks.count)
      for chunk in relation.chunks {
        try writer.number(chunk == nil ? 0 : 1)
        try chunk?.write(&writer)
      }
    }
    try writer.end()
  }

  /// Reads a cube; nil when the image is one of another mark, of other relations, or of another
  /// version of this form.
  ///
  /// - Parameters:
  ///   - size: how many bytes there are.
  ///   - source: fills the memory it is given with the bytes that come next.
  /// - Throws: `DamagedImage` when the bytes are not as they were written, or what `source` throws.
  public func read(
    size: Int, from source: @escaping (UnsafeMutableRawBufferPointer) throws -> Void
  ) throws -> Cube? {
    var reader = ImageReader(size: size, source)
    guard try reader.text() == heading else { return nil }
    let revision = try reader.number()
    let texts = try Texts(&reader)
    let relations = try shapes.map { shape in
      let low = try reader.number()
      var chunks: [Int: Chunk] = [:]
      for index in 0..<(try reader.count(size)) where try reader.count(1) == 1 {
        chunks[low + index] = try Chunk(&reader, width: shape.columns.count)
      }
      return Relation(shape, chunks)
    }
    try reader.end()
    return Cube(revision: revision, relations: relations, texts: texts)
  }

  private var heading: String {
    (["planerka columns 1", mark] + shapes.map(\.summary)).joined(separator: "\n")
  }
}

extension RelationShape {
  /// The relation in a line: its name, how its rows are found, and its columns with their kinds.
  fileprivate var summary: String {
    let columns = columns.map { "\($0.name):\($0.kind)" }.joined(separator: " ")
    return "\(name) \(isUnique ? "one" : "many") \(shift) \(arrangedBy) \(columns)"
  }
}

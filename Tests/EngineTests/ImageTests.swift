import Engine
import Semantics
import Testing

@Suite struct ImageTests {
  /// Numbers of every width, gaps, sequences, texts, chunks far apart and rows in no order.
  private static var cube: Cube { SmallCube.shops.cube }

  private static let shapes = [
    RelationShape(
      "sale", key: "id",
      [
        ColumnShape("shop"), ColumnShape("amount"), ColumnShape("day"), ColumnShape("word", .text),
      ]),
    RelationShape("shop", key: "id", [ColumnShape("size"), ColumnShape("town", .text)]),
    RelationShape(
      "state", key: "shop_id", isUnique: false,
      [ColumnShape("from_at"), ColumnShape("until_at"), ColumnShape("value")]),
    RelationShape(
      "trait", key: "shop_id", isUnique: false,
      [ColumnShape("name", .text), ColumnShape("value", .text)]),
  ]

  private static func written(_ cube: Cube, mark: String = "a") throws -> [UInt8] {
    let pages = Pages()
    try CubeImage(shapes, mark: mark).write(cube) { pages.bytes += $0 }
    return pages.bytes
  }

  private static func read(
    _ bytes: [UInt8], mark: String = "a", shapes: [RelationShape] = Self.shapes
  ) throws -> Cube? {
    let pages = Pages(bytes)
    return try CubeImage(shapes, mark: mark).read(size: bytes.count) { pages.give($0) }
  }

  @Test func `a cube made from its image answers as the one it was made from`() throws {
    let cube = Self.cube
    let again = try #require(try Self.read(Self.written(cube)))
    #expect(again.revision == cube.revision)
    let town = Term.via(Link(.column("shop"), to: "shop"), .column("town"))
    let state = Term.via(
      Link(.column("shop"), to: "state", column: "shop_id", isDated: true), .column("value"))
    let kind = Term.via(
      Link(.column("shop"), to: "trait", column: "shop_id", name: "kind"), .column("value"))
    for term in [
      .column("shop"), .column("amount"), .column("day"), .column("word"), town, state, kind,
    ] {
      #expect(try again.values(term) == cube.values(term), "\(term)")
    }
  }

  @Test func `an image of another mark or of other relations is not read`() throws {
    let bytes = try Self.written(Self.cube)
    #expect(try Self.read(bytes, mark: "b") == nil)
    #expect(try Self.read(bytes, shapes: Array(Self.shapes.dropLast())) == nil)
    var shapes = Self.shapes
    shapes[1] = RelationShape("shop", key: "id", [ColumnShape("size"), ColumnShape("town")])
    #expect(try Self.read(bytes, shapes: shapes) == nil)
  }

  @Test func `an image with any byte changed or missing is refused`() throws {
    let bytes = try Self.written(Self.cube)
    for place in bytes.indices {
      var bytes = bytes
      bytes[place] ^= 0x21
      // A damaged heading is that of another image; everything behind it is seen by the sum.
      do {
        #expect(try Self.read(bytes) == nil, "byte \(place)")
      } catch is DamagedImage {}
    }
    for count in [0, 7, 8, bytes.count / 2, bytes.count - 1] {
      #expect(throws: DamagedImage.self) { try Self.read(Array(bytes.prefix(count))) }
    }
    #expect(throws: DamagedImage.self) { try Self.read(bytes + [0, 0, 0, 0, 0, 0, 0, 0]) }
  }
}

/// Bytes as a file holds them.
private final class Pages {
  var bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8] = []) { self.bytes = bytes }

  func give(_ memory: UnsafeMutableRawBufferPointer) {
    memory.copyBytes(from: bytes[place..<place + memory.count])
    place += memory.count
  }
}

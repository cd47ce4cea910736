import Engine
import Semantics
import Testing

@Suite struct ChangeTests {
  private let query = Query(
    relation: "sale", condition: .atMost(.column("day"), .asOfDay),
    keys: [.via(Link(.column("shop"), to: "shop"), .column("size"))],
    measures: [.sum(.column("amount"), .always)], asOf: 0, asOfDay: 10)

  private func change(
    _ cube: Cube, _ shape: RelationShape, _ rows: [[SmallCube.Cell]], keys: [Int]?
  ) throws -> Cube {
    var texts = cube.knownTexts
    let block = RowBlock(shape)
    for row in rows { block.append(SmallCube.numbers(row, &texts)) }
    return try cube.changed(by: [RelationChange(block, keys: keys)], texts: texts, revision: 2)
  }

  private static let sale = RelationShape(
    "sale", key: "id",
    [ColumnShape("shop"), ColumnShape("amount"), ColumnShape("day"), ColumnShape("word", .text)])
  private static let shop = RelationShape(
    "shop", key: "id", [ColumnShape("size"), ColumnShape("town", .text)])

  @Test func `a new row is read alone`() throws {
    let memory = Memory()
    let cube = SmallCube.shops.cube
    func answer(_ cube: Cube) throws -> Frame {
      try cube.answer(query, parallel: SmallCube.serial, keeper: memory)
    }
    _ = try answer(cube)
    let before = memory.made
    _ = try answer(cube)
    #expect(memory.made == before)
    let next = try change(cube, Self.sale, [[70_002, 10, 5, 2, "new"]], keys: [70_002])
    let given = try answer(next)
    // Why: the result of the chunk is what it was and that of the new row.
    #expect(memory.made == before)
    #expect(given == (try next.answer(query, parallel: SmallCube.serial)))
    #expect(given.rows.first?.measures == [.number(205)])
  }

  @Test func `as one group needs no reading once the groups are known`() throws {
    let memory = Memory()
    let cube = SmallCube.shops.cube
    _ = try cube.answer(query, parallel: SmallCube.serial, keeper: memory)
    let before = memory.made
    var total = query
    total.keys = []
    let given = try cube.answer(total, parallel: SmallCube.serial, keeper: memory)
    #expect(memory.made == before)
    #expect(given == (try cube.answer(total, parallel: SmallCube.serial)))
  }

  @Test(arguments: [0, 3, 5, 9]) func `moments in any order answer as if nothing was remembered`(
    step: Int
  ) throws {
    let memory = Memory()
    let cube = SmallCube.shops.cube
    let state = Link(.column("shop"), to: "state", column: "shop_id", isDated: true)
    var query = query
    query.keys = [.via(state, .column("value"))]
    for turn in 0..<40 {
      (query.asOfDay, query.asOf) = (turn * 7 % 13, turn * (step * 37 + 11) % 1_300)
      #expect(
        try cube.answer(query, parallel: SmallCube.serial, keeper: memory)
          == cube.answer(query, parallel: SmallCube.serial))
    }
  }

  @Test func `a changed column of another relation is read anew, a column nobody asks is not`()
    throws
  {
    let memory = Memory()
    let cube = SmallCube.shops.cube
    _ = try cube.answer(query, parallel: SmallCube.serial, keeper: memory)
    let before = memory.made
    let renamed = try change(cube, Self.shop, [[10, 1, "elsewhere"]], keys: [10])
    _ = try renamed.answer(query, parallel: SmallCube.serial, keeper: memory)
    #expect(memory.made == before)
    let resized = try change(renamed, Self.shop, [[10, 7, "elsewhere"]], keys: [10])
    let given = try resized.answer(query, parallel: SmallCube.serial, keeper: memory)
    #expect(given.rows.map { SmallCube.Cell($0.keys[0]) } == [7, nil])
    #expect(given == (try resized.answer(query, parallel: SmallCube.serial)))
  }

  @Test func `any moment after everything is the same moment to what is remembered`() throws {
    let memory = Memory()
    let cube = SmallCube.shops.cube
    var query = query
    query.asOfDay = 100
    _ = try cube.answer(query, parallel: SmallCube.serial, keeper: memory)
    let before = memory.made
    query.asOfDay = 200
    query.asOf = 5
    _ = try cube.answer(query, parallel: SmallCube.serial, keeper: memory)
    #expect(memory.made == before)
    query.asOfDay = 4
    _ = try cube.answer(query, parallel: SmallCube.serial, keeper: memory)
    #expect(memory.made > before)
  }

  @Test func `rows of an owner are replaced together, and all rows of a relation`() throws {
    let cube = SmallCube.shops.cube
    let state = RelationShape(
      "state", key: "shop_id", isUnique: false,
      [ColumnShape("from_at"), ColumnShape("until_at"), ColumnShape("value")])
    let term = Term.via(
      Link(.column("shop"), to: "state", column: "shop_id", isDated: true), .column("value"))
    let changed = try change(cube, state, [[10, 0, 9_000, 8]], keys: [10, 11])
    #expect(try changed.values(term) == [8, 8, nil, nil, nil, 8, nil])
    let emptied = try change(changed, state, [], keys: nil)
    #expect(try emptied.values(term) == [nil, nil, nil, nil, nil, nil, nil])
  }
}

import Engine
import Semantics
import Testing

@Suite struct AggregateTests {
  private let amount = Term.column("amount")

  private func rows(_ rows: [(SmallCube.Cell, Measured)]) -> [FrameRow] {
    rows.map { FrameRow(keys: [$0.0.value], measures: [$0.1]) }
  }

  @Test func `counts, sums and different values come by group, the missing key last`() throws {
    let cube = SmallCube.shops.cube
    #expect(
      try cube.measured(.count(.less(.number(0), amount)))
        == rows([
          (10, .number(2)), (11, .number(0)), (12, .number(1)), (99, .number(1)),
          (nil, .number(1)),
        ]))
    #expect(
      try cube.measured(.sum(amount, .always))
        == rows([
          (10, .number(200)), (11, .number(-50)), (12, .number(1)), (99, .number(8)),
          (nil, .number(7)),
        ]))
    #expect(
      try cube.measured(.distinct([amount, .column("day")], .always))
        == rows([
          (10, .number(2)), (11, .number(1)), (12, .number(1)), (99, .number(1)),
          (nil, .number(1)),
        ]))
  }

  @Test func `a distribution has its values ascending, without the missing ones`() throws {
    let cube = SmallCube.shops.cube
    let whole = try cube.measured(.distribution(amount, .always), by: [])
    let values = Distribution(ascending: [-50, 1, 7, 8, 100, 100])
    #expect(whole == [FrameRow(keys: [], measures: [.values(values)])])
    #expect(whole.first?.measures.first?.values.pieces == [[-50, 1, 7, 8, 100, 100]])
  }

  /// Few groups are numbered in the order of their slots, unless later rows bring one between.
  @Test(arguments: [[0, 1, 2, 3], [3, 1, 0, 2], [2, 0, 3, 1], [7, 60, 5, 61]])
  func `groups that come in any order are told apart`(values: [Int]) throws {
    // Rows of more than one batch, each value beginning some rows later than the one before.
    let rows = (0..<9_000).map { values[$0 % (1 + min($0 / 1_500, values.count - 1))] }
    var small = SmallCube()
    small.add(
      RelationShape("sale", key: "id", [ColumnShape("amount")]),
      rows.enumerated().map { [.number($0), .number($1)] })
    let found = try small.cube.measured(.count(.always), by: [.column("amount")])
    let wanted = values.sorted().map { value in
      FrameRow(
        keys: [.number(value)], measures: [.number(rows.lazy.filter { $0 == value }.count)])
    }
    #expect(found == wanted)
  }

  @Test func `texts are ordered by bytes`() throws {
    let keys = try SmallCube.shops.cube.measured(.count(.always), by: [.column("word")])
      .map { SmallCube.Cell($0.keys[0]) }
    #expect(keys == ["a", "b", "ж", nil])
  }

  @Test func `no records are one empty group without keys, and none with`() throws {
    let cube = SmallCube.shops.cube
    let never = Query(
      relation: "sale", condition: .any([]), keys: [],
      measures: [.count(.always), .sum(amount, .always), .distribution(amount, .always)], asOf: 0,
      asOfDay: 0)
    #expect(
      try cube.answer(never, parallel: SmallCube.serial).rows
        == [FrameRow(keys: [], measures: [.number(0), .number(0), .values(Distribution())])])
    var grouped = never
    grouped.keys = [.column("shop")]
    #expect(try cube.answer(grouped, parallel: SmallCube.serial).rows.isEmpty)
  }

  @Test func `records come by id, after an id and as many as asked`() throws {
    let query = Query(
      relation: "sale", condition: .always, keys: [], measures: [], asOf: 0, asOfDay: 0)
    let records = RecordQuery(
      query, .sum(amount, .always), at: .column("day"), after: 1, limit: 5)
    #expect(
      try SmallCube.shops.cube.records(records, parallel: SmallCube.serial) == [
        FoundRecord(id: 2, at: 4, adds: 0), FoundRecord(id: 3, at: 5, adds: -50),
        FoundRecord(id: 4, at: 6, adds: 7), FoundRecord(id: 5, at: -10, adds: 8),
        FoundRecord(id: 70_000, at: 3, adds: 100),
      ])
  }
}

import Engine
import Semantics
import Testing

/// What a row takes from another record by its key, against a dictionary.
@Suite struct KeyedColumnTests {
  /// The least and the greatest value of the other records' column: such as take a byte pair, from a
  /// round number on or across one, half a word, and a whole one.
  private static let bounds = [
    (0, 65_534), (-3, 40_000), (20_000, 20_300), (16_383, 81_917), (16_383, 81_918), (0, 65_535),
    (-2_000_000_000, 2_000_000_000), (0, 1 << 40),
  ]
  private static let toOther = Link(.column("other"), to: "other")
  private static let value = Term.via(toOther, .column("value"))

  /// Records beyond the first chunk's keys, in three chunks of which the second has none.
  private static let others = (Array(16_500..<17_000) + Array(49_000..<49_300))
    .filter { $0 % 3 != 0 }

  /// The value of each of them; some have none.
  private static func values(_ low: Int, _ high: Int) -> [Int: Int] {
    var random = SplitMix(state: UInt64(bitPattern: Int64(high)))
    var values: [Int: Int] = [others[0]: low, others[1]: high]
    for other in others.dropFirst(2) where other % 5 != 0 {
      values[other] = low + Int(random.next() % UInt64(high - low + 1))
    }
    return values
  }

  /// Keys that lead somewhere and such as do not: of no record, before the first chunk, behind the
  /// last one, none at all.
  private static let keys: [Int?] =
    others.map { $0 } + [16_400, 16_501, 33_000, 3, -70_000, 60_000, 1 << 30, nil, others[0]]

  /// What rows weigh, and whether each lies in a chunk of its own, so that many ask for the same.
  @Test(arguments: bounds.indices, [(1, false), (1 << 50, false), (1, true), (1 << 50, true)])
  func `a row takes what the record of its key has`(
    index: Int, rows: (weight: Int, areApart: Bool)
  ) throws {
    let weight = rows.weight
    func id(_ place: Int) -> Int { rows.areApart ? place << 14 : place }
    let values = Self.values(Self.bounds[index].0, Self.bounds[index].1)
    var small = SmallCube()
    small.add(
      RelationShape("sale", key: "id", [ColumnShape("other"), ColumnShape("weight")]),
      Self.keys.enumerated().map {
        [.number(id($0)), SmallCube.Cell($1.map { .number($0) }), .number(weight * $0)]
      })
    small.add(
      RelationShape("other", key: "id", [ColumnShape("value")]),
      Self.others.map { [.number($0), SmallCube.Cell(values[$0].map { .number($0) })] })
    // Why: the weight decides whether half a word is enough for every number that is worked out.
    let query = Query(
      relation: "sale", condition: .always, keys: [.column("id"), Self.value],
      measures: [
        .sum(.column("weight"), .always), .count(.isMissing(Self.value)),
        .count(.leads(Self.toOther)),
      ],
      asOf: 0, asOfDay: 0)
    let found = try small.cube.answer(query, parallel: SmallCube.serial).rows
    let expected = Self.keys.enumerated().map { place, key in
      let value = key.flatMap { values[$0] }
      return FrameRow(
        keys: [.number(id(place)), value.map { .number($0) }],
        measures: [
          .number(weight * place), .number(value == nil ? 1 : 0),
          .number(key.map(Self.others.contains) == true ? 1 : 0),
        ])
    }
    #expect(found == expected)
  }
}

import Engine
import Semantics
import Testing

/// What is worked out once for rows that lie together, against the same rows one by one.
@Suite struct RunsTests {
  private static let columns = ["shop", "day", "amount", "weight"].map { ColumnShape($0) }
  /// Relations of the same rows: without order, by shop and day, and with the shop as their owner.
  private static let shapes = [
    RelationShape("plain", key: "id", columns),
    RelationShape("arranged", key: "id", arrangedBy: ["shop", "day"], columns),
    RelationShape("owned", key: "shop", isUnique: false, Array(columns.dropFirst())),
  ]

  private static let toShop = Link(.column("shop"), to: "town")
  private static let size = Term.via(toShop, .column("size"))
  private static let amount = Term.column("amount")
  private static let isLarge = Condition.less(.number(1), size)
  private static let isLate = Condition.less(.number(1), .column("day"))
  private static let isEven = Condition.isIn(.column("weight"), [.number(0), .number(2)])

  private static let measures: [Aggregate] = [
    .count(.always), .count(isLarge), .count(isEven), .sum(amount, .always),
    .sum(amount, isLate && isEven), .sum(size, isEven),
    .sum(.column("weight"), .isMissing(amount)), .distinct([.column("shop"), size], .always),
    .distinct([size], isLarge), .distinct([.column("weight"), size], isLarge),
    .distribution(amount, .always), .distribution(size, isEven),
  ]

  private static let conditions: [Condition] = [
    .always, isLarge, isLate, isEven, isLarge && isEven, .less(amount, size), .leads(toShop),
  ]

  private static let keys: [[Term]] = [
    [], [.column("shop")], [size], [size, .column("weight")], [.column("weight")],
    [.column("shop"), .choose(isLate, size, otherwise: .number(9))],
  ]

  /// So many rows a shop and a day on average.
  private static func cube(run: Int) throws -> Cube {
    var random = SplitMix(state: UInt64(run))
    func number(_ most: Int) -> SmallCube.Cell { .number(Int(random.next() % UInt64(most))) }
    let rows = (0..<6_000).map { row -> [SmallCube.Cell] in
      let amount = number(4_000_000)
      return [
        .number(row / (run * 3)), .number(row / run % 3), row % 7 == 0 ? nil : amount, number(4),
      ]
    }
    var small = SmallCube()
    for shape in Self.shapes {
      let isOwned = shape.name == "owned"
      small.add(
        shape,
        rows.enumerated().map { isOwned ? $1 : [.number($0)] + $1 })
    }
    small.add(
      RelationShape("town", key: "id", [ColumnShape("size")]),
      (0..<2_000).filter { $0 % 5 != 1 }.map { [.number($0), $0 % 5 == 2 ? nil : .number($0 % 4)] })
    return small.cube
  }

  @Test(arguments: [1, 2, 6, 40, 300, 3_000])
  func `rows that lie together say what they say one by one`(run: Int) throws {
    let cube = try Self.cube(run: run)
    for condition in Self.conditions {
      for keys in Self.keys {
        let answers = try Self.shapes.map { shape in
          try cube.answer(
            Query(
              relation: shape.name, condition: condition, keys: keys, measures: Self.measures,
              asOf: 0, asOfDay: 0),
            parallel: SmallCube.serial)
        }
        #expect(answers[0] == answers[1], "\(condition) \(keys)")
        #expect(answers[0] == answers[2], "\(condition) \(keys)")
      }
    }
  }

  @Test(arguments: [0, 8, 20, 40, 62]) func `values of a group come ascending`(bits: Int) throws {
    var random = SplitMix(state: 7)
    for count in [1, 20, 300, 5_000] {
      let values = (0..<count).map { place in
        Int(truncatingIfNeeded: random.next() >> UInt64(63 - bits)) - (place % 3 == 0 ? 0 : 1_000)
      }
      var small = SmallCube()
      small.add(
        RelationShape("sale", key: "id", [ColumnShape("amount")]),
        values.enumerated().map { [.number($0), .number($1)] })
      let found = try small.cube.measured(.distribution(.column("amount"), .always), by: [])
      let pieces = found.first?.measures.first?.values.pieces
      #expect(pieces == [values.sorted()])
    }
  }
}

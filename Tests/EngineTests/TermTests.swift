import Engine
import Semantics
import Testing

@Suite struct TermTests {
  private static let shop = Link(.column("shop"), to: "shop")
  private static let state = Link(.column("shop"), to: "state", column: "shop_id", isDated: true)
  private static let day = Term.column("day")
  private static let amount = Term.column("amount")

  static let cases: [(term: Term, values: [SmallCube.Cell])] = [
    (.column("amount"), [100, nil, -50, 7, 8, 100, 1]),
    (.column("word"), ["b", "a", nil, "b", "a", "b", "ж"]),
    (.number(9), [9, 9, 9, 9, 9, 9, 9]),
    (.missing, [nil, nil, nil, nil, nil, nil, nil]),
    (.asOf, [70, 70, 70, 70, 70, 70, 70]),
    (.asOfDay, [5, 5, 5, 5, 5, 5, 5]),
    (.via(shop, .column("size")), [1, 1, nil, nil, nil, 1, 3]),
    (.via(shop, .column("town")), ["x", "x", "y", nil, nil, "x", nil]),
    (.via(shop, .number(4)), [4, 4, 4, 4, 4, 4, 4]),
    (.via(state, .column("value")), [2, 2, nil, nil, nil, 2, nil]),
    (
      .via(Link(.column("shop"), to: "trait", column: "shop_id", name: "kind"), .column("value")),
      ["big", "big", nil, nil, nil, "big", "big"]
    ),
    (
      .via(Link(.column("shop"), to: "trait", column: "shop_id", name: "none"), .column("value")),
      [nil, nil, nil, nil, nil, nil, nil]
    ),
    (.firstOf([.via(shop, .column("size")), amount]), [1, 1, -50, 7, 8, 1, 3]),
    (
      .choose(.less(amount, .number(50)), .number(1), otherwise: day),
      [3, 4, 1, 1, 1, 3, 1]
    ),
    (.minus(amount, day), [97, nil, -55, 1, 18, 97, nil]),
    (.seconds(.minus(.number(2_500), amount)), [2, nil, 2, 2, 2, 2, 2]),
    (.weekday(day), [7, 1, 2, 3, 1, 7, nil]),
    (.monday(day), [-3, 4, 4, 4, -10, -3, nil]),
    (.band(amount, [0, 8, 100]), [3, nil, 0, 1, 2, 3, 1]),
  ]

  @Test(arguments: cases.indices)
  func `a term has the value SQL gives it`(index: Int) throws {
    let (term, values) = Self.cases[index]
    #expect(try SmallCube.shops.cube.values(term) == values, "\(term)")
  }

  static let moments: [(Int, SmallCube.Cell)] = [
    (-2_000, nil), (0, 1), (49, 1), (50, 2), (99, 2), (100, 3), (8_999, 3), (9_000, nil),
  ]

  @Test(arguments: moments.indices)
  func `a dated link holds from its first moment to before its last`(index: Int) throws {
    let (moment, value) = Self.moments[index]
    let values = try SmallCube.shops.cube.values(
      .via(Self.state, .column("value")), asOf: moment)
    #expect(values[0] == value)
  }

  @Test func `what the cube does not hold is told by name`() throws {
    let cube = SmallCube.shops.cube
    #expect(throws: NotInCube.self) { try cube.values(.column("colour")) }
    #expect(throws: NotInCube.self) {
      try cube.values(.via(Link(.column("shop"), to: "nowhere"), .number(1)))
    }
  }
}

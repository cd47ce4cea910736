import Semantics
import Testing

@Suite struct ConditionTests {
  private static let amount = Term.column("amount")
  private static let shop = Term.column("shop")
  private static let word = Term.column("word")
  private static let state = Link(shop, to: "state", column: "shop_id", isDated: true)
  private static let all = [1, 2, 3, 4, 5, 70_000, 70_001]

  static let cases: [(condition: Condition, ids: [Int])] = [
    (.always, all),
    (.all([]), all),
    (.any([]), []),
    (.isIn(shop, [.number(10), .number(12)]), [1, 2, 70_000, 70_001]),
    (.isIn(shop, [nil]), [4]),
    (.isIn(shop, [nil, .number(99)]), [4, 5]),
    (.isIn(shop, (90...99).map { .number($0) }), [5]),
    (.isIn(shop, []), []),
    (.isIn(word, [.text("a"), .text("nowhere")]), [2, 5]),
    (.isIn(word, [.text("ж"), nil]), [3, 70_001]),
    (.isIn(word, [.number(0)]), []),
    (.isMissing(amount), [2]),
    (.less(amount, .number(8)), [3, 4, 70_001]),
    (.less(.number(8), amount), [1, 70_000]),
    (.atMost(amount, .number(8)), [3, 4, 5, 70_001]),
    (.atMost(amount, .column("day")), [3]),
    (.less(word, .via(Link(shop, to: "shop"), .column("town"))), [1, 2, 70_000]),
    (.atMost(word, word), [1, 2, 4, 5, 70_000, 70_001]),
    (.leads(Link(shop, to: "shop")), [1, 2, 3, 70_000, 70_001]),
    (.leads(state), [1, 2, 3, 70_000]),
    (.not(.less(amount, .number(8))), [1, 2, 5, 70_000]),
    (.not(.not(.less(amount, .number(8)))), [3, 4, 70_001]),
    (.all([.less(amount, .number(8)), .not(.isMissing(shop))]), [3, 70_001]),
    (.any([.isMissing(amount), .isMissing(shop)]), [2, 4]),
    (.not(.any([.isMissing(amount), .less(.number(50), amount)])), [3, 4, 5, 70_001]),
    (.between(.column("id"), 5, 70_000), [5, 70_000]),
  ]

  @Test(arguments: cases.indices)
  func `a condition holds where SQL says so`(index: Int) throws {
    let (condition, ids) = Self.cases[index]
    #expect(try SmallCube.shops.cube.sales(condition) == ids, "\(condition)")
  }
}

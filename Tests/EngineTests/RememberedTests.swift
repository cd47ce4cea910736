import Engine
import Semantics
import Testing

/// What is remembered of former cubes against an engine that remembers nothing, through many changes.
@Suite struct RememberedTests {
  private static let sale = RelationShape(
    "sale", key: "id",
    [ColumnShape("shop"), ColumnShape("amount"), ColumnShape("day"), ColumnShape("at")])
  private static let visit = RelationShape(
    "visit", key: "id", arrangedBy: ["shop"], [ColumnShape("shop"), ColumnShape("day")])
  private static let shop = RelationShape(
    "shop", key: "id", [ColumnShape("town"), ColumnShape("opened_at")])
  private static let town = RelationShape("town", key: "id", [ColumnShape("size")])
  private static let state = RelationShape(
    "state", key: "shop_id", isUnique: false,
    [ColumnShape("from_at"), ColumnShape("until_at"), ColumnShape("value")])
  private static let shapes = [sale, visit, shop, town, state]

  private static let toShop = Link(.column("shop"), to: "shop")
  private static let toTown = Link(.via(toShop, .column("town")), to: "town")
  private static let toState = Link(.column("shop"), to: "state", column: "shop_id", isDated: true)

  private static let queries = [
    Query(
      relation: "sale", condition: .atMost(.column("at"), .asOf),
      keys: [.via(toState, .column("value"))],
      measures: [
        .count(.always), .sum(.column("amount"), .leads(toShop)),
        .distribution(.column("amount"), .always),
      ], asOf: 0, asOfDay: 0),
    Query(
      relation: "sale", condition: .less(.via(toShop, .column("opened_at")), .asOf),
      keys: [.via(toTown, .column("size"))],
      measures: [
        .sum(.column("amount"), .always), .distinct([.column("shop"), .column("day")], .always),
      ], asOf: 0, asOfDay: 0),
    Query(
      relation: "visit", condition: .atMost(.column("day"), .asOfDay), keys: [.column("shop")],
      measures: [
        .count(.isMissing(.via(toTown, .column("size")))),
        .distinct([.column("shop"), .column("day")], .always),
      ], asOf: 0, asOfDay: 0),
  ]

  /// The rows of each relation by key, and the cube made of them.
  private struct Model {
    var rows: [String: [Int: [[Int]]]] = [:]
    var random: SplitMix

    mutating func number(_ most: Int) -> Int { Int(random.next() % UInt64(most)) }

    mutating func orMissing(_ number: Int) -> Int { self.number(6) == 0 ? .missing : number }

    /// Rows of a key.
    mutating func row(_ shape: String, _ key: Int) -> [[Int]] {
      switch shape {
      case "sale":
        return [
          [key, orMissing(shopKey()), orMissing(number(500) - 50), number(12), number(1_000)]
        ]
      case "visit": return [[key, shopKey(), number(12)]]
      case "shop": return [[key, orMissing(number(5)), orMissing(number(1_000))]]
      case "town": return [[key, number(3)]]
      default:
        let middle = number(1_000)
        return [[key, -1, middle, number(4)], [key, middle, 1 << 40, orMissing(number(4))]]
      }
    }

    mutating func shopKey() -> Int { number(40) * (1 << 12) }

    /// A key that is there already or a new one.
    mutating func key(_ shape: String) -> Int {
      let known = rows[shape, default: [:]].keys.max() ?? 0
      switch shape {
      case "sale", "visit": return number(3) > 0 ? known + 1 + number(2_000) : number(known + 1)
      case "town": return number(6)
      default: return shopKey()
      }
    }
  }

  @Test(arguments: 1...6) func `after any changes the remembered answers as the new`(
    seed: UInt64
  ) throws {
    var model = Model(random: SplitMix(state: seed))
    for shape in Self.shapes {
      for key in 1...30 where shape.name == "sale" || shape.name == "visit" {
        model.rows[shape.name, default: [:]][key * 1_500] = model.row(shape.name, key * 1_500)
      }
    }
    let builder = CubeBuilder()
    for shape in Self.shapes {
      builder.add(shape) { relation in
        let all = model.rows[shape.name, default: [:]]
        for row in all.sorted(by: { $0.key < $1.key }).flatMap(\.value) { relation.append(row) }
      }
    }
    var cube = builder.cube(revision: 0)
    let memory = Memory()
    for turn in 1...60 {
      for _ in 0...model.number(2) { try change(&cube, &model, turn) }
      for query in Self.queries {
        var query = query
        (query.asOf, query.asOfDay) =
          turn % 4 == 0 ? (model.number(1_200), model.number(14)) : (5_000, 20)
        var total = query
        total.keys = []
        for query in [query, total] {
          let given = try cube.answer(query, parallel: SmallCube.serial, keeper: memory)
          let fresh = try cube.answer(query, parallel: SmallCube.serial)
          try #require(given == fresh, "turn \(turn), \(query.relation) by \(query.keys)")
        }
      }
    }
    #expect(memory.grown > 0)
  }

  /// Puts new rows in place of those of some keys of a relation.
  private func change(_ cube: inout Cube, _ model: inout Model, _ revision: Int) throws {
    let shape = Self.shapes[model.number(Self.shapes.count)]
    let keys = Set((0...model.number(3)).map { _ in model.key(shape.name) }).sorted()
    let block = RowBlock(shape)
    for key in keys {
      let isGone = model.number(8) == 0
      model.rows[shape.name, default: [:]][key] = isGone ? nil : model.row(shape.name, key)
      for row in model.rows[shape.name]?[key] ?? [] { block.append(row) }
    }
    cube = try cube.changed(
      by: [RelationChange(block, keys: keys)], texts: cube.knownTexts, revision: revision)
  }
}

import Engine
import Semantics

/// A hand-made cube: relations as tables of numbers and texts.
struct SmallCube {
  enum Cell: Equatable, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral,
    ExpressibleByNilLiteral
  {
    case number(Int)
    case text(String)
    case none
    init(integerLiteral value: Int) { self = .number(value) }
    init(stringLiteral value: String) { self = .text(value) }
    init(nilLiteral: ()) { self = .none }

    init(_ value: Value?) {
      switch value {
      case .number(let number): self = .number(number)
      case .text(let text): self = .text(text)
      case nil: self = .none
      }
    }

    var value: Value? {
      switch self {
      case .number(let number): .number(number)
      case .text(let text): .text(text)
      case .none: nil
      }
    }
  }

  static let serial: Parallel = { count, work in for place in 0..<count { work(place) } }

  /// Sales of shops: the shop's rows lie in the first and, from 70,000 on, in the second chunk.
  static var shops: SmallCube {
    var small = SmallCube()
    small.add(
      RelationShape(
        "sale", key: "id",
        [
          ColumnShape("shop"), ColumnShape("amount"), ColumnShape("day"),
          ColumnShape("word", .text),
        ]),
      [
        [1, 10, 100, 3, "b"], [2, 10, nil, 4, "a"], [3, 11, -50, 5, nil], [4, nil, 7, 6, "b"],
        [5, 99, 8, -10, "a"], [70_000, 10, 100, 3, "b"], [70_001, 12, 1, nil, "ж"],
      ])
    small.add(
      RelationShape("shop", key: "id", [ColumnShape("size"), ColumnShape("town", .text)]),
      [[10, 1, "x"], [11, nil, "y"], [12, 3, nil]])
    small.add(
      RelationShape(
        "state", key: "shop_id", isUnique: false,
        [ColumnShape("from_at"), ColumnShape("until_at"), ColumnShape("value")]),
      [
        [10, -1_000, 50, 1], [10, 50, 100, 2], [10, 100, 9_000, 3], [11, 60, 9_000, nil],
      ])
    small.add(
      RelationShape(
        "trait", key: "shop_id", isUnique: false,
        [ColumnShape("name", .text), ColumnShape("value", .text)]),
      [[10, "colour", "red"], [10, "kind", "big"], [12, "kind", "big"]])
    return small
  }

  let builder = CubeBuilder()

  var cube: Cube { builder.cube(revision: 1) }

  mutating func add(_ shape: RelationShape, _ rows: [[Cell]]) {
    builder.add(shape) { relation in
      for row in rows { relation.append(Self.numbers(row, &builder.texts)) }
    }
  }

  static func numbers(_ row: [Cell], _ texts: inout Texts) -> [Int] {
    row.map { cell in
      switch cell {
      case .number(let number): return number
      case .none: return .missing
      case .text(var text):
        return text.withUTF8 { texts.number(of: UnsafeRawBufferPointer($0)) }
      }
    }
  }
}

extension Cube {
  /// The ids of the sales that fulfil a condition.
  func sales(_ condition: Condition, asOf: Int = 70) throws -> [Int] {
    let query = Query(
      relation: "sale", condition: condition, keys: [], measures: [], asOf: asOf, asOfDay: 5)
    let records = RecordQuery(query, .count(.always), at: .column("day"))
    return try self.records(records, parallel: SmallCube.serial).map(\.id)
  }

  /// A term's value of every sale, by id.
  func values(_ term: Term, asOf: Int = 70) throws -> [SmallCube.Cell] {
    let query = Query(
      relation: "sale", condition: .always, keys: [.column("id"), term], measures: [], asOf: asOf,
      asOfDay: 5)
    return try answer(query, parallel: SmallCube.serial).rows.map { .init($0.keys[1]) }
  }

  func measured(_ measure: Aggregate, by keys: [Term] = [.column("shop")]) throws -> [FrameRow] {
    let query = Query(
      relation: "sale", condition: .always, keys: keys, measures: [measure], asOf: 70, asOfDay: 5)
    return try answer(query, parallel: SmallCube.serial).rows
  }
}

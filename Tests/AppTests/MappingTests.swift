import App
import Domain
import Foundation
import Testing

/// What a mapping says wrong is told by its place, what is there and what is known.
@Suite struct MappingTests {
  private static let known = "column, constant, row, values, default, format, decimal"

  private static let wrong: [(json: String, key: String, arguments: [String: String])] = [
    (#"{"id": "Nr","#, "mapping.no_json", [:]),
    ("{\n  \"id\": x}", "mapping.no_json_at", ["line": "2", "column": "9"]),
    (#"["id"]"#, "mapping.no_object", [:]),
    (#"{"id": 7}"#, "mapping.entry", ["ours": "id"]),
    (#"{"id": ["Nr"]}"#, "mapping.entry", ["ours": "id"]),
    (#"{"id": {}}"#, "mapping.no_origin", ["ours": "id"]),
    (#"{"id": {"values": {"a": "b"}}}"#, "mapping.no_origin", ["ours": "id"]),
    (
      #"{"id": {"column": "Nr", "row": "b"}}"#, "mapping.two_origins",
      ["ours": "id", "keys": "column, row"]
    ),
    (
      #"{"id": {"colunm": "Nr"}}"#, "mapping.key_near",
      ["ours": "id", "key": "colunm", "near": "column", "known": known]
    ),
    (
      #"{"id": {"column": "Nr", "shade": "red"}}"#, "mapping.key",
      ["ours": "id", "key": "shade", "known": known]
    ),
    (#"{"id": {"column": 7}}"#, "mapping.text", ["ours": "id", "key": "column"]),
    (
      #"{"id": {"column": "Nr", "default": false}}"#, "mapping.text",
      ["ours": "id", "key": "default"]
    ),
    (#"{"id": {"column": "Nr", "values": ["a"]}}"#, "mapping.values", ["ours": "id"]),
    (#"{"id": {"column": "Nr", "values": {"a": 1}}}"#, "mapping.values", ["ours": "id"]),
    (
      #"{"amount": {"column": "Sum", "decimal": "comma"}}"#, "mapping.decimal",
      ["ours": "amount", "value": "comma"]
    ),
  ]

  @Test(arguments: wrong.indices)
  func `a mapping that is wrong is refused and says where`(number: Int) {
    let (json, key, arguments) = Self.wrong[number]
    let fault = #expect(throws: PlainFault.self) {
      _ = try ColumnMapping(json: Array(json.utf8), path: "map.json")
    }
    #expect(fault?.message.key == key, "\(json)")
    #expect(fault?.message.arguments == arguments.merging(["path": "map.json"]) { $1 }, "\(json)")
    #expect(fault?.kind == .input)
  }

  @Test(arguments: [
    (#"{"id": "Nr", "craeted_at": "When"}"#, "mapping.unknown_near", "craeted_at", "created_at"),
    (#"{"id": "Nr", "mood": "Mood"}"#, "mapping.unknown", "mood", nil),
    (#"{"id": "Nr", "attr.size": "Size"}"#, "mapping.unknown", "attr.size", nil),
  ])
  func `a column of ours that there is not is refused with those there are`(
    map: String, key: String, ours: String, near: String?
  ) throws {
    let office = try Office()
    let fault = #expect(throws: PlainFault.self) {
      try office.takeIn("tasks", "Nr,When,Mood,Size\n", map: map)
    }
    #expect(fault?.message.key == key)
    #expect(fault?.message.arguments["ours"] == ours)
    #expect(fault?.message.arguments["near"] == near)
    #expect(fault?.message.arguments["kind"] == "tasks")
    #expect(fault?.message.arguments["known"]?.hasPrefix("id, title, manager, created_at") == true)
  }

  @Test func `a mapping may leave keys empty and name attributes of clients`() throws {
    let map = #"{"id": {"column": "Nr", "values": null, "format": null}, "attr.size": "Size"}"#
    let office = try Office()
    #expect(try office.takeIn("clients", "Nr,Size\nk1,big\n", map: map).tally.created == 1)
  }
}

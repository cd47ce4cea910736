import Domain
import Render
import Testing

@Suite struct ImportMessageTests {
  private static let file = ["import": "7", "file": "march.csv"]
  private static let entry = ["path": "m.json", "ours": "created_at"]
  private static let key = ["key": "colunm", "known": "column, row"]
  private static let messages = [
    Message("upload.unwritable", ["path": "/data/uploads", "reason": "denied"]),
    Message("upload.gone"), Message("form.broken"), Message("form.too_long"),
    Message("form.no_file"), Message("mapping.twice", ["field": "Created"]),
    Message("mapping.missing", ["path": "m.json"]), Message("mapping.no_json", ["path": "m.json"]),
    Message("mapping.no_json_at", ["path": "m.json", "line": "2", "column": "9"]),
    Message("mapping.no_object", ["path": "m.json"]), Message("mapping.entry", entry),
    Message("mapping.no_origin", entry),
    Message("mapping.two_origins", entry.merging(["keys": "column, row"]) { $1 }),
    Message("mapping.key", entry.merging(key) { $1 }),
    Message("mapping.key_near", entry.merging(key) { $1 }.merging(["near": "column"]) { $1 }),
    Message("mapping.text", entry.merging(["key": "column"]) { $1 }),
    Message("mapping.values", entry),
    Message("mapping.decimal", entry.merging(["value": "comma"]) { $1 }),
    Message("mapping.unknown", ["ours": "mood", "kind": "tasks", "known": "id, title"]),
    Message(
      "mapping.unknown_near",
      ["ours": "titel", "kind": "tasks", "known": "id, title", "near": "title"]),
    Message("mapping.column", ["ours": "id", "column": "Nr", "found": "Number, Name"]),
    Message("rejected.stopped", ["path": "a.csv.rejected.csv", "reason": "no space"]),
    Message("rejected.unwritable", ["path": "a.csv.rejected.csv", "reason": "no space"]),
    Message("import.refused.api", ["file": "march.csv", "count": "2"]),
    Message("import.missing", ["import": "7"]), Message("raw.missing", file),
    Message("undo.twice", file), Message("undo.too_old", file),
    UndoRefusal(
      importID: 7,
      blockers: [UndoBlocker(kind: "calls", id: "c1", reason: .refers, importID: 8)], count: 1
    ).message,
    Message("undo.changed"), Message("undo.refers"), Message("undo.replaced"),
    Message("key.wrong"), Message("key.used", ["key": "k1", "address": "POST /api/v1/import/x"]),
    Message("key.busy", ["key": "k1"]),
    Message(
      "setting.wrong", ["key": "keep_raw", "value": "maybe", "expected": "expected.yes_no"]),
  ]

  @Test(arguments: ["ru", "en"], messages)
  func `every message of imports is told whole`(language: String, message: Message) {
    let text = Words.of(language).text(message)
    #expect(text != message.key)
    #expect(!text.contains("{"))
    for value in message.arguments.values where !value.hasPrefix("expected.") {
      #expect(text.contains(value), "\(message.key) does not tell \(value)")
    }
  }

  @Test func `a refused undo names the first records and says that there are more`() {
    let blockers = (1...5).map {
      UndoBlocker(kind: "calls", id: "c\($0)", reason: .refers, importID: 8)
    }
    let refusal = UndoRefusal(importID: 7, blockers: blockers, count: 41)
    #expect(
      Words.of("en").text(refusal.message)
        == "Import 7 cannot be undone: later records depend on it, 41: calls c1, calls c2, "
        + "calls c3 …. First undo the imports they came with.")
  }
}

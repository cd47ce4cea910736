import App
import Domain
import HTTPTypes
import Render

/// Imports as the API answers them.
enum ImportJSON {
  /// What came of an import.
  static func result(_ result: ImportResult, _ words: Words) -> [UInt8] {
    var out = JSONBytes()
    out.open("{")
    out.key("import")
    out.raw(result.importID.map { String($0) } ?? "null")
    tally(result.tally, &out)
    if result.errorCount > 0 { errors(result, words, &out) }
    out.close("}")
    return out.bytes
  }

  /// The problem of a file with bad rows.
  static func errors(_ result: ImportResult, named name: String, _ words: Words) -> [UInt8] {
    let message = Message(
      "import.refused.api", ["file": name, "count": String(result.errorCount)])
    return Problem.bytes(.unprocessableContent, message.key, words.text(message)) { out in
      errors(result, words, &out)
    }
  }

  /// An undo that was done.
  static func undone(_ id: Int, _ tally: UndoTally) -> [UInt8] {
    var out = JSONBytes()
    out.open("{")
    out.key("import")
    out.raw(String(id))
    out.key("deleted")
    out.raw(String(tally.deleted))
    out.key("restored")
    out.raw(String(tally.restored))
    out.close("}")
    return out.bytes
  }

  /// The problem of an undo that is refused.
  static func refusal(_ refusal: UndoRefusal, _ words: Words) -> [UInt8] {
    Problem.bytes(.conflict, refusal.message.key, words.text(refusal.message)) { out in
      out.key("errors")
      out.open("[")
      for blocker in refusal.blockers {
        out.open("{")
        out.key("kind")
        out.text(blocker.kind)
        out.key("id")
        out.text(blocker.id)
        out.key("import")
        out.raw(blocker.importID.map { String($0) } ?? "null")
        out.key("reason")
        out.text(words.text("undo.\(blocker.reason.rawValue)"))
        out.close("}")
      }
      out.close("]")
      out.key("error_count")
      out.raw(String(refusal.count))
    }
  }

  /// The latest imports.
  static func list(_ part: ImportPart, _ zone: ZoneTable) -> [UInt8] {
    var out = JSONBytes()
    out.open("{")
    out.key("imports")
    out.open("[")
    for item in part.entries { entry(item, zone, &out) }
    out.close("]")
    out.key("cursor")
    if let next = part.next { out.text(String(next)) } else { out.raw("null") }
    out.close("}")
    return out.bytes
  }

  /// An import.
  static func entry(_ entry: ImportEntry, _ zone: ZoneTable, _ out: inout JSONBytes) {
    out.open("{")
    out.key("import")
    out.raw(String(entry.id))
    for (key, text) in [("kind", entry.kind), ("source", entry.source), ("file", entry.file)] {
      out.key(key)
      out.text(text)
    }
    out.key("at")
    out.text(entry.at.text(in: zone))
    tally(entry.tally, &out)
    out.key("raw_size")
    out.raw(entry.rawSize.map { String($0) } ?? "null")
    out.key("undone_at")
    if let at = entry.undoneAt { out.text(at.text(in: zone)) } else { out.raw("null") }
    out.close("}")
  }

  private static func tally(_ tally: IntakeTally, _ out: inout JSONBytes) {
    let counts = [
      ("created", tally.created), ("updated", tally.updated), ("unchanged", tally.unchanged),
      ("rejected", tally.rejected),
    ]
    for (key, count) in counts {
      out.key(key)
      out.raw(String(count))
    }
    out.key("references")
    out.open("{")
    for kind in RecordKind.all {
      guard let count = tally.references[kind.name] else { continue }
      out.key(kind.name)
      out.raw(String(count))
    }
    out.close("}")
  }

  private static func errors(_ result: ImportResult, _ words: Words, _ out: inout JSONBytes) {
    out.key("errors")
    out.open("[")
    for error in result.errors {
      out.open("{")
      out.key("line")
      out.raw(String(error.line))
      out.key("column")
      if let column = error.column { out.text(column) } else { out.raw("null") }
      out.key("value")
      out.text(error.value)
      out.key("reason")
      out.text(words.text(error.reason))
      out.close("}")
    }
    out.close("]")
    out.key("error_count")
    out.raw(String(result.errorCount))
  }
}

public import Domain

/// The history of changes as the API and the command answer it.
public enum HistoryJSON {
  /// The UTF-8 bytes of a part of it.
  public static func bytes(_ part: HistoryPart, _ zone: ZoneTable) -> [UInt8] {
    var out = JSONBytes()
    out.open("{")
    out.key("history")
    out.open("[")
    for entry in part.entries { write(entry, zone, &out) }
    out.close("]")
    out.key("cursor")
    if let next = part.next { out.text(String(next)) } else { out.raw("null") }
    out.close("}")
    return out.bytes
  }

  private static func write(_ entry: HistoryEntry, _ zone: ZoneTable, _ out: inout JSONBytes) {
    out.open("{")
    out.key("id")
    out.raw(String(entry.id))
    let texts = [
      ("at", entry.at.text(in: zone)), ("author", entry.author), ("verb", entry.verb),
      ("subject", entry.subject), ("key", entry.key), ("field", entry.field),
      ("before", entry.before), ("after", entry.after),
    ]
    for (name, text) in texts {
      out.key(name)
      if let text { out.text(text) } else { out.raw("null") }
    }
    out.close("}")
  }
}

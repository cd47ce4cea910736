import App
import Domain
import Render

/// What a look at a file before it is taken in has shown.
struct ImportLook: Sendable {
  /// How many rows are tried.
  static let rowLimit = 50_000
  /// The columns chosen.
  let draft: MappingDraft
  /// The outcomes that stages tell of.
  var outcomes: [String: String]
  /// What would come of it; nil when the file cannot be taken in with these columns.
  var result: ImportResult?
  /// Why it cannot.
  var problem: String?

  init(draft: MappingDraft, outcomes: [String: String]) {
    self.draft = draft
    self.outcomes = outcomes
  }

  /// A fault in words of the page: our columns by the names the selects show.
  static func told(_ message: Message, _ draft: MappingDraft, _ words: Words) -> String {
    switch message.key {
    case "columns.missing", "mapping.missing_columns":
      let names = (message.arguments["columns"] ?? "").split(separator: ",").map { name in
        words.field(name.trimmingPrefix(" "))
      }
      return words.text("page.importMissing", ["columns": names.joined(separator: ", ")])
    case "mapping.twice":
      return words.text(
        "mapping.twice", ["field": words.field((message.arguments["field"] ?? "")[...])])
    default: return words.text(message)
    }
  }
}

extension Words {
  /// The name of one of our columns as the page of columns shows it.
  func field(_ name: Substring) -> String {
    if name.hasPrefix("attr.") { return String(name.dropFirst(5)) }
    return texts["field.\(name)"] ?? String(name)
  }
}

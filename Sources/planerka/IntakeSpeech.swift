import App
import Domain
import Render

/// What commands say of rows that were taken in.
enum IntakeSpeech {
  /// Rows that could not be, each with its place and the reason, on standard error.
  static func tell(_ errors: [RowError], _ words: Words) {
    for error in errors {
      let key = error.column == nil ? "import.line" : "import.cell"
      Output.note.line(
        words.text(
          key,
          [
            "line": String(error.line), "column": error.column ?? "",
            "reason": words.text(error.reason).printable(),
          ]))
    }
  }

  /// How many rows became what, never translated.
  static func summary(_ tally: IntakeTally) -> String {
    "created \(tally.created), updated \(tally.updated), unchanged \(tally.unchanged), "
      + "rejected \(tally.rejected)"
  }

  /// How many records came to be by being referred to; nil when none did.
  static func references(_ tally: IntakeTally) -> String? {
    let references = RecordKind.all.compactMap { kind in
      tally.references[kind.name].map { "\(kind.name) \($0)" }
    }
    return references.isEmpty ? nil : "references created: " + references.joined(separator: ", ")
  }
}

import ArgumentParser
import Render

/// The texts of `--help`, in the language that is asked for.
enum Help {
  /// A text by its key.
  static func text(_ key: String) -> String { Speech.words.text("help.\(key)") }

  /// What an option or an argument is.
  static func of(_ key: String) -> ArgumentHelp { ArgumentHelp(stringLiteral: text(key)) }

  /// What stands below a command's name: more about it, the words it takes, examples.
  static func examples(
    about key: String? = nil, listing: (key: String, words: [String])? = nil, _ lines: [String]
  ) -> String {
    var parts = key.map { [text($0)] } ?? []
    if let listing {
      parts.append("\(text(listing.key)): \(listing.words.joined(separator: ", ")).")
    }
    let head = text(lines.count == 1 ? "example" : "examples")
    parts.append("\(head):\n" + lines.map { "  \($0)" }.joined(separator: "\n"))
    return parts.joined(separator: "\n\n")
  }

  /// The help that the library makes, with its own words in our language.
  static func translated(_ help: String) -> String {
    var text = help
    for heading in ["OVERVIEW", "USAGE", "ARGUMENTS", "OPTIONS", "SUBCOMMANDS"] {
      let own = Speech.words.texts["help.\(heading)"] ?? heading
      text = text.replacing("\(heading):", with: "\(own):")
    }
    return text.replacing("Show help information.", with: self.text("show"))
      .replacing("(default: ", with: "(\(self.text("default")): ")
      .replacing("(default)", with: "(\(self.text("default")))")
      .replacing("; default: ", with: "; \(self.text("default")): ")
      .replacing("(values: ", with: "(\(self.text("values")): ")
      .replacing(
        #/See 'planerka help[^']*' for detailed help\./#, with: { _ in self.text("see") })
  }
}

import App
import Glibc
import Render

/// What the program speaks where no company's language is known yet: in help, and of a command that
/// is worded wrong.
enum Speech {
  /// The texts of the language that the command line or the environment asks for; Russian ones when
  /// neither does.
  static let words: Words = {
    let asked = option("--locale") ?? variable("PLANERKA_LOCALE")
    let system = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { variable($0) }.first
      .map { String($0.prefix { $0 != "_" && $0 != "." }) }
    return Words.of([asked, system].compactMap { $0 }.first { Words.all[$0] != nil } ?? "ru")
  }()

  /// A variable of the environment; nil when it is not set, or set to nothing.
  static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The value of an option as it stands on the command line, before that is read.
  private static func option(_ name: String) -> String? {
    let words = CommandLine.arguments.dropFirst()
    if let place = words.lastIndex(of: name), place + 1 < words.endIndex { return words[place + 1] }
    return words.last { $0.hasPrefix("\(name)=") }.map { String($0.dropFirst(name.count + 1)) }
  }
}

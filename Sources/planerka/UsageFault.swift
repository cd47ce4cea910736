import ArgumentParser
import Domain
import Render

/// What the library finds wrong with a command line, in our words.
///
/// Why of its text: the library keeps its kinds of failure to itself.
struct UsageFault {
  /// What is wrong.
  let message: Message
  /// The command that shows the help of what was called; nil when the library names none.
  let help: String?

  /// Reads the library's text; nil when it tells of something else.
  init?(_ text: String) {
    let lines = text.split(separator: "\n").map { String($0) }
    guard let first = lines.first, first.hasPrefix("Error: "),
      let message = Self.message(String(first.dropFirst(7)))
    else { return nil }
    let help = lines.compactMap { $0.firstMatch(of: /See '(.+)' for/) }.first.map { String($0.1) }
    self.help = help
    let isOfRoot = help == "planerka --help"
    self.message =
      isOfRoot && message.key == "usage.extra"
      ? Message(
        "usage.command",
        [
          "command": String(message.arguments["words"]?.split(separator: ",").first ?? ""),
          "known": Self.commands.joined(separator: ", "),
        ])
      : message
  }

  private static var commands: [String] {
    var names: [String] = []
    for command in Main.configuration.subcommands {
      if let name = command.configuration.commandName { names.append(name) }
    }
    return names
  }

  /// Refuses help on a command there is not, where the library would show that on all of them.
  static func checkHelp(_ arguments: [String]) throws {
    guard arguments.count > 2, arguments[1] == "help", !arguments[2].hasPrefix("-"),
      !(commands + ["help"]).contains(arguments[2])
    else { return }
    throw ValidationError("help: \(arguments[2])")
  }

  /// Refuses a number outside of what an option takes.
  static func check(_ number: Int, of option: String, in range: ClosedRange<Int>) throws {
    guard range.contains(number) else {
      throw ValidationError("\(option): \(range.lowerBound) … \(range.upperBound)")
    }
  }

  /// The lines a person reads.
  func text(_ words: Words) -> String {
    let told = words.text("error", ["text": words.text(message)])
    return told + (help.map { "\n" + words.text("usage.more", ["command": $0]) } ?? "")
  }

  private static func message(_ text: String) -> Message? {
    if let found = text.wholeMatch(of: /Unknown option '(.+)'\. Did you mean '(.+)'\?/) {
      return Message("usage.near", ["option": "\(found.1)", "near": "\(found.2)"])
    }
    if let found = text.wholeMatch(of: /help: (.+)/) {
      return Message(
        "usage.command", ["command": "\(found.1)", "known": commands.joined(separator: ", ")])
    }
    if let found = text.wholeMatch(of: /(--[a-z-]+): (\d+) … (\d+)/) {
      return Message(
        "usage.range", ["option": "\(found.1)", "low": "\(found.2)", "high": "\(found.3)"])
    }
    if let found = text.wholeMatch(of: /Unknown option '(.+)'/) {
      return Message("usage.unknown", ["option": "\(found.1)"])
    }
    if let found = text.wholeMatch(of: /Missing value for '(.+)'/) {
      return Message("usage.value_missing", ["option": "\(found.1)"])
    }
    if let found = text.wholeMatch(
      of: /The option '(.+)' does not take any value, but '(.*)' was specified\./)
    {
      return Message("usage.value_extra", ["option": "\(found.1)", "value": "\(found.2)"])
    }
    if let found = text.wholeMatch(of: /(?:Unexpected argument|\d+ unexpected arguments:) (.+)/) {
      return Message("usage.extra", ["words": String(found.1).replacing("'", with: "")])
    }
    if let found = text.wholeMatch(of: /Missing (?:expected argument|one of:) '(.+)'/) {
      return Message("usage.missing", ["option": String(found.1).replacing("', '", with: ", ")])
    }
    if let found = text.wholeMatch(of: /The value '(.*)' is invalid for '(.+)'(?:\. Please .*)?/) {
      let known = text.split(separator: ". Please").dropFirst().joined()
        .matches(of: /'([^' ]+)'/).map { String($0.1) }
      let gaps = ["value": "\(found.1)", "option": "\(found.2)"]
      return known.isEmpty
        ? Message("usage.value", gaps)
        : Message("usage.known", gaps.merging(["known": known.joined(separator: ", ")]) { $1 })
    }
    return nil
  }
}

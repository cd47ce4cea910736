import App
import ArgumentParser
import Domain
import Render

/// `planerka history`: what people changed.
struct HistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: Help.text("history"),
    discussion: Help.examples(
      [
        "planerka history",
        "planerka history --limit 500 --format json",
      ]))

  @ParentCommand var main: Main
  @OptionGroup var global: GlobalOptions

  @Option(help: Help.of("limit")) var limit = 100
  @Option(help: Help.of("history_format")) var format = "table"

  func validate() throws {
    try UsageFault.check(limit, of: "--limit", in: 1...500)
  }

  func run() async throws {
    try await global.onCompany(create: false, root: main.global) { planerka, words in
      let part = try planerka.history(limit: limit)
      let zone = try planerka.zone()
      switch format {
      case "table":
        Output.answer.text(HistoryText.text(part, words, zone, try planerka.currency()))
      case "json": Output.answer.bytes(HistoryJSON.bytes(part, zone))
      default:
        throw PlainFault(
          .input, "parameter.value",
          ["name": "format", "value": format, "known": "table, json"])
      }
    }
  }
}

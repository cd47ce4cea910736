import App
import ArgumentParser
import Domain
import Render

/// `planerka move`: a company from one database into another.
struct MoveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "move", abstract: Help.text("move"),
    discussion: Help.examples(
      about: "move_more",
      [
        "planerka move --from planerka-data --to postgres://planerka@db.example/sales",
        "planerka move --from postgres://planerka@db.example/sales --to /srv/sales",
      ]))

  @ParentCommand var main: Main
  @OptionGroup var global: GlobalOptions
  @Option(help: Help.of("move_from")) var from: String
  @Option(help: Help.of("move_to")) var to: String

  func run() async throws {
    try global.speaking(main.global) { words in
      let bar = ProgressBar()
      let places = try Planerka.move(from: DataPlace(from), to: DataPlace(to), progress: bar.show)
      bar.clear()
      Output.answer.line(words.text("move.done", ["from": places.from, "to": places.to]))
    }
  }
}

import App
import ArgumentParser
import Domain
import Render

/// `planerka database`: what is done to a database as a whole.
struct DatabaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "database", abstract: Help.text("database"),
    subcommands: [DistributeCommand.self])
}

/// `planerka database distribute`: spreads the large tables over several servers.
struct DistributeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "distribute", abstract: Help.text("distribute"),
    discussion: Help.examples(
      about: "distribute_more",
      [
        "planerka --database postgres://planerka@db.example/sales database distribute"
      ]))

  @ParentCommand var main: Main
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try global.speaking(main.global) { words in
      let bar = ProgressBar()
      let url = global.database(main.global)
      let place = url.map { DataPlace.server($0) } ?? .directory(global.directory(main.global))
      let spread = try Planerka.distribute(place, progress: bar.show)
      bar.clear()
      Output.answer.line(
        words.text(
          "distribute.done", ["path": spread.path, "servers": String(spread.servers)]))
    }
  }
}

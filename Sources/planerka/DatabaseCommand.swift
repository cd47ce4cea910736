import App
import ArgumentParser
import Domain
import Render

/// `planerka database`: what is done to a database as a whole.
struct DatabaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "database", abstract: "Changes how a PostgreSQL database is laid out.",
    subcommands: [DistributeCommand.self])
}

/// `planerka database distribute`: spreads the large tables over several servers.
struct DistributeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "distribute", abstract: "Spreads the large tables over the servers of Citus.",
    discussion: """
      The database must have the extension citus, and know its workers. A client's records come to
      live together on one of them. It happens in one transaction, while nothing else can be
      recorded; the way back is planerka move.

      Example:
        planerka --database postgres://planerka@db.example/sales database distribute
      """)

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

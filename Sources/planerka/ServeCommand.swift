import App
import ArgumentParser
import Domain
import Render
import Web

/// `planerka serve`: the web interface and the API.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "The web interface and the API.",
    discussion: """
      Examples:
        planerka serve
        planerka --data /srv/sales serve --port 8081
      """)

  @ParentCommand var main: Main
  @OptionGroup var global: GlobalOptions

  @Option(help: "The address to listen on.")
  var host = "127.0.0.1"

  @Option(help: "The port to listen on.")
  var port = 8080

  @Flag(help: "Listen beyond this machine although there is no sign-in.")
  var insecure = false

  func run() async throws {
    try await global.onCompany(create: true, root: main.global) { opened, words in
      let cubes = CubeKeeper(opened.storage, file: opened.directory.columns) { error in
        let text = (error as? any Fault).map { words.text($0.message) }
        Output.note.line(text ?? "\(error)")
      }
      var planerka = opened
      planerka.cubes = cubes
      let server = Server(planerka, host: host, port: port)
      guard server.isLocal || insecure else {
        throw PlainFault(.input, "host.open", ["host": host])
      }
      let lock = try global.directory(main.global).lock()
      // Why: before the cube is there, SQL answers, which may take longer than opening it.
      await cubes.open()
      let following = Task { await cubes.run() }
      defer { following.cancel() }
      try await server.run { address in
        Output.answer.line(words.text("serving", ["address": address]))
      }
      withExtendedLifetime(lock) {}
    }
  }
}

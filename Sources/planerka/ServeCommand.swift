import App
public import ArgumentParser
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
        planerka --database postgres://planerka@db.example/sales serve --engine sql
      """)

  @ParentCommand var main: Main
  @OptionGroup var global: GlobalOptions

  @Option(help: "The address to listen on.")
  var host = "127.0.0.1"

  @Option(help: "The port to listen on.")
  var port = 8080

  @Option(
    name: .customLong("allowed-host"),
    help: "A name by which requests may call the server, such as a proxy's (may be repeated).")
  var names: [String] = []

  @Option(help: "What answers reports: cube (memory), sql (the database) or auto.")
  var engine = EngineChoice.auto

  @Option(help: "With auto, how many megabytes the cube may take before the database answers.")
  var memoryLimit = 1_500

  @Flag(help: "Listen beyond this machine although there is no sign-in.")
  var insecure = false

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port: 0 … 65535") }
    guard memoryLimit > 0 else { throw ValidationError("--memory-limit: 1 or more") }
  }

  func run() async throws {
    try await global.onCompany(create: true, root: main.global) { opened, words in
      let failed: @Sendable (any Error) -> Void = { error in
        let text = (error as? any Fault).map { words.text($0.message) }
        Output.note.line(text ?? "\(error)")
      }
      let cubes = CubeKeeper(opened.storage, file: opened.directory.columns, failed: failed)
      var planerka = opened
      let decision = try opened.decide(engine, limit: memoryLimit * 1_000_000)
      planerka.decision = decision
      if decision.isCube { planerka.cubes = cubes }
      let server = Server(planerka, host: host, port: port, names: names)
      guard server.isLocal || insecure else {
        throw PlainFault(.input, "host.open", ["host": host])
      }
      let lock = try global.directory(main.global).lock()
      // Why: before the cube is there, SQL answers, which may take longer than opening it.
      Output.note.line(words.text(decision.message))
      if decision.isCube { await cubes.open() }
      let following = Task { if decision.isCube { await cubes.run() } }
      let jobs = JobRunner(opened.storage, failed: failed)
      let working = Task { await jobs.run() }
      defer {
        following.cancel()
        working.cancel()
      }
      try await server.run { address in
        Output.answer.line(words.text("serving", ["address": address]))
      }
      withExtendedLifetime(lock) {}
    }
  }
}

extension EngineChoice: ExpressibleByArgument {}

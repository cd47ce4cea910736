import App
public import ArgumentParser
import Domain
import Render
import Synchronization
import Web

/// `planerka serve`: the web interface and the API.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: Help.text("serve"),
    discussion: Help.examples(
      [
        "planerka serve",
        "planerka --data /srv/sales serve --port 8081",
        "planerka --database postgres://planerka@db.example/sales serve --engine sql",
      ]))

  @ParentCommand var main: Main
  @OptionGroup var global: GlobalOptions

  @Option(help: Help.of("host"))
  var host = "127.0.0.1"

  @Option(help: Help.of("port"))
  var port = 8080

  @Option(
    name: .customLong("allowed-host"),
    help: Help.of("allowed_host"))
  var names: [String] = []

  @Option(help: Help.of("engine"))
  var engine = EngineChoice.auto

  @Option(help: Help.of("memory_limit"))
  var memoryLimit = 1_500

  @Flag(help: Help.of("insecure"))
  var insecure = false

  func validate() throws {
    try UsageFault.check(port, of: "--port", in: 0...65_535)
    try UsageFault.check(memoryLimit, of: "--memory-limit", in: 1...1_000_000_000)
  }

  func run() async throws {
    try await global.onCompany(create: true, root: main.global) { opened, words in
      let complaints = Complaints()
      let failed: @Sendable (any Error) -> Void = { error in
        let text = (error as? any Fault).map { words.text($0.message) } ?? "\(error)"
        if complaints.isWorthSaying(text) { Output.note.line(text) }
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
      let jobs = JobRunner(
        opened.storage, Job.all + [opened.syncing], failed: failed)
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

/// What the server has complained of lately: the same is not said again at once.
private final class Complaints: Sendable {
  private let said = Mutex<[String: ContinuousClock.Instant]>([:])
  private static let silence = Duration.seconds(60)

  /// Whether a text was not said for a while.
  func isWorthSaying(_ text: String) -> Bool {
    said.withLock { said in
      said = said.filter { $0.value > .now - Self.silence }
      guard said[text] == nil else { return false }
      said[text] = .now
      return true
    }
  }
}

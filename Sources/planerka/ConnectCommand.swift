import App
import ArgumentParser
import Domain
import Render

/// `planerka connect`: lists the outside systems that records are pulled from, adds one or takes one away.
struct ConnectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "connect", abstract: Help.text("connect"),
    subcommands: [List.self, Add.self, Remove.self], defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: Help.text("connect_list"))
    @ParentCommand var parent: ConnectCommand
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.onCompany(create: false, root: parent.main.global) { planerka, words in
        let connections = try planerka.connections()
        if connections.isEmpty { Output.note.line(words.text("connection.none")) }
        let (zone, currency) = (try planerka.zone(), try planerka.currency())
        for connection in connections {
          let state = [
            words.state(of: connection, zone, currency),
            words.warning(of: connection, zone, currency),
          ].compactMap { $0 }.joined(separator: "\t")
          Output.answer.line(
            "\(connection.name)\t\(connection.told)\t\(connection.brought)\t\(state)")
        }
      }
    }
  }

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Help.text("connect_add"),
      discussion: Help.examples(
        about: "connect_more",
        listing: (
          "connectors",
          Planerka.connectors.map { "\($0.name) (\($0.keys.joined(separator: ", ")))" }
        ),
        [
          "planerka connect add asterisk pbx --set file=/var/log/asterisk/cdr-csv/Master.csv "
            + "--set time_zone=UTC --set extension.101=Иванова"
        ]))
    @ParentCommand var parent: ConnectCommand
    @OptionGroup var global: GlobalOptions
    @Argument(help: Help.of("connector")) var connector: String
    @Argument(help: Help.of("connection")) var name: String
    @Option(name: .customLong("set"), help: Help.of("connect_set")) var options: [String] = []
    @Option(help: Help.of("every")) var every = Planerka.usualPause

    func validate() throws {
      try UsageFault.check(every, of: "--every", in: 5...86_400)
    }

    func run() async throws {
      let told = { () throws -> [String: String] in
        Dictionary(try options.map { try $0.assigned() }) { $1 }
      }
      try await global.onCompany(create: true, root: parent.main.global, order: told) {
        planerka, words, told in
        try planerka.connect(
          name, by: connector, told, pause: every, author: .commandLine, now: .now)
        Output.note.line(words.text("connection.added", ["name": name]))
      }
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: Help.text("connect_remove"))
    @ParentCommand var parent: ConnectCommand
    @OptionGroup var global: GlobalOptions
    @Argument(help: Help.of("connection")) var name: String

    func run() async throws {
      try await global.onCompany(create: false, root: parent.main.global) { planerka, _ in
        try planerka.disconnect(name, by: .commandLine, now: .now)
      }
    }
  }

  @ParentCommand var main: Main
}

/// `planerka sync`: pulls what is new in the connected systems.
struct SyncCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync", abstract: Help.text("sync"),
    discussion: Help.examples(
      about: "sync_more",
      [
        "planerka sync",
        "planerka sync pbx --again",
      ]))

  @ParentCommand var main: Main
  @OptionGroup var global: GlobalOptions
  @Argument(help: Help.of("sync_name")) var name: String?
  @Flag(help: Help.of("again")) var again = false

  func run() async throws {
    try await global.onCompany(create: false, root: main.global) { planerka, words in
      let names = try name.map { [$0] } ?? planerka.connections().map(\.name)
      if names.isEmpty { Output.note.line(words.text("connection.none")) }
      var failures: [any Fault] = []
      for name in names {
        do {
          try sync(name, planerka, words)
        } catch let fault as any Fault {
          // Why: one system that cannot be asked keeps nobody from the others.
          failures.append(fault)
          if names.count > 1 {
            let text = "\(name): \(words.text(fault.message))"
            Output.note.line(words.text("error", ["text": text]))
          }
        }
      }
      if names.count == 1, let failure = failures.first { throw failure }
      if !failures.isEmpty { throw ExitCode(1) }
    }
  }

  private func sync(_ name: String, _ planerka: Planerka, _ words: Words) throws {
    let bar = ProgressBar()
    defer { bar.clear() }
    let result = try planerka.sync(
      name, isAnew: again, now: .now, progress: bar.show)
    bar.clear()
    for note in result.notes { Output.note.line("\(name): \(words.text(note))") }
    IntakeSpeech.tell(result.errors, words)
    Output.answer.line("\(name): \(IntakeSpeech.summary(result.tally))")
    if let references = IntakeSpeech.references(result.tally) { Output.answer.line(references) }
  }
}

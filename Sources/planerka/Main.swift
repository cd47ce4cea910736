import ArgumentParser
import Domain
import Glibc
import Render

/// The root: its commands, and the one place where a fault becomes words on standard error.
@main
struct Main: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "planerka",
    abstract: Help.text("planerka"),
    subcommands: [
      ServeCommand.self, DemoCommand.self, ImportCommand.self, ReportCommand.self,
      QueryCommand.self, ConnectCommand.self, SyncCommand.self, SettingsCommand.self,
      HistoryCommand.self, BackupCommand.self,
      RestoreCommand.self, CheckCommand.self, MoveCommand.self, DatabaseCommand.self,
    ])

  @OptionGroup var global: GlobalOptions

  static func main() async {
    do {
      try UsageFault.checkHelp(CommandLine.arguments)
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let failure as SpokenFault {
      for message in failure.fault.messages {
        let text = failure.words.text(message)
        Output.note.line(failure.words.text("error", ["text": text]))
      }
      Glibc.exit(failure.fault.kind == .input ? 2 : 1)
    } catch {
      // Why: help and version come this way too, with status 0; wrong usage is 2 by contract.
      let code = exitCode(for: error)
      let text = fullMessage(for: error)
      if code == .success {
        Output.answer.line(Help.translated(text))
      } else if let fault = UsageFault(text) {
        Output.note.line(fault.text(Speech.words))
      } else if !text.isEmpty {
        Output.note.line(Help.translated(text))
      }
      Glibc.exit(code == .validationFailure ? 2 : code.rawValue)
    }
  }
}

/// A fault with the language it is to be told in.
struct SpokenFault: Error {
  let fault: any Fault
  let words: Words
}

import App
import ArgumentParser
import Domain
import Render

/// `planerka backup`: the whole database as one file.
struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: Help.text("backup"),
    discussion: Help.examples(
      about: "backup_more",
      [
        "planerka --data /srv/sales backup sales-2026-03-31.sqlite"
      ]))

  @ParentCommand var main: Main
  @OptionGroup var global: GlobalOptions
  @Argument(help: Help.of("backup_file")) var file: String

  func run() async throws {
    try await global.onCompany(create: false, root: main.global) { planerka, words in
      let bar = ProgressBar()
      try planerka.backUp(to: file, progress: bar.show)
      bar.clear()
      Output.answer.line(words.text("backup.done", ["path": file]))
    }
  }
}

/// `planerka restore`: a backup in the place of the database.
struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: Help.text("restore"),
    discussion: Help.examples(
      about: "restore_more",
      [
        "planerka --data /srv/sales restore sales-2026-03-31.sqlite",
        "planerka --database postgres://planerka@db.example/sales restore sales-2026-03-31.sqlite",
      ]))

  @ParentCommand var main: Main
  @OptionGroup var global: GlobalOptions
  @Argument(help: Help.of("restore_file")) var file: String

  func run() async throws {
    try global.speaking(main.global) { words in
      let directory = global.directory(main.global)
      if let url = global.database(main.global) {
        let bar = ProgressBar()
        let place = try Planerka.restore(
          file, intoServer: url, through: directory, by: .commandLine, now: .now,
          progress: bar.show)
        bar.clear()
        Output.answer.line(words.text("restore.done", ["path": place]))
        return
      }
      try directory.make()
      let lock = try directory.lock()
      let kept = try Planerka.restore(file, into: directory, by: .commandLine, now: .now)
      Output.answer.line(words.text("restore.done", ["path": directory.path]))
      if let kept { Output.note.line(words.text("restore.kept", ["path": kept])) }
      withExtendedLifetime(lock) {}
    }
  }
}

/// `planerka check`: verifies the database.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: Help.text("check"),
    discussion: Help.examples(
      [
        "planerka --data /srv/sales check"
      ]))

  @ParentCommand var main: Main
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.onCompany(create: false, root: main.global) { planerka, words in
      let wrong = try planerka.check()
      for message in wrong { Output.answer.line(words.text(message)) }
      guard wrong.isEmpty else { throw ExitCode(1) }
      Output.answer.line(words.text("check.well"))
    }
  }
}

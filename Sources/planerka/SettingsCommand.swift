import App
import ArgumentParser
import Domain

/// `planerka settings`: lists the company's settings, or sets one.
struct SettingsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settings", abstract: "The company's settings.",
    subcommands: [List.self, Set.self], defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists every setting.")
    @ParentCommand var parent: SettingsCommand
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.onCompany(create: true, root: parent.main.global) { planerka, _ in
        for setting in Setting.all {
          Output.answer.line("\(setting.key)\t\(try planerka.setting(setting.key))")
        }
      }
    }
  }

  struct Set: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Sets a setting: planerka settings set time_zone Asia/Yekaterinburg")
    @ParentCommand var parent: SettingsCommand
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The setting, such as time_zone.") var key: String
    @Argument(help: "Its new value.") var value: String

    func run() async throws {
      try await global.onCompany(create: true, root: parent.main.global) { planerka, _ in
        try planerka.set(key, to: value, by: .commandLine, now: .now)
      }
    }
  }

  @ParentCommand var main: Main
}

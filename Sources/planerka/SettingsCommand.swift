import App
import ArgumentParser
import Domain

/// `planerka settings`: lists the company's settings, or sets one.
struct SettingsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settings", abstract: Help.text("settings"),
    subcommands: [List.self, Set.self], defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: Help.text("settings_list"))
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
      abstract: Help.text("settings_set"),
      discussion: Help.examples(
        listing: ("keys", Setting.all.map(\.key)),
        [
          "planerka settings set time_zone Asia/Yekaterinburg",
          "planerka settings set norm.talk_hours 3-5",
        ]))
    @ParentCommand var parent: SettingsCommand
    @OptionGroup var global: GlobalOptions
    @Argument(help: Help.of("setting_key")) var key: String
    @Argument(help: Help.of("setting_value")) var value: String

    func run() async throws {
      try await global.onCompany(create: true, root: parent.main.global) { planerka, _ in
        try planerka.set(key, to: value, by: .commandLine, now: .now)
      }
    }
  }

  @ParentCommand var main: Main
}

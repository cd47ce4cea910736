import App
import ArgumentParser
import Domain
import Render

/// `planerka demo`: fills an empty database with a believable company.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: Help.text("demo"),
    discussion: Help.examples(
      [
        "planerka demo",
        "planerka --data /tmp/large demo --managers 100 --months 12",
        "planerka --data /tmp/same demo --seed 7 --today 2026-03-31 --locale en",
      ]))

  @ParentCommand var main: Main
  @OptionGroup var global: GlobalOptions

  @Option(help: Help.of("managers")) var managers = 8
  @Option(help: Help.of("months")) var months = 6
  @Option(help: Help.of("seed")) var seed: UInt64 = 1
  @Option(help: Help.of("today")) var today: String?

  func validate() throws {
    try UsageFault.check(managers, of: "--managers", in: 1...1_000)
    try UsageFault.check(months, of: "--months", in: 1...60)
  }

  func run() async throws {
    try await global.onCompany(create: true, root: main.global, order: order) {
      planerka, words, order in
      var order = order
      order.language = words.language
      let bar = ProgressBar()
      let rows = try planerka.fillDemo(
        order, by: .commandLine, path: planerka.place, now: .now, progress: bar.show)
      bar.clear()
      // Why: an address may hold a password.
      let place =
        global.database(main.global) == nil ? "--data \(planerka.place)" : "--database …"
      Output.answer.line(words.text("demo.done", ["rows": String(rows), "where": place]))
    }
  }

  private func order() throws -> DemoOrder {
    var order = DemoOrder()
    order.managers = managers
    order.months = months
    order.seed = seed
    if let today {
      guard let time = WrittenTime(utf8: Array(today.utf8)), time.isDay else {
        throw PlainFault(.input, "parameter.date", ["name": "--today", "value": today])
      }
      order.today = time.local.day
    }
    return order
  }
}

import App
import ArgumentParser
import Domain
import Render

/// The options every command takes, before and after its name.
struct GlobalOptions: ParsableArguments {
  @Option(help: Help.of("data"))
  var data: String?

  @Option(
    help: Help.of("database_url"))
  var database: String?

  @Option(help: Help.of("locale"))
  var locale: String?

  @Option(help: Help.of("time_zone"))
  var timeZone: String?

  @Option(help: Help.of("currency"))
  var currency: String?

  /// The data directory: the option, else `PLANERKA_DATA`, else `./planerka-data`.
  func directory(_ root: GlobalOptions) -> DataDirectory {
    DataDirectory(data ?? root.data ?? Speech.variable("PLANERKA_DATA") ?? "planerka-data")
  }

  /// The PostgreSQL database: the option, else `PLANERKA_DATABASE`; nil for the embedded one.
  func database(_ root: GlobalOptions) -> String? {
    database ?? root.database ?? Speech.variable("PLANERKA_DATABASE")
  }

  /// Runs the work of a command on the company, and gives its faults the asked language.
  ///
  /// - Parameter create: whether the company is made, and keeps what settings are given, when there is
  ///   none.
  func onCompany<Result>(
    create: Bool, root: GlobalOptions, _ work: (Planerka, Words) async throws -> Result
  ) async throws -> Result {
    func nothing() {}
    return try await onCompany(create: create, root: root, order: nothing) { planerka, words, _ in
      try await work(planerka, words)
    }
  }

  /// The same for a command whose options make an order: what is wrong with it is told before
  /// anything is made.
  ///
  /// - Parameter keeps: whether settings are kept, when that is not as `create`.
  func onCompany<Order, Result>(
    create: Bool, keeps: Bool? = nil, root: GlobalOptions, order: () throws -> Order,
    _ work: (Planerka, Words, Order) async throws -> Result
  ) async throws -> Result {
    let asked = locale ?? root.locale ?? Speech.variable("PLANERKA_LOCALE")
    let given = [
      "time_zone": timeZone ?? root.timeZone ?? Speech.variable("PLANERKA_TIME_ZONE"),
      "currency": currency ?? root.currency ?? Speech.variable("PLANERKA_CURRENCY"),
      "locale": asked,
    ]
    var words = Words.of(asked ?? "ru")
    func open(create: Bool) throws -> Planerka {
      try Planerka(directory: directory(root), database: database(root), create: create)
    }
    do {
      let made: Order
      do {
        try Planerka.check(given)
        made = try order()
      } catch {
        // Why: the company, if there is one, is told in its own language.
        if asked == nil, let own = try? open(create: false).setting("locale") {
          words = Words.of(own)
        }
        throw error
      }
      var planerka = try open(create: create)
      if asked == nil { words = Words.of(try planerka.setting("locale")) }
      if keeps ?? create {
        try planerka.settle(given, by: .commandLine, now: .now)
      } else {
        try planerka.assume(given)
      }
      let language = try asked ?? planerka.setting("locale")
      words = Words.of(language)
      return try await work(planerka, words, made)
    } catch let fault as any Fault {
      throw SpokenFault(fault: fault, words: words)
    }
  }

  /// Runs work that opens a company by itself, and gives its faults the asked language, else that of
  /// the company there is.
  func speaking(_ root: GlobalOptions, _ work: (Words) throws -> Void) throws {
    let asked = locale ?? root.locale ?? Speech.variable("PLANERKA_LOCALE")
    var words = Words.of(asked ?? "ru")
    do {
      try Planerka.check(["locale": asked])
      if asked == nil {
        // Why: whatever is wrong with the company that is there, the work tells it better.
        let own = try? Planerka(
          directory: directory(root), database: database(root), create: false
        ).setting("locale")
        words = Words.of(own ?? "ru")
      }
      try work(words)
    } catch let fault as any Fault {
      throw SpokenFault(fault: fault, words: words)
    }
  }
}

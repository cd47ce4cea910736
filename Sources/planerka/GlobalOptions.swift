import App
import ArgumentParser
import Domain
import Glibc
import Render

/// The options every command takes, before and after its name.
struct GlobalOptions: ParsableArguments {
  @Option(help: "The directory of the embedded database (default ./planerka-data).")
  var data: String?

  @Option(
    help: "The PostgreSQL database instead: postgres://USER@HOST/NAME, with any libpq option.")
  var database: String?

  @Option(help: "The language of this answer: ru or en (default the company's).")
  var locale: String?

  @Option(help: "The company's time zone, an IANA name; kept at its first use.")
  var timeZone: String?

  @Option(help: "The company's currency, such as RUB; kept at its first use.")
  var currency: String?

  /// The data directory: the option, else `PLANERKA_DATA`, else `./planerka-data`.
  func directory(_ root: GlobalOptions) -> DataDirectory {
    DataDirectory(data ?? root.data ?? Self.environment("PLANERKA_DATA") ?? "planerka-data")
  }

  /// The PostgreSQL database: the option, else `PLANERKA_DATABASE`; nil for the embedded one.
  func database(_ root: GlobalOptions) -> String? {
    database ?? root.database ?? Self.environment("PLANERKA_DATABASE")
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
  func onCompany<Order, Result>(
    create: Bool, root: GlobalOptions, order: () throws -> Order,
    _ work: (Planerka, Words, Order) async throws -> Result
  ) async throws -> Result {
    let asked = locale ?? root.locale ?? Self.environment("PLANERKA_LOCALE")
    let given = [
      "time_zone": timeZone ?? root.timeZone ?? Self.environment("PLANERKA_TIME_ZONE"),
      "currency": currency ?? root.currency ?? Self.environment("PLANERKA_CURRENCY"),
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
      let planerka = try open(create: create)
      if asked == nil { words = Words.of(try planerka.setting("locale")) }
      try planerka.settle(given, keeps: create, by: .commandLine, now: .now)
      let language = try asked ?? planerka.setting("locale")
      words = Words.of(language)
      return try await work(planerka, words, made)
    } catch let fault as any Fault {
      throw SpokenFault(fault: fault, words: words)
    }
  }

  /// Runs work that needs no open company, and gives its faults the asked language.
  func speaking(_ root: GlobalOptions, _ work: (Words) throws -> Void) throws {
    let words = Words.of(locale ?? root.locale ?? Self.environment("PLANERKA_LOCALE") ?? "ru")
    do {
      try work(words)
    } catch let fault as any Fault {
      throw SpokenFault(fault: fault, words: words)
    }
  }

  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}

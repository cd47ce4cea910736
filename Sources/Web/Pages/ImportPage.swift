import App
import Domain
import Render

/// Loading a file, step one: the file, and what was loaded before.
struct ImportPage: Page {
  struct Kind: Sendable {
    let kind: String
    let name: String
    let isChosen: Bool
  }
  struct Undo: Sendable {
    let action: String
    let label: String
  }
  struct Past: Sendable {
    let href: String
    let name: String
    let note: String
    let value: String
    let undo: Undo?
  }

  struct Connected: Sendable {
    let href: String?
    let name: String
    let connector: String
    let state: String
    let isFailed: Bool
    let warning: String?
    let value: String
  }

  let template = "import"
  let frame: PageFrame
  let heading: String
  let ask: String
  let historyHref = "/history"
  let steps: [ImportStep]
  let action = "/import"
  let accept = ".csv,.tsv,.txt,.xlsx,.gz,.xz,.zip"
  let error: String?
  let isUnclear: Bool
  let encodings = ImportOrder.encodings
  let kinds: [Kind]
  let past: [Past]
  let hasPast: Bool
  let connections: [Connected]
  let hasConnections: Bool

  init(
    _ entries: [ImportEntry], _ connected: [Connection], _ zone: ZoneTable, _ currency: Currency,
    _ asked: Asked, error: String?
  ) {
    let words = asked.words
    let numerals = Numerals(language: words.language, currency: currency)
    heading = words.text("page.importHeading")
    ask = words.text("page.importAsk")
    frame = PageFrame(title: heading, here: "/import", asked)
    steps = ImportStep.all(1, words)
    self.error = error
    isUnclear = error != nil
    kinds =
      [Kind(kind: "", name: words.text("page.importGuess"), isChosen: true)]
      + RecordKind.all.map {
        Kind(kind: $0.name, name: words.text("kinds.\($0.name)"), isChosen: false)
      }
    hasConnections = !connected.isEmpty
    connections = connected.map { connection in
      Connected(
        href: connection.lastImport.map { "/imports/\($0)" }, name: connection.name,
        connector: connection.connector,
        state: words.state(of: connection, zone, currency), isFailed: connection.failure != nil,
        warning: words.warning(of: connection, zone, currency),
        value: numerals.count(connection.brought))
    }
    hasPast = !entries.isEmpty
    past = entries.map { entry in
      let kind = words.text("kinds.\(entry.kind)")
      let when = numerals.moment(entry.at, in: zone)
      let isUndone = entry.undoneAt != nil
      return Past(
        href: "/imports/\(entry.id)",
        name: entry.file.split(separator: "/").last.map { String($0) } ?? entry.file,
        note: [kind, when, isUndone ? words.text("page.importUndone") : nil]
          .compactMap { $0 }.joined(separator: ", "),
        value: isUndone ? "0" : numerals.count(entry.tally.created + entry.tally.updated),
        undo: isUndone || !entry.isReversible
          ? nil
          : Undo(action: "/imports/\(entry.id)/undo", label: words.text("page.importUndo")))
    }
  }
}

/// A step of loading a file.
struct ImportStep: Sendable {
  let stepName: String
  let isDone: Bool
  let isNow: Bool

  /// The three steps, at the one of this number; 4 when all are done.
  static func all(_ now: Int, _ words: Words) -> [ImportStep] {
    (1...3).map { step in
      ImportStep(
        stepName: words.text("page.importStep\(step)"), isDone: step < now, isNow: step == now)
    }
  }
}

import App
import Domain
import Render
import Reports

/// Loading a file, the end: what came of it, where it shows, how to undo it.
struct ImportDonePage: Page {
  struct Fact: Sendable {
    let name: String
    let note: String
    let value: String
    let tone: String
  }
  struct Rejected: Sendable {
    let text: String
    let href: String
    let label: String
  }
  struct Undo: Sendable {
    let action: String
    let label: String
    let undoNote: String
  }
  struct Blocked: Sendable {
    let record: String
    let why: String
  }
  struct Refusal: Sendable {
    let refusalText: String
    let blocked: [Blocked]
  }
  struct Next: Sendable {
    let href: String
    let name: String
    let question: String
  }

  let template = "import-done"
  let frame: PageFrame
  let heading: String
  let ask: String
  let steps: [ImportStep]
  let figure: String
  let figureNote: String
  let facts: [Fact]
  let rejected: Rejected?
  let undone: String?
  let refusal: Refusal?
  let undo: Undo?
  let rawHref: String?
  let next: [Next]
  let againHref = "/import"

  /// The reports that tell of a kind, those that tell most of it first.
  private static func reports(of kind: String) -> [String] {
    ReportCatalogue.all.compactMap { recipe in
      recipe.kinds.firstIndex(of: kind).map { (id: recipe.id, place: $0) }
    }
    .enumerated().sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }
    .prefix(mostNext).map(\.element.id)
  }

  private static let mostNext = 4

  init(
    _ entry: ImportEntry, _ zone: ZoneTable, _ currency: Currency, _ asked: Asked,
    refusal: UndoRefusal?
  ) {
    let words = asked.words
    let numerals = Numerals(language: words.language, currency: currency)
    let name = entry.file.split(separator: "/").last.map { String($0) } ?? entry.file
    heading = words.text("page.importHeading")
    ask = [name, words.text("kinds.\(entry.kind)"), numerals.moment(entry.at, in: zone)]
      .joined(separator: " · ")
    frame = PageFrame(title: "\(heading) · \(name)", here: "/import", asked)
    steps = ImportStep.all(4, words)
    let tally = entry.tally
    figure = numerals.count(tally.created + tally.updated)
    figureNote = words.text(
      "page.importDoneNote",
      [
        "count": numerals.count(
          tally.created + tally.updated + tally.unchanged + tally.rejected)
      ])
    facts = ImportFacts.of(tally, numerals, words, when: "Did").map {
      Fact(name: $0.name, note: $0.note, value: $0.value, tone: $0.tone)
    }
    let token = asked.value("rejected")
    rejected =
      tally.rejected > 0 && token != nil
      ? Rejected(
        text: words.text("page.importRejectedText", ["count": numerals.count(tally.rejected)]),
        href: Address("/import/\(token ?? "")/rejected").text,
        label: words.text("page.importRejected"))
      : nil
    undone = entry.undoneAt.map {
      words.text("page.importUndoneText", ["moment": numerals.moment($0, in: zone)])
    }
    self.refusal = refusal.map { refusal in
      Refusal(
        refusalText: words.text(refusal.message),
        blocked: refusal.blockers.map { blocker in
          Blocked(
            record: "\(words.text("kinds.\(blocker.kind)")): \(blocker.id)",
            why: words.text("undo.\(blocker.reason.rawValue)"))
        })
    }
    undo =
      entry.undoneAt == nil && entry.isReversible
      ? Undo(
        action: "/imports/\(entry.id)/undo", label: words.text("page.importUndoWhole"),
        undoNote: words.text("page.importUndoNote")) : nil
    rawHref = entry.rawSize == nil ? nil : "/api/v1/imports/\(entry.id)/file"
    next = Self.reports(of: entry.kind).map { id in
      Next(
        href: "/reports/\(id)", name: words.text("report.\(id)"),
        question: words.texts["hint.\(id)"] ?? "")
    }
  }
}

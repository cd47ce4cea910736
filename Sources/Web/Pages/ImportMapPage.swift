import App
import Domain
import Render

/// Loading a file, step two: columns and mistakes, and what would change.
struct ImportMapPage: Page {
  struct File: Sendable {
    let fileName: String
    let size: String
    let format: String
    let changeHref: String
  }
  struct Said: Sendable {
    let name: String
    let value: String
  }
  struct Option: Sendable {
    let value: String
    let name: String
    let isChosen: Bool
  }
  struct Column: Sendable {
    let columnName: String
    let example: String
    let field: String
    let options: [Option]
    let guess: String
    let guessTone: String
    let seen: String
  }
  struct BadRow: Sendable {
    let row: String
    let column: String
    let value: String
    let why: String
  }
  struct Errors: Sendable {
    let errorHead: String
    let errorHint: String
    let rows: [BadRow]
    let errorNote: String
  }
  struct Fact: Sendable {
    let name: String
    let note: String
    let value: String
    let tone: String
  }
  struct Change: Sendable {
    let sum: String
    let sumNote: String
    let facts: [Fact]
    let changeNote: String
  }

  let template = "import-map"
  let frame: PageFrame
  let heading: String
  let ask: String
  let steps: [ImportStep]
  let action: String
  let name: String
  let kind: String
  let source: String
  let said: [Said]
  let kinds: [Option]
  let file: File
  let rawHint: String
  let rawTable: String
  let mapHint: String
  let problem: String?
  let columns: [Column]
  let errors: Errors?
  let change: Change?
  let loadLabel: String
  let loadAct: String
  let canLoad: Bool
  let cancelHref = "/import"

  init(_ form: ImportForm, _ look: ImportLook, _ asked: Asked, _ currency: Currency) {
    let words = asked.words
    let numerals = Numerals(language: words.language, currency: currency)
    let draft = look.draft
    heading = words.text("page.importHeading")
    ask = words.text("page.importMapAsk")
    frame = PageFrame(title: heading, here: "/import", asked)
    steps = ImportStep.all(2, words)
    action = "/import/\(form.token)"
    name = form.name
    kind = draft.kind.name
    source = form.source
    said = form.said.map { Said(name: $0.name, value: $0.value) }
    kinds = RecordKind.all.map {
      Option(
        value: $0.name, name: words.text("kinds.\($0.name)"), isChosen: $0 == draft.kind)
    }
    file = File(
      fileName: form.name, size: Self.size(draft.head.size, numerals, words),
      format: draft.head.form, changeHref: "/import")
    rawHint = words.text("page.importRawHint", ["count": String(min(5, draft.head.rows.count))])
    rawTable = Self.raw(draft.head)
    let filled = draft.fields.count { $0 != nil }
    mapHint = words.text(
      "page.importMapHint", ["count": String(filled), "all": String(draft.fields.count)])
    problem = look.problem
    let guesses = ColumnGuess.columns(of: draft.head, as: draft.kind)
    columns = draft.fields.indices.map { Self.column($0, draft, guesses[$0], words) }
    errors = look.result.flatMap { Self.errors($0, draft, numerals, words) }
    change = look.result.map { Self.change($0, look, numerals, words) }
    let tally = look.result?.tally ?? IntakeTally()
    let good = tally.created + tally.updated + tally.unchanged
    canLoad = good > 0
    loadAct = tally.rejected > 0 ? "skip" : "load"
    let label =
      switch (look.result?.isPartial == true, tally.rejected > 0) {
      case (true, false): "page.importLoadWhole"
      case (true, true): "page.importLoadWholeSkip"
      case (false, false): "page.importLoad"
      case (false, true): "page.importLoadSkip"
      }
    loadLabel = words.text(
      label, ["count": numerals.count(good), "bad": numerals.count(tally.rejected)])
  }

  private static func column(
    _ place: Int, _ draft: MappingDraft, _ guess: ColumnGuess, _ words: Words
  ) -> Column {
    let header = draft.head.header[place]
    let chosen = draft.fields[place]
    var options = [
      Option(value: "", name: words.text("page.importLeave"), isChosen: chosen == nil)
    ]
    for field in draft.kind.fields {
      let name = words.field(field.name[...]) + (field.isRequired ? " *" : "")
      options.append(Option(value: field.name, name: name, isChosen: chosen == field.name))
    }
    if draft.kind.takesAttributes, !header.isEmpty {
      let own = "attr.\(header)"
      options.append(
        Option(
          value: own, name: words.text("page.importAttribute", ["name": header]),
          isChosen: chosen == own))
    }
    let (told, tone) =
      switch (chosen, guess.certainty) {
      case (nil, _): ("page.importSkipped", "")
      case (guess.field, .sure): ("page.importSure", "good")
      case (guess.field, _): ("page.importLikely", "warn")
      default: ("page.importChosen", "")
      }
    let filled = draft.head.rows.map { $0[place] }.filter { !$0.isEmpty }
    var seen: [String] = []
    if let pattern = draft.datePattern(place) { seen.append(pattern) }
    let empty = draft.head.rows.count - filled.count
    if empty > 0 { seen.append(words.text("page.importEmptyCells", ["count": String(empty)])) }
    if chosen == "id", Set(filled).count < filled.count {
      seen.append(words.text("page.importRepeats"))
    }
    var examples: [String] = []
    for text in filled where !examples.contains(text) && examples.count < 3 {
      examples.append(text)
    }
    return Column(
      columnName: header.isEmpty ? "№ \(place + 1)" : header,
      example: examples.joined(separator: ", "), field: "c\(place)", options: options,
      guess: words.text(told), guessTone: tone, seen: seen.joined(separator: "; "))
  }

  private static func errors(
    _ result: ImportResult, _ draft: MappingDraft, _ numerals: Numerals, _ words: Words
  ) -> Errors? {
    guard result.errorCount > 0 else { return nil }
    let tally = result.tally
    let good = tally.created + tally.updated + tally.unchanged
    let rows = result.errors.map { error in
      let place = error.column.flatMap { draft.fields.firstIndex(of: $0) }
      let theirs = place.map { draft.head.header[$0] }
      return BadRow(
        row: String(error.line), column: theirs ?? error.column.map { words.field($0[...]) } ?? "",
        value: error.value, why: words.text(error.reason))
    }
    return Errors(
      errorHead: words.text(
        "page.importBadRows", ["count": numerals.count(tally.rejected)]),
      errorHint: words.text("page.importGoodRows", ["count": numerals.count(good)]),
      rows: rows, errorNote: words.text("page.importErrorNote"))
  }

  private static func change(
    _ result: ImportResult, _ look: ImportLook, _ numerals: Numerals, _ words: Words
  ) -> Change {
    let tally = result.tally
    let good = tally.created + tally.updated + tally.unchanged
    var facts = ImportFacts.of(tally, numerals, words, when: "Will").map {
      Fact(name: $0.name, note: $0.note, value: $0.value, tone: $0.tone)
    }
    for outcome in ["won", "lost"] {
      let stages = look.outcomes.filter { $0.value == outcome }.keys.sorted()
      guard !stages.isEmpty else { continue }
      facts.append(
        Fact(
          name: words.text("page.importOutcome.\(outcome)"), note: "",
          value: stages.prefix(3).joined(separator: ", "), tone: ""))
    }
    var note = words.text(result.isPartial ? "page.importPartial" : "page.importDry")
    if look.draft.numbersRows { note += " " + words.text("page.importNumbered") }
    return Change(
      sum: numerals.count(good),
      sumNote: words.text("page.importOfRows", ["count": numerals.count(good + tally.rejected)]),
      facts: facts, changeNote: note)
  }

  private static func raw(_ head: FileHead) -> String {
    var html = "<table class=\"tbl grid-raw keep\"><thead><tr><th scope=\"col\">№</th>"
    for name in head.header { html += "<th scope=\"col\">\(escapedForXML(name))</th>" }
    html += "</tr></thead><tbody>"
    for (line, row) in zip(head.lines, head.rows).prefix(5) {
      html += "<tr><td>\(line)</td>"
      for cell in row { html += "<td>\(escapedForXML(String(cell.prefix(200))))</td>" }
      html += "</tr>\n"
    }
    return html + "</tbody></table>"
  }

  private static func size(_ bytes: Int, _ numerals: Numerals, _ words: Words) -> String {
    let units = [("mb", 1_048_576.0), ("kb", 1_024.0)]
    for (unit, length) in units where Double(bytes) >= length {
      return "\(numerals.number(Double(bytes) / length, digits: 1)) \(words.text("unit.\(unit)"))"
    }
    return "\(numerals.count(bytes)) \(words.text("unit.bytes"))"
  }
}

/// The counts of an import as lines of a list.
struct ImportFacts: Sendable {
  let name: String
  let note: String
  let value: String
  let tone: String

  /// The counts in their order; `when` chooses between what was done and what would be.
  static func of(
    _ tally: IntakeTally, _ numerals: Numerals, _ words: Words, when: String
  ) -> [ImportFacts] {
    var facts = [
      ("Created", tally.created, ""), ("Updated", tally.updated, ""),
      ("Unchanged", tally.unchanged, ""),
    ].map { key, count, tone in
      ImportFacts(
        name: words.text("page.import\(when)\(key)"), note: "", value: numerals.count(count),
        tone: tone)
    }
    if tally.rejected > 0 {
      facts.append(
        ImportFacts(
          name: words.text("page.import\(when)Rejected"), note: "",
          value: numerals.count(tally.rejected), tone: "bad"))
    }
    for kind in RecordKind.all {
      guard let count = tally.references[kind.name] else { continue }
      facts.append(
        ImportFacts(
          name: words.text("kinds.\(kind.name)"), note: words.text("page.importReferred"),
          value: numerals.count(count), tone: ""))
    }
    return facts
  }
}

import Domain
import Render
import Testing

@Suite struct HistoryTests {
  private static let changes: [Change] = [
    .setting("locale", from: nil, to: "en", by: .commandLine),
    .taking(in: "march.csv", as: 12, by: .browser), .undoing(12, of: "march.csv", by: .api),
    .filling(with: "seed 1", by: .browser),
  ]

  private static func entry(_ change: Change, id: Int = 1) -> HistoryEntry {
    HistoryEntry(
      id: id, at: Moment(seconds: 1_774_000_000), author: change.author.rawValue,
      verb: change.verb.rawValue, subject: change.subject, key: change.key, field: change.field,
      before: change.before, after: change.after)
  }

  @Test(arguments: Words.all.keys.sorted())
  func `every change has its own words`(language: String) {
    let words = Words.of(language)
    for change in Self.changes {
      let entry = Self.entry(change)
      let key = "history.\(entry.verb).\(entry.subject)"
      #expect(words.texts[key] != nil, "\(key)")
      #expect(words.deed(entry) == words.text(key, ["key": entry.key]))
    }
    for author in Author.allCases {
      let entry = Self.entry(.setting("locale", from: nil, to: "en", by: author))
      #expect(words.texts["author.\(author.rawValue.replacing(" ", with: "_"))"] != nil)
      #expect(!words.author(of: entry).isEmpty)
    }
  }

  @Test func `a record's field is told of by its name`() {
    let change = Change(.set, "deals", "d1", field: "amount", from: "1", to: "2", by: .browser)
    #expect(Words.of("en").deed(Self.entry(change)) == "set deals d1: amount")
  }

  @Test func `a terminal shows the history as a table`() throws {
    let entries = Self.changes.enumerated().map { Self.entry($1, id: 9 - $0) }
    let part = HistoryPart(entries: entries, next: nil, count: 4)
    let currency = try #require(Currency(code: "RUB"))
    let text = HistoryText.text(part, Words.of("en"), .utc, currency)
    #expect(
      text == """
        When              Who           What                          Before     After
        2026-03-20 09:46  command line  setting locale                —          en
        2026-03-20 09:46  browser       import 12                     —          march.csv
        2026-03-20 09:46  API           import 12 undone              march.csv  —
        2026-03-20 09:46  browser       filled with the demo company  —          seed 1

        """)
    let none = HistoryPart(entries: [], next: nil, count: 0)
    #expect(
      HistoryText.text(none, Words.of("en"), .utc, currency) == "Nothing was changed yet.\n")
  }

  @Test func `JSON says nothing for what was not there`() {
    let part = HistoryPart(
      entries: [Self.entry(.undoing(7, of: "a\"b.csv", by: .api), id: 3)], next: 3, count: 9)
    #expect(
      String(decoding: HistoryJSON.bytes(part, .utc), as: UTF8.self) == """
        {"history":[{"id":3,"at":"2026-03-20T09:46:40+00:00","author":"api","verb":"undo",\
        "subject":"import","key":"7","field":null,"before":"a\\"b.csv","after":null}],"cursor":"3"}
        """)
  }
}

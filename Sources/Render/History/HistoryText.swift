public import Domain

/// The history of changes as a table for a terminal.
public enum HistoryText {
  /// The table of a part of it; a line that says so when there is nothing.
  public static func text(
    _ part: HistoryPart, _ words: Words, _ zone: ZoneTable, _ currency: Currency
  ) -> String {
    guard !part.entries.isEmpty else { return words.text("page.historyNone") + "\n" }
    let numerals = Numerals(language: words.language, currency: currency)
    let heads = ["when", "historyAuthor", "historyDeed", "historyBefore", "historyAfter"]
    var lines = [heads.map { words.text("page.\($0)") }]
    lines += part.entries.map { entry in
      [
        numerals.moment(entry.at, in: zone), words.author(of: entry), words.deed(entry),
        entry.before ?? Numerals.nothing, entry.after ?? Numerals.nothing,
      ].map { $0.printable() }
    }
    let widths = heads.indices.map { place in lines.map { $0[place].count }.max() ?? 0 }
    return lines.map { cells in
      let padded = zip(cells, widths).dropLast().map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }
      return (padded + [cells.last ?? ""]).joined(separator: "  ") + "\n"
    }.joined()
  }
}

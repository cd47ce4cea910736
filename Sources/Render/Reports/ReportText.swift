public import Reports

/// A report as a table for a terminal: numbers aligned, wide tables in blocks that repeat the keys.
public struct ReportText {
  private let report: Report
  private let words: Words
  private let numerals: Numerals
  private let width: Int

  /// The table of a report, fitted to so many columns of a terminal.
  public static func text(_ report: Report, _ words: Words, width: Int) -> String {
    let numerals = Numerals(
      language: words.language, currency: report.request.company.currency)
    return ReportText(report: report, words: words, numerals: numerals, width: width).text
  }

  private var text: String {
    let request = report.request
    let isOfDay = report.recipe.isOfDay
    let period = numerals.period(request, isOfDay: isOfDay)
    var lines = ["\(words.text("report.\(report.id)")) · \(period)"]
    if report.rows.isEmpty {
      return (lines + ["", words.text("report.empty"), ""]).joined(separator: "\n")
    }
    for block in blocks {
      lines.append("")
      lines += block
    }
    for note in report.notes { lines += ["", words.text(note)] }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The columns of the table, each with its head first and the total last.
  private var columns: [[String]] {
    let keys = report.columns.filter(\.isKey)
    let figures = report.columns.filter { !$0.isKey }
    var columns = keys.enumerated().map { place, column in
      [words.label(column.key)]
        + report.rows.map { row in clipped(words.text(row.keys[place], key: column.key)) }
    }
    columns += figures.enumerated().map { place, column in
      [head(column)]
        + report.rows.map { numerals.text($0.figures[place], column.type, words) }
    }
    guard case .figures(let total, _) = report.total else { return columns }
    for place in columns.indices {
      columns[place].append(
        place < keys.count
          ? (place == 0 ? words.text("report.total") : "")
          : numerals.text(
            total[place - keys.count], figures[place - keys.count].type, words))
    }
    return columns
  }

  /// A figure's head with the unit its cells leave out.
  private func head(_ column: ReportColumn) -> String {
    let unit = column.type == .seconds ? nil : words.unit(column.type, numerals)
    return words.label(column.key) + (unit.map { ", \($0)" } ?? "")
  }

  private var blocks: [[String]] {
    let columns = columns
    let widths = columns.map { $0.map(\.count).max() ?? 0 }
    let keyCount = report.columns.count { $0.isKey }
    let keyWidth = widths[..<keyCount].reduce(0) { $0 + $1 + 2 }
    var blocks: [[Int]] = [[]]
    var used = keyWidth
    for place in keyCount..<columns.count {
      if used + widths[place] > width, !(blocks.last ?? []).isEmpty {
        blocks.append([])
        used = keyWidth
      }
      blocks[blocks.count - 1].append(place)
      used += widths[place] + 2
    }
    return blocks.map { block in
      (columns.first ?? []).indices.map { line in
        let cells =
          (0..<keyCount).map { padded(columns[$0][line], widths[$0], right: false) }
          + block.map { padded(columns[$0][line], widths[$0], right: true) }
        return cells.joined(separator: "  ")
      }
    }
  }

  private func clipped(_ text: String) -> String {
    let text = text.printable()
    return text.count <= 32 ? text : text.prefix(31) + "…"
  }

  private func padded(_ text: String, _ width: Int, right: Bool) -> String {
    let space = String(repeating: " ", count: max(0, width - text.count))
    return right ? space + text : text + space
  }
}

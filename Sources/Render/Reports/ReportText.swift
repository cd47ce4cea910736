public import Reports

/// A report as a table for a terminal: numbers aligned, those of a compared period beside them, wide
/// tables in blocks that repeat the keys.
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
    if let before = report.before(words) {
      lines.append("\(words.text("report.before")): \(before)")
    }
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

  /// A line of the table.
  private struct Line {
    let keys: [String]
    let figures: [Figure]
    let compared: [Figure]?
    /// The metric it is of, where each has a line of its own.
    var metric: String?
  }

  private var lines: [Line] {
    let keys = report.columns.filter(\.isKey)
    let hasMetrics = keys.last?.key == "metric"
    let lines = report.rows.map { row in
      Line(
        keys: zip(keys, row.keys).map { clipped(words.text($1, key: $0.key)) },
        figures: row.figures, compared: row.compared,
        metric: hasMetrics ? row.keys.last?.text : nil)
    }
    let whole = words.text("report.total")
    switch report.total {
    case .none: return lines
    case .figures(let figures, let compared):
      let others = keys.dropFirst().map { _ in "" }
      return lines + [Line(keys: [whole] + others, figures: figures, compared: compared)]
    case .each(let totals):
      return lines
        + totals.map { key, figures, compared in
          Line(
            keys: [whole, words.word(key)], figures: figures, compared: compared,
            metric: hasMetrics ? key : nil)
        }
    }
  }

  /// The columns of the table, each with its head first and the total last.
  private var columns: [[String]] {
    let lines = lines
    var columns = report.columns.filter(\.isKey).enumerated().map { place, column in
      [words.label(column.key)] + lines.map { $0.keys[place] }
    }
    for (place, column) in report.figureColumns.enumerated() {
      func cells(_ figures: (Line) -> [Figure]?) -> [String] {
        lines.map { line in
          figures(line).map { text($0[place], column, line.metric) } ?? Numerals.nothing
        }
      }
      columns.append([head(column)] + cells(\.figures))
      if report.compared != nil {
        // Why: it stands beside what it is of, and a longer head would make the table wider.
        columns.append([words.text("report.before")] + cells(\.compared))
      }
    }
    return columns
  }

  /// A figure; of a metric seconds are durations, and what is whole, as plans mostly are, has no part.
  private func text(_ figure: Figure, _ column: ReportColumn, _ metric: String?) -> String {
    guard let metric, column.type == .number, let number = figure.number else {
      return numerals.text(figure, of: column, words)
    }
    if metric.hasSuffix("_seconds") { return numerals.text(figure, .seconds, words) }
    return numerals.number(number, digits: number == number.rounded() ? 0 : 1)
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

extension Report {
  /// The compared period, and the moment it is seen at; nil when none was asked for.
  public func before(_ words: Words) -> String? {
    guard let request = compared else { return nil }
    let numerals = Numerals(language: words.language, currency: request.company.currency)
    return words.text(
      "report.before_as_of",
      [
        "period": numerals.period(request, isOfDay: recipe.isOfDay),
        "moment": numerals.moment(request.asOf, in: request.company.zone),
      ])
  }
}

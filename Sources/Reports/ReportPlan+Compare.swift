extension ReportPlan {
  /// A report beside that of another period: every row gets the other's figures, and rows that only
  /// the other has come with figures of nothing.
  public func compare(_ report: Report, with other: Report) -> Report {
    var result = report
    result.compared = other.request
    var others = Dictionary(
      other.rows.map { ($0.keys, $0) }, uniquingKeysWith: { first, _ in first })
    for index in result.rows.indices {
      result.rows[index].compared = others.removeValue(forKey: result.rows[index].keys)?.figures
    }
    result.rows += others.values.map { row in
      ReportRow(
        keys: row.keys, figures: emptyFigures(row.keys.map(\.value), in: report),
        compared: row.figures)
    }
    result.rows.sort { precedes($0.keys, $1.keys, report.request) }
    switch (result.total, other.total) {
    case (.figures(let figures, _), .figures(let before, _)):
      result.total = .figures(figures, compared: before)
    case (.each(let rows), .each(let before)):
      result.total = .each(
        rows.map { row in
          (row.key, row.figures, before.first { $0.key == row.key }?.figures)
        })
    default: break
    }
    return result
  }
}

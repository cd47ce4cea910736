public import Domain
public import Reports
public import Semantics
import Store

/// The records or the parts behind a figure of a report.
public struct OpenedFigure: Sendable {
  /// The report asked.
  public let report: ResolvedReport
  /// The figure's name.
  public let figure: String
  /// The measure that its row shows under the figure's name; nil when the figure has its own.
  public let measure: String?
  /// Whether it is set rather than made of anything.
  public let opensNothing: Bool
  /// What its cells hold.
  public let type: FigureType
  /// Its value.
  public let value: Figure
  /// The row it stands in: key and value as asked, in the order of the keys.
  public let row: [(key: String, value: String)]
  /// The records; empty for a figure made of parts.
  public let records: [OpenedRecord]
  /// How many records there are, on whatever page.
  public let count: Int
  /// The sum of what all of them add.
  public let sum: Figure
  /// Where the next page begins; nil on the last.
  public let cursor: String?
  /// What it is made of; empty for one of records.
  public let parts: [OpenedPart]
}

/// Something a figure is made of.
public struct OpenedPart: Sendable {
  /// What it is: of the same row, of all records, or given.
  public let part: FigurePart
  /// What its cells hold.
  public let type: FigureType
  /// Its value.
  public let value: Figure
  /// Whether it opens to anything.
  public let opens: Bool
}

/// A record behind a figure.
public struct OpenedRecord: Sendable {
  /// How it shows.
  public let label: RecordLabel
  /// When it happened: a moment, or a day when `hasTime` is false.
  public let at: Int?
  /// Whether `at` is a moment in milliseconds rather than a day's number.
  public let hasTime: Bool
  /// What it adds to the figure.
  public let adds: Figure
}

extension Planerka {
  /// Opens a figure of a report to the records behind it, or to the figures it is made of.
  ///
  /// The question has, beside the report's own parameters, `figure`, `row.KEY` for each of the row's
  /// keys (none: the total), `limit` and `cursor`.
  /// - Throws: `PlainFault` of kind `input` for an unknown figure, key, value or cursor,
  ///   `WrongParameters` for several.
  public func open(_ question: ReportQuestion, now: Moment) throws -> OpenedFigure {
    let own = ["figure", "limit", "cursor"]
    var plain = question
    plain.parameters.removeAll { name, _ in own.contains(name) || name.hasPrefix("row.") }
    let resolved = try resolve(plain, now: now)
    let plan = resolved.recipe.plan(resolved.request)
    var faults = QuestionFaults()
    question.refuseRepeated(own + plan.keyNames.map { "row.\($0)" }, &faults)
    let named = faults.read { () throws(PlainFault) in try figure(question, plan) }
    _ = faults.read { () throws(PlainFault) in try RecordPager.limit(question) }
    let (row, words) = address(question, plan, for: named, resolved.request, &faults)
    guard let figure = named, faults.isEmpty else { throw faults.told }
    let engine = engine
    let answers = try engine.answers(plan.queries(resolved.request))
    guard let value = plan.value(of: figure, in: row, answers, resolved.request) else {
      throw PlainFault(
        .missing, "row.missing",
        ["row": words.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")])
    }
    let measure = plan.measure(of: figure, in: row)
    let type = plan.type(of: measure ?? figure) ?? .count
    let opening = plan.opening(figure, in: row, resolved.request)
    func opened(_ page: RecordPage, _ parts: [OpenedPart]) -> OpenedFigure {
      OpenedFigure(
        report: resolved, figure: figure, measure: measure, opensNothing: opening.isNothing,
        type: type, value: value, row: words,
        records: page.records, count: page.count, sum: page.sum, cursor: page.cursor, parts: parts)
    }
    switch opening {
    case .nothing: return opened(RecordPage(), [])
    case .parts(let parts):
      return opened(
        RecordPage(),
        parts.compactMap { part in
          let value: Figure? =
            switch part {
            case .own(let name): plan.value(of: name, in: row, answers, resolved.request)
            case .ofAll(let name): plan.value(of: name, in: [:], answers, resolved.request)
            case .given(_, let number): .count(number)
            }
          return value.map {
            OpenedPart(
              part: part, type: plan.type(of: part.name) ?? .count, value: $0,
              opens: !plan.opening(part.name, in: row, resolved.request).isNothing)
          }
        })
    case .records(let sources, let unit):
      let page = try RecordPager(
        engine: engine, storage: storage, sources: sources, unit: unit,
        digits: resolved.request.company.currency.digits
      ).page(question)
      return opened(page, [])
    }
  }

  private func figure(_ question: ReportQuestion, _ plan: ReportPlan) throws(PlainFault) -> String {
    let known = plan.columns.filter { !$0.isKey }.map(\.key).joined(separator: ", ")
    guard let name = question.value("figure") else {
      throw PlainFault(.input, "parameter.missing", ["name": "figure", "known": known])
    }
    guard plan.figureNames.contains(name) else {
      throw PlainFault(
        .input, "parameter.value", ["name": "figure", "value": name, "known": known])
    }
    return name
  }

  private func address(
    _ question: ReportQuestion, _ plan: ReportPlan, for figure: String?, _ request: ReportRequest,
    _ faults: inout QuestionFaults
  ) -> (RowAddress, [(key: String, value: String)]) {
    var row: RowAddress = [:]
    var words: [(key: String, value: String)] = []
    let given = question.parameters.filter { $0.name.hasPrefix("row.") }
    for (name, text) in given {
      let key = String(name.dropFirst(4))
      guard plan.keyNames.contains(key) else {
        faults.add(
          PlainFault(
            .input, "parameter.unknown",
            ["name": name, "known": plan.keyNames.map { "row.\($0)" }.joined(separator: ", ")]))
        continue
      }
      guard let value = plan.value(text, of: key, request.company.directory) else {
        faults.add(PlainFault(.input, "row.value", ["name": name, "value": text]))
        continue
      }
      row[key] = value
      words.append((key, text))
    }
    let names = Set(given.map(\.name))
    for key in plan.missingKeys(for: figure ?? "", in: row) where !names.contains("row.\(key)") {
      let name = "row.\(key)"
      faults.add(PlainFault(.input, "parameter.missing", ["name": name, "known": name]))
    }
    return (row, words)
  }
}

import Domain
import Reports
import Semantics
import Store

/// A page of records.
struct RecordPage {
  var records: [OpenedRecord] = []
  var count = 0
  var sum = Figure.none
  var cursor: String?
}

/// Lists the records of a figure, subject after subject, whole or by pages.
struct RecordPager {
  let engine: any Answering
  let storage: Storage
  let sources: [OpenedRecords]
  /// How many units of what records add make one of the figure's.
  let unit: Double
  let digits: Int

  /// - Throws: `PlainFault` `parameter.count` for a wrong `limit`, `cursor.wrong` for a cursor that
  ///   no answer gave.
  func page(_ question: ReportQuestion) throws -> RecordPage {
    let limit = try Self.limit(question)
    let start = try start(question)
    var page = RecordPage()
    var sum = 0
    for source in sources {
      let whole = try engine.answer(source.query.totals)
      page.count += whole.rows.first?.measures.first?.number ?? 0
      sum = sum.clampedSum(whole.rows.first?.measures.last?.number ?? 0)
    }
    page.sum = sources.isEmpty ? .none : figure(sum, sources[0].type)
    for (place, source) in sources.enumerated() where place >= start.place {
      var query = source.query
      if place == start.place { query.after = start.after }
      // Why: one record beyond the page tells whether there is another page.
      query.limit = limit.map { $0 - page.records.count + 1 }
      let found = try engine.records(query)
      let shown = limit.map { Array(found.prefix($0 - page.records.count)) } ?? found
      page.records += try opened(shown, source)
      if found.count > shown.count {
        page.cursor = shown.last.map { "\(place):\($0.id)" } ?? "\(place):0"
        break
      }
    }
    return page
  }

  private func opened(_ found: [FoundRecord], _ source: OpenedRecords) throws -> [OpenedRecord] {
    let labels = try storage.labels(source.query.query.relation, found.map(\.id))
    return found.compactMap { record in
      labels[record.id].map {
        OpenedRecord(
          label: $0, at: record.at, hasTime: source.hasTime,
          adds: figure(record.adds, source.type))
      }
    }
  }

  private func figure(_ number: Int, _ type: FigureType) -> Figure {
    if type == .money { return .money(number, digits: digits) }
    return unit == 1 ? .count(number) : .real(Double(number) / unit)
  }

  /// How many records are asked for; nil for all.
  ///
  /// - Throws: `PlainFault` `parameter.count`.
  static func limit(_ question: ReportQuestion) throws(PlainFault) -> Int? {
    guard let text = question.value("limit") else { return nil }
    guard let limit = Int(text), (1...500).contains(limit) else {
      throw PlainFault(.input, "parameter.count", ["name": "limit", "value": text])
    }
    return limit
  }

  private func start(_ question: ReportQuestion) throws(PlainFault) -> (place: Int, after: Int?) {
    guard let text = question.value("cursor") else { return (0, nil) }
    let parts = text.split(separator: ":").map { Int($0) }
    guard parts.count == 2, let place = parts[0], let after = parts[1],
      sources.indices.contains(place)
    else { throw PlainFault(.input, "cursor.wrong", ["name": "cursor", "value": text]) }
    return (place, after)
  }
}

import Domain
public import Semantics

extension ReportPlan {
  /// The questions to an engine: each ask by its keys, then as one group.
  public func queries(_ request: ReportRequest) -> [Query] {
    asks.flatMap { ask -> [Query] in
      var query = query(ask, request)
      let whole = query
      query.keys = ask.keys ?? keys.map { ask.subject.term($0.field) ?? .missing }
      return [query, whole]
    }
  }

  func query(_ ask: Ask, _ request: ReportRequest) -> Query {
    Query(
      relation: ask.subject.relation,
      condition: ask.subject.condition && ask.condition && filters(ask.subject, request), keys: [],
      measures: ask.measures.map(\.aggregate), asOf: request.asOf.milliseconds,
      asOfDay: request.asOfDay.number)
  }

  /// The report of the answers to the queries.
  public func report(
    of recipe: any ReportRecipe, _ answers: [Frame], _ request: ReportRequest
  ) -> Report {
    let (rows, total) = groups(answers, request)
    let around = FigureRule.Surroundings(total: total, request: request, isTotal: false)
    let whole = FigureRule.Surroundings(total: total, request: request, isTotal: true)
    var report = Report(
      recipe: recipe, request: request, columns: columns, rows: [], total: .none,
      notes: notes(total, request))
    report.whole = total
    let makes = figures.map(\.make)
    report.rows = rows.compactMap { group in
      let row = ReportRow(
        keys: cells(group.keys, request), figures: makes.map { make in make(group, around) })
      let isEmpty = row.figures.allSatisfy(\.isNothing)
      return isEmpty && !keepsEmptyRows ? nil : row
    }
    switch self.total {
    case .none: break
    case .figures: report.total = .figures(figures.map { $0.make(total, whole) }, compared: nil)
    case .eachOfLastKey: report.total = .each(each(rows, whole))
    }
    return report
  }

  /// The figures of a row that has no records, for keys of another period's rows.
  func emptyFigures(_ keys: [Value?], in report: Report) -> [Figure] {
    let around = FigureRule.Surroundings(
      total: report.whole, request: report.request, isTotal: false)
    return figures.map { $0.make(Group(keys: keys), around) }
  }

  /// What the reader should know beside the figures.
  private func notes(_ total: Group, _ request: ReportRequest) -> [Message] {
    var notes = [("closed_reversed", "note.reversed"), ("closed_undated", "note.undated")]
      .compactMap { measure, key -> Message? in
        let count = total.number(MeasureName(measure))
        return count > 0 ? Message(key, ["count": String(count)]) : nil
      }
    if notesLadders {
      notes += request.company.directory.ladders.filter(\.ladder.isGuessed)
        .map { Message("explain.guessed", ["pipeline": $0.pipeline]) }
      let known = Set(request.company.directory.ladders.map(\.pipeline))
      notes += (request.company.directory.texts[.pipeline] ?? []).filter { !known.contains($0) }
        .map { Message("note.noStages", ["pipeline": $0]) }
    }
    return notes
  }

  /// The columns: the keys, then the figures.
  public var columns: [ReportColumn] {
    keys.map { ReportColumn($0.name, $0.columnType, isKey: true) }
      + figures.map { ReportColumn($0.key, $0.type, opens: $0.isOpening) }
  }

  /// Whether one row of keys comes before another.
  public func precedes(_ a: [KeyCell], _ b: [KeyCell], _ request: ReportRequest) -> Bool {
    precedes(a.map(\.value), b.map(\.value), request)
  }

  private func precedes(_ a: [Value?], _ b: [Value?], _ request: ReportRequest) -> Bool {
    for (index, key) in keys.enumerated() where a[index] != b[index] {
      return key.precedes(a[index], b[index], request.company.directory, in: a[0])
    }
    return false
  }

  private func filters(_ subject: Subject, _ request: ReportRequest) -> Condition {
    .all(
      request.filters.compactMap { filter in
        subject.term(filter.field).map { .isIn($0, filter.values) }
      })
  }

  func groups(_ answers: [Frame], _ request: ReportRequest) -> ([Group], Group) {
    var texts: [String] = []
    let measured = asks.map { ask in
      ask.measures.map { measure in
        if !texts.contains(measure.name) { texts.append(measure.name) }
        return texts.firstIndex(of: measure.name) ?? 0
      }
    }
    let names = texts.map { MeasureName($0) }
    var groups: [Group] = []
    var total = Group(keys: [], measures: Measures(names))
    for place in asks.indices {
      let measured = measured[place]
      // Why: what the first names measure is taken as it stands, the rest is added at its names.
      let isFirst = measured.elementsEqual(measured.indices)
      // Why: rows come in the order of their keys, so that those of both are found side by side.
      let before = groups.count
      var next = 0
      for row in answers[place * 2].rows {
        while next < before, groups[next].keys.precede(row.keys) { next += 1 }
        if next < before, groups[next].keys == row.keys {
          groups[next].measures.add(row.measures, at: measured)
          continue
        }
        groups.append(
          Group(keys: row.keys, measures: Measures(names, isFirst ? row.measures : [])))
        if !isFirst { groups[groups.count - 1].measures.add(row.measures, at: measured) }
      }
      if before > 0, groups.count > before {
        groups = Self.merged(groups[..<before], groups[before...])
      }
      for row in answers[place * 2 + 1].rows { total.measures.add(row.measures, at: measured) }
    }
    return (ordered(reshape?(groups) ?? groups, request), total)
  }

  /// Groups in the order of their keys as engines have it, of two parts that are.
  private static func merged(_ a: ArraySlice<Group>, _ b: ArraySlice<Group>) -> [Group] {
    var merged: [Group] = []
    merged.reserveCapacity(a.count + b.count)
    var next = b.startIndex
    for group in a {
      while next < b.endIndex, b[next].keys.precede(group.keys) {
        merged.append(b[next])
        next += 1
      }
      merged.append(group)
    }
    return merged + b[next...]
  }

  /// Groups in the order of their keys.
  private func ordered(_ groups: [Group], _ request: ReportRequest) -> [Group] {
    let directory = request.company.directory
    let places = keys.indices.map { index -> [Int] in
      if !keys[index].isOfFirst {
        let ranks = groups.compactMap { keys[index].rank($0.keys[index], directory) }
        if ranks.count == groups.count { return ranks }
        return Self.places(of: groups.map { $0.keys[index] }) {
          keys[index].precedes($0, $1, directory)
        }
      }
      // Why: the order of stages is that of their pipeline, which is the first key.
      return Self.places(of: groups.map { [$0.keys[0], $0.keys[index]] }) { a, b in
        a[0] == b[0]
          ? keys[index].precedes(a[1], b[1], directory, in: a[0])
          : keys[0].precedes(a[0], b[0], directory)
      }
    }
    let order =
      if let only = places.first, places.count == 1 {
        groups.indices.sorted { only[$0] < only[$1] }
      } else {
        groups.indices.sorted { a, b in
          for place in places where place[a] != place[b] { return place[a] < place[b] }
          return false
        }
      }
    return order.enumerated().allSatisfy(==) ? groups : order.map { groups[$0] }
  }

  /// Each value's place among the others.
  ///
  /// It is found once: values are few, and comparing names takes longer than comparing places.
  private static func places<Key: Hashable>(
    of values: [Key], by precedes: (Key, Key) -> Bool
  ) -> [Int] {
    var known: [Key: Int] = [:]
    var different: [Key] = []
    let numbers = values.map { value in
      if let number = known[value] { return number }
      known[value] = different.count
      different.append(value)
      return different.count - 1
    }
    var places = [Int](repeating: 0, count: different.count)
    let order = different.indices.sorted { precedes(different[$0], different[$1]) }
    for (place, number) in order.enumerated() { places[number] = place }
    return numbers.map { places[$0] }
  }

  private func cells(_ values: [Value?], _ request: ReportRequest) -> [KeyCell] {
    zip(keys, values).map { $0.cell($1, request.company.directory) }
  }

  private func each(
    _ rows: [Group], _ around: FigureRule.Surroundings
  ) -> [(key: String, figures: [Figure], compared: [Figure]?)] {
    guard case .choice(let words)? = keys.last?.kind else { return [] }
    return words.enumerated().map { place, word in
      let same = rows.filter { $0.keys.last == .number(place + 1) }
      let total = together(same, keys: [nil, .number(place + 1)])
      return (key: word, figures: figures.map { $0.make(total, around) }, compared: nil)
    }
  }
}

extension ReportPlan {
  /// Rows as one group of keys.
  func together(_ rows: [Group], keys: [Value?]) -> Group {
    var total = Group(keys: keys)
    for row in rows {
      total.measures.add(row.measures)
      for (name, value) in row.numbers { total.numbers[name, default: 0] += value }
    }
    return total
  }
}

extension [Value?] {
  /// Whether keys come before others in the order in which engines answer: numbers, then texts by
  /// their bytes, missing ones last.
  fileprivate func precede(_ others: [Value?]) -> Bool {
    for (own, other) in zip(self, others) where own != other {
      switch (own, other) {
      case (_, nil): return true
      case (nil, _): return false
      case (.number(let a)?, .number(let b)?): return a < b
      case (.text(let a)?, .text(let b)?): return a.bytesPrecede(b)
      case (.number?, .text?): return true
      case (.text?, .number?): return false
      }
    }
    return false
  }
}

extension ReportKey {
  var columnType: FigureType {
    switch kind {
    case .day: .date
    case .number: .number
    default: .text
    }
  }
}

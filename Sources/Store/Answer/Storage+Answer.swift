import SQLCompiler
public import Semantics

extension Storage: Answering {
  public func answer(_ query: Query) throws -> Frame {
    try home.read { try Self.answer(query.without(Self.absentRarities($0)), $0) }
  }

  /// Answers all questions as of one moment; where one is another without its keys, one statement
  /// answers both.
  public func answers(_ queries: [Query]) throws -> [Frame] {
    try home.read { session in
      let absent = try Self.absentRarities(session)
      var frames: [Frame] = []
      while frames.count < queries.count {
        let query = queries[frames.count]
        if queries.dropFirst(frames.count + 1).first == query.whole {
          let (groups, total) = try Self.answerWithTotal(query.without(absent), session)
          frames += [groups, total]
        } else {
          frames.append(try Self.answer(query.without(absent), session))
        }
      }
      return frames
    }
  }

  public func records(_ query: RecordQuery) throws -> [FoundRecord] {
    try home.read { session in
      let statement = query.without(try Self.absentRarities(session))
        .statement(in: session.dialect)
      return try session.rows(statement.sql, statement.texts)
        .map { FoundRecord(id: $0[0], at: $0[1], adds: $0[2] ?? 0) }
    }
  }

  /// The rare records that there are none of.
  private static func absentRarities(_ session: any Session) throws -> Set<Rarity> {
    try Set(Rarity.all.filter { try session.row($0.probe) == nil })
  }

  private static func answer(_ query: Query, _ session: any Session) throws -> Frame {
    var frame = Frame(rows: [])
    try read(query.statement(in: session.dialect), session) { row in
      frame.rows.append(query.row(row, from: 0))
    }
    return frame
  }

  private static func answerWithTotal(
    _ query: Query, _ session: any Session
  ) throws -> (groups: Frame, total: Frame) {
    guard let statement = query.statementWithTotal(in: session.dialect) else {
      let groups = try answer(query, session)
      if query.hasDistinct || query.keys.isEmpty {
        return (groups, try answer(query.whole, session))
      }
      return (groups, Frame(rows: [query.total(of: groups)]))
    }
    var groups = Frame(rows: [])
    var total = Frame(rows: [])
    try read(statement, session) { row in
      var found = query.row(row, from: 1)
      if row.integer(0) == 0 {
        groups.rows.append(found)
      } else {
        found.keys = []
        total.rows.append(found)
      }
    }
    return (groups, total)
  }

  private static func read(
    _ statement: Statement, _ session: any Session, _ take: (any RowReading) -> Void
  ) throws {
    let rows = try session.statement(statement.sql)
    defer { rows.reset() }
    for (place, text) in statement.texts.enumerated() { try rows.bind(text, at: place + 1) }
    while try rows.step() { take(rows) }
  }
}

extension Query {
  /// A group, whose keys stand in a row of an answer from a column on, followed by its measures.
  fileprivate func row(_ row: any RowReading, from first: Int) -> FrameRow {
    FrameRow(
      keys: keys.indices.map { Value(row.value(first + $0)) },
      measures: measures.enumerated().map { place, measure in
        let column = first + keys.count + place
        guard case .distribution = measure else { return .number(Int(row.integer(column))) }
        return .values(Distribution(gathered: row.utf8(column)))
      })
  }

  /// All groups as one.
  fileprivate func total(of groups: Frame) -> FrameRow {
    let nothing = measures.map { measure -> Measured in
      if case .distribution = measure { .values(Distribution()) } else { .number(0) }
    }
    return groups.rows.reduce(into: FrameRow(keys: [], measures: nothing)) { total, group in
      for place in measures.indices {
        switch (total.measures[place], group.measures[place]) {
        case (.values(var values), .values(let more)):
          values.add(more)
          total.measures[place] = .values(values)
        case (let number, let more):
          total.measures[place] = .number(number.number.clampedSum(more.number))
        }
      }
    }
  }
}

extension Distribution {
  /// The values that a database has put into one text.
  fileprivate init(gathered text: UnsafeRawBufferPointer) {
    var values: [Int] = []
    var number: Int?
    var isNegative = false
    func take() {
      if let whole = number { values.append(isNegative ? -whole : whole) }
      (number, isNegative) = (nil, false)
    }
    for byte in text {
      let digit = byte &- UInt8(ascii: "0")
      if digit < 10 {
        number = (number ?? 0) * 10 + Int(digit)
      } else if byte == UInt8(ascii: "-") {
        isNegative = true
      } else {
        take()
      }
    }
    take()
    values.sort()
    self.init(ascending: values)
  }
}

extension Value {
  /// A key as the database gives it; nil when it is missing.
  fileprivate init?(_ value: StoredValue) {
    switch value {
    case .integer(let number): self = .number(Int(number))
    case .text(let text): self = .text(text)
    default: return nil
    }
  }
}

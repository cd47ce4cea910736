public import Domain

/// Which of our columns each of theirs was chosen to fill, before it is a mapping.
public struct MappingDraft: Sendable {
  /// The kind of the rows.
  public let kind: RecordKind
  /// The beginning of the file.
  public let head: FileHead
  /// Our column for each of theirs; nil for those that are left out.
  public var fields: [String?]

  /// A draft as it was chosen.
  public init(kind: RecordKind, head: FileHead, fields: [String?]) {
    self.kind = kind
    self.head = head
    self.fields = (0..<head.header.count).map { $0 < fields.count ? fields[$0] : nil }
  }

  /// A draft of the best guesses.
  public init(kind: RecordKind, head: FileHead) {
    self.init(kind: kind, head: head, fields: ColumnGuess.columns(of: head, as: kind).map(\.field))
  }

  /// Whether records get the file's name and their row's number as id, since no column has one.
  public var numbersRows: Bool {
    kind.field("id") != nil && !fields.contains("id")
  }

  /// How a column is read: the format of its dates, nil when none needs to be named.
  public func datePattern(_ column: Int) -> String? {
    guard let field = fields[column].flatMap(kind.field) else { return nil }
    switch field.holds {
    case .day, .moment, .event: return ValueForm(head.samples(column)).datePattern
    default: return nil
    }
  }

  /// The mapping, with the formats and words that the first rows show.
  ///
  /// - Parameters:
  ///   - name: the file's name, which begins the ids of rows without one.
  ///   - outcomes: the outcomes of stages, for deals whose outcome only their stage tells.
  /// - Throws: `PlainFault` `mapping.twice` when two of theirs are to fill one of ours.
  public func mapping(
    name: String, outcomes: [String: String] = [:]
  ) throws(PlainFault) -> ColumnMapping {
    var origins: [String: ColumnMapping.Origin] = [:]
    for (column, chosen) in fields.enumerated() {
      guard let chosen else { continue }
      guard origins[chosen] == nil else {
        throw PlainFault(.content, "mapping.twice", ["field": chosen])
      }
      origins[chosen] = origin(column, kind.field(chosen))
    }
    if numbersRows { origins["id"] = .row("\(name) ") }
    if !outcomes.isEmpty, origins["outcome"] == nil, let stage = fields.firstIndex(of: "stage") {
      origins["outcome"] = .column(
        head.header[stage], values: outcomes, format: nil, whenEmpty: nil, mark: nil)
    }
    return ColumnMapping(origins: origins)
  }

  private func origin(_ column: Int, _ field: RecordField?) -> ColumnMapping.Origin {
    let samples = head.samples(column)
    let form = ValueForm(samples)
    var values: [String: String] = [:]
    var mark: UInt8?
    if let field {
      values = ChoiceWords.values(of: field, in: kind, samples: samples)
      switch field.holds {
      case .money, .price, .number, .count: mark = form.decimalMark
      default: break
      }
    }
    return .column(
      head.header[column], values: values, format: datePattern(column), whenEmpty: nil, mark: mark)
  }
}

extension Planerka {
  /// The outcomes that the stages of a file of deals tell of, when the draft takes no outcome from
  /// a column; empty when no stage's name tells any.
  public func outcomes(of draft: MappingDraft, in order: ImportOrder) throws -> [String: String] {
    guard draft.kind.name == "deals", !draft.fields.contains("outcome"),
      let stage = draft.fields.firstIndex(of: "stage")
    else { return [:] }
    let stages = try distinct(stage, of: order, limit: 1_000)
    let told = stages.map { ($0, ChoiceWords.outcome(ofStage: $0)) }
    guard told.contains(where: { $0.1 != nil }) else { return [:] }
    var outcomes: [String: String] = [:]
    for (stage, outcome) in told where !stage.isEmpty { outcomes[stage] = outcome ?? "open" }
    return outcomes
  }
}

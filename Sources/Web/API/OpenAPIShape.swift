import App
import Domain
import Render
import Reports
import Semantics

/// One form of a report's answer: its columns under some choice of keys, slice and mode.
struct OpenAPIShape: Sendable {
  /// The name of its schema.
  let name: String
  /// The report's name.
  let report: String
  /// Whether it is about one day.
  let isOfDay: Bool
  /// The parameters that give this form.
  let parameters: [(name: String, value: String)]
  /// The columns.
  let columns: [ReportColumn]
  /// The figures and measures that open to records or parts.
  let figures: [String]
  /// What the total is like.
  let total: ReportPlan.TotalKind

  /// Every form of every report.
  static func all(_ planerka: Planerka) throws -> [OpenAPIShape] {
    try ReportCatalogue.all.flatMap { try forms(of: $0, planerka) }
  }

  /// What a funnel may be cut by.
  static func slices(_ directory: Directory) -> [String] {
    ["none", "client_type", "product", "channel", "manager", "region"]
      + (Field.segments + directory.attributes).map { "segment.\($0)" }
  }

  private static func forms(
    of recipe: any ReportRecipe, _ planerka: Planerka
  ) throws -> [OpenAPIShape] {
    var forms: [(suffix: String, parameters: [(name: String, value: String)])] = [("", [])]
    forms += recipe.by.map { by in
      (".by." + by.split(separator: ",").joined(separator: "-"), [("by", by)])
    }
    if recipe.isSliced {
      forms += [(".slice", [("slice", "client_type")]), (".slice-id", [("slice", "manager")])]
      forms += forms.map { (".flow" + $0.suffix, $0.parameters + [("mode", "flow")]) }
    }
    return try forms.map { form in
      let question = ReportQuestion(id: recipe.id, parameters: form.parameters)
      let plan = recipe.plan(try planerka.resolve(question, now: .now).request)
      return OpenAPIShape(
        name: recipe.id + form.suffix, report: recipe.id, isOfDay: recipe.isOfDay,
        parameters: form.parameters, columns: plan.columns, figures: plan.figureNames,
        total: plan.total)
    }
  }

  /// The row's keys.
  var keys: [ReportColumn] { columns.filter(\.isKey) }

  /// Whether an id stands beside a key's name.
  func hasID(_ key: ReportColumn) -> Bool {
    if key.key == "slice" { return parameters.contains { $0.value == "manager" } }
    return ["manager", "channel", "product"].contains(key.key)
  }

  /// The texts a key chooses from; nil when it is free.
  static func words(of key: String) -> [String]? {
    switch key {
    case "temperature": FixedSet.temperatures + ["none"]
    case "potential": FixedSet.clientTypes
    case "band": FixedSet.callBands
    case "direction": FixedSet.directions
    case "metric": RecordKind.metrics
    default: nil
    }
  }
}

extension OpenAPIShape {
  /// The schemas of the answer, its rows, its figures and its total, by name.
  func schemas(_ words: Words) -> [(String, OpenAPIValue)] {
    let before: OpenAPIValue = ["anyOf": [.reference("schemas/\(name).figures"), ["type": "null"]]]
    let compare = [("compare", before)]
    return [
      (name, answer(words)),
      ("\(name).row", .closed(rowKeys(words) + cells + compare, optional: ["compare"])),
      ("\(name).figures", .closed(cells)),
      ("\(name).total", .closed(cells + compare, optional: ["compare"])),
    ]
  }

  /// The schemas of single figures, with what they mean; they are the same in every form.
  func meanings(_ words: Words) -> [(String, OpenAPIValue)] {
    columns.filter { !$0.isKey }.map { column in
      let schema = Self.figure(column)
        .with("title", .text(words.label(column.key)))
        .with("description", words.explanation(column.key, of: report).map { .text($0) })
      return ("\(report).figure.\(column.key)", schema)
    }
  }

  private func answer(_ words: Words) -> OpenAPIValue {
    var period: [(String, OpenAPIValue)] = [
      ("from", .reference("schemas/day")), ("to", .reference("schemas/day")),
      ("as_of", .reference("schemas/moment")),
    ]
    if isOfDay { period.insert(("date", .reference("schemas/day")), at: 0) }
    let total: OpenAPIValue
    let figures = OpenAPIValue.reference("schemas/\(name).total")
    switch self.total {
    case .none: total = ["type": "null"]
    case .figures: total = figures
    case .eachOfLastKey: total = .closed(RecordKind.metrics.map { ($0, figures) })
    }
    var members: [(String, OpenAPIValue)] = [("report", ["const": .text(report)])]
    members += period
    members += [
      ("columns", .tuple(columns.map(column))),
      ("rows", ["type": "array", "items": .reference("schemas/\(name).row")]),
      ("total", total), ("notes", ["type": "array", "items": ["type": "string"]]),
      ("compare", .closed(period)),
    ]
    return .closed(members, optional: ["compare"])
      .with("title", .text(words.text("report.\(report)")))
  }

  private func column(_ column: ReportColumn) -> OpenAPIValue {
    .closed([
      ("key", ["const": .text(column.key)]), ("label", ["type": "string"]),
      ("type", ["const": .text(column.type.rawValue)]),
    ])
  }

  private func rowKeys(_ words: Words) -> [(String, OpenAPIValue)] {
    keys.flatMap { key -> [(String, OpenAPIValue)] in
      let shown = Self.key(key).with("title", .text(words.label(key.key)))
      let id: OpenAPIValue = ["type": ["string", "null"]]
      return [(key.key, shown)] + (hasID(key) ? [("\(key.key)_id", id)] : [])
    }
  }

  private var cells: [(String, OpenAPIValue)] {
    columns.filter { !$0.isKey }.map { column in
      (column.key, .reference("schemas/\(report).figure.\(column.key)"))
    }
  }

  private static func key(_ column: ReportColumn) -> OpenAPIValue {
    if let words = words(of: column.key) { return ["type": "string", "enum": .texts(words)] }
    switch (column.type, column.key) {
    case (.date, _): return ["type": "string", "format": "date"]
    case (.number, "hour"): return ["type": "integer", "minimum": 0, "maximum": 23]
    case (.number, "weekday"): return ["type": "integer", "minimum": 1, "maximum": 7]
    case (.number, _): return ["type": "integer"]
    case (_, "month"): return ["type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"]
    default: return ["type": "string"]
    }
  }

  private static func figure(_ column: ReportColumn) -> OpenAPIValue {
    switch column.type {
    case .count: ["type": "integer"]
    case .text:
      ["type": ["string", "null"], "enum": ["below", "above", "within", "unsure", .raw("null")]]
    case .date, .time: ["type": ["string", "null"]]
    case .money, .percent, .seconds, .days, .number: ["type": ["number", "null"]]
    }
  }
}

extension OpenAPIValue {
  /// The schema of an object that has these members and no other.
  static func closed(
    _ members: [(String, OpenAPIValue)], optional: Set<String> = []
  ) -> OpenAPIValue {
    [
      "type": "object", "properties": .members(members),
      "required": .texts(members.map(\.0).filter { !optional.contains($0) }),
      "additionalProperties": false,
    ]
  }

  /// The schema of a list with exactly these elements.
  static func tuple(_ elements: [OpenAPIValue]) -> OpenAPIValue {
    [
      "type": "array", "prefixItems": .list(elements), "items": false,
      "minItems": .raw(String(elements.count)),
    ]
  }
}

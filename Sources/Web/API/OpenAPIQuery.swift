import Render
import Reports
import Semantics

/// A question of one's own: what the description tells of it.
struct OpenAPIQuery {
  let words: Words
  let parameters: OpenAPIParameters

  var operation: OpenAPIOperation {
    var subject = parameters.choice("subject", QuerySubject.all.map(\.name))
    subject.isRequired = true
    var measures = parameters.free("measures", ["type": "string"])
    measures.isRequired = true
    var names: [String] = []
    for name in QuerySubject.all.flatMap(\.measureNames) where !names.contains(name) {
      names.append(name)
    }
    measures.choices = names
    var by = parameters.free("queryBy", ["type": "string"])
    by.name = "by"
    var filters = parameters.free("where", ["type": "string"])
    filters.isRepeated = true
    return OpenAPIOperation(
      group: "reports", path: "/api/v1/query", id: "query", name: words.text("page.api.query"),
      answers: words.text("page.api.query.answers"),
      own: [subject, measures, by, filters, parameters.locale], takesCommon: true,
      schema: .reference("schemas/query"), problems: [400],
      example: "/api/v1/query?subject=deals&measures=won,won_amount&by=manager")
  }

  /// The schemas of the answer, by name.
  static var schemas: [(String, OpenAPIValue)] {
    let period: [(String, OpenAPIValue)] = [
      ("from", .reference("schemas/day")), ("to", .reference("schemas/day")),
      ("as_of", .reference("schemas/moment")),
    ]
    let column: OpenAPIValue = .closed([
      ("key", ["type": "string"]), ("label", ["type": "string"]),
      ("type", .choice(["text", "count", "money", "seconds", "date", "number"])),
    ])
    let members: [(String, OpenAPIValue)] = [
      ("report", ["const": "query"]), ("columns", ["type": "array", "items": column]),
      ("rows", ["type": "array", "items": row]), ("total", row),
      ("notes", ["type": "array", "items": ["type": "string"]]), ("compare", .closed(period)),
    ]
    return [("query", .closed(members + period, optional: ["compare"]))]
  }

  /// A row: its keys, its figures, and the compared figures.
  private static let row: OpenAPIValue = {
    let cell: OpenAPIValue = ["type": ["number", "string", "null"]]
    let before: OpenAPIValue = ["type": ["object", "null"], "additionalProperties": cell]
    return [
      "type": "object", "properties": ["compare": before], "additionalProperties": cell,
    ]
  }()
}

import Domain
import Render

/// The history of changes: what the description tells of it.
struct OpenAPIHistory {
  let words: Words
  let parameters: OpenAPIParameters

  /// The operation that lists it.
  var operation: OpenAPIOperation {
    let limit = OpenAPIParameter(
      name: "limit", meaning: words.text("page.api.historyLimit"),
      schema: ["type": "integer", "minimum": 1, "maximum": 500])
    return OpenAPIOperation(
      group: "history", path: "/api/v1/history", id: "history",
      name: words.text("page.api.history"), answers: words.text("page.api.history.answers"),
      own: [limit, parameters.free("cursor", ["type": "string"]), parameters.locale],
      schema: .reference("schemas/history"), problems: [400], example: "/api/v1/history?limit=10")
  }

  /// The schemas of its answer, by name.
  static var schemas: [(String, OpenAPIValue)] {
    [
      (
        "history",
        .closed([
          ("history", ["type": "array", "items": .reference("schemas/change")]),
          ("cursor", maybe),
        ])
      ),
      (
        "change",
        .closed([
          ("id", ["type": "integer"]), ("at", .reference("schemas/moment")),
          ("author", .choice(Author.allCases.map(\.rawValue))),
          ("verb", .choice(Change.Verb.allCases.map(\.rawValue))),
          ("subject", .choice(Change.subjects)), ("key", ["type": "string"]),
          ("field", maybe), ("before", maybe), ("after", maybe),
        ])
      ),
    ]
  }

  private static let maybe: OpenAPIValue = ["type": ["string", "null"]]
}

import Reports

/// The schemas that several operations share.
enum OpenAPISchemas {
  /// The schema of the problems of a status.
  static func problem(_ status: Int) -> OpenAPIValue {
    let plain = OpenAPIValue.reference("schemas/problem")
    return switch status {
    case 409: ["anyOf": [.reference("schemas/undo-refusal"), plain]]
    case 422: ["anyOf": [.reference("schemas/rejection"), plain]]
    default: plain
    }
  }

  /// The shared schemas by name.
  static var shared: [(String, OpenAPIValue)] {
    [
      ("day", ["type": "string", "format": "date", "pattern": .text(day + "$")]),
      (
        "moment",
        [
          "type": "string", "format": "date-time",
          "pattern": .text(
            day + "T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$"),
        ]
      ),
      ("problem", problem), ("reports", reports), ("records", records), ("record", record),
      ("part", part), ("readiness", readiness),
    ]
  }

  private static let day = "^[0-9]{4}-[0-9]{2}-[0-9]{2}"
  private static let ids = ReportCatalogue.all.map(\.id)
  private static let figure: OpenAPIValue = ["type": ["number", "string", "null"]]

  /// The members every problem has.
  static let telling: [(String, OpenAPIValue)] = [
    ("type", ["type": "string", "format": "uri-reference", "pattern": "^/api#"]),
    ("title", ["type": "string"]), ("status", ["type": "integer"]),
    ("detail", ["type": "string"]),
  ]

  /// RFC 9457; `errors` tells of single parameters.
  private static let problem: OpenAPIValue = .closed(
    telling + [
      (
        "errors",
        [
          "type": "object",
          "additionalProperties": ["type": "array", "items": ["type": "string"]],
        ]
      )
    ], optional: ["errors"])

  private static let reports: OpenAPIValue = .closed([
    (
      "reports",
      [
        "type": "array",
        "items": .closed([
          ("id", .choice(ids)), ("label", ["type": "string"]),
          ("by", ["type": "array", "items": ["type": "string"]]), ("href", ["type": "string"]),
        ]),
      ]
    )
  ])

  /// What a figure opens to: the records it counts or sums, or the parts it is made of.
  private static let records: OpenAPIValue = .closed(
    [
      ("report", .choice(ids)), ("figure", ["type": "string"]), ("value", figure),
      ("parts", ["type": "array", "items": .reference("schemas/part")]),
      ("count", ["type": "integer"]), ("sum", ["type": ["number", "null"]]),
      ("rows", ["type": "array", "items": .reference("schemas/record")]),
      ("cursor", ["type": ["string", "null"]]),
    ], optional: ["parts"])

  private static let record: OpenAPIValue = .closed([
    ("kind", .choice(kinds)), ("id", ["type": "string"]), ("label", ["type": "string"]),
    (
      "at",
      [
        "anyOf": [
          .reference("schemas/moment"), .reference("schemas/day"), ["type": "null"],
        ]
      ]
    ), ("adds", ["type": ["number", "null"]]),
  ])

  private static let part: OpenAPIValue = .closed([
    ("figure", ["type": "string"]), ("value", figure), ("href", ["type": ["string", "null"]]),
  ])

  /// Up to which change the server answers.
  private static let readiness: OpenAPIValue = .closed([
    ("status", ["const": "ready"]), ("database", .closed([("revision", ["type": "integer"])])),
    (
      "cube",
      .closed([
        ("loaded", ["type": "boolean"]), ("revision", ["type": ["integer", "null"]]),
      ])
    ),
  ])

  /// The sorts of records figures open to.
  private static let kinds = [
    "lead", "deal", "call", "activity", "payment", "task", "ad_spend", "worktime",
  ]
}

import Domain
import Render

/// Taking files in: what the description tells of it.
struct OpenAPIImports {
  let words: Words
  let parameters: OpenAPIParameters

  /// The operations, in reading order.
  var all: [OpenAPIOperation] {
    [takeIn, list] + [one("get", "", "import"), file, one("delete", "", "undo")]
  }

  private var takeIn: OpenAPIOperation {
    var kind = parameters.choice("kind", RecordKind.all.map(\.name))
    kind.place = "path"
    kind.isRequired = true
    let flags = ["dry_run", "skip_bad"].map { parameters.choice($0, ["yes", "no"]) }
    let texts = ["source", "name", "encoding", "delimiter", "sheet"]
      .map { parameters.free($0, ["type": "string"]) }
    let binary: OpenAPIValue = [
      "type": "string", "contentMediaType": "application/octet-stream",
    ]
    let form: OpenAPIValue = [
      "type": "object", "properties": ["file": binary, "map": ["type": "string"]],
      "required": ["file"],
    ]
    return OpenAPIOperation(
      group: "imports", method: "post", path: "/api/v1/import/{kind}", id: "takeIn",
      name: words.text("page.api.takeIn"), answers: words.text("page.api.takeIn.answers"),
      own: [kind] + flags + texts + [idempotency, parameters.locale],
      schema: .reference("schemas/import-result"),
      body: [
        ("text/csv", ["type": "string"]),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", binary),
        ("multipart/form-data", form),
      ], problems: [400, 404, 409, 422])
  }

  private var list: OpenAPIOperation {
    let limit = OpenAPIParameter(
      name: "limit", meaning: words.text("page.api.importsLimit"),
      schema: ["type": "integer", "minimum": 1, "maximum": 500])
    return OpenAPIOperation(
      group: "imports", path: "/api/v1/imports", id: "listImports",
      name: words.text("page.api.imports"), answers: words.text("page.api.imports.answers"),
      own: [limit, parameters.free("cursor", ["type": "string"]), parameters.locale],
      schema: .reference("schemas/imports"), problems: [400], example: "/api/v1/imports?limit=10")
  }

  /// An import, or undoing it.
  private func one(_ method: String, _ suffix: String, _ name: String) -> OpenAPIOperation {
    let isUndo = method == "delete"
    return OpenAPIOperation(
      group: "imports", method: method, path: "/api/v1/imports/{id}\(suffix)", id: name,
      name: words.text("page.api.\(name)"), answers: words.text("page.api.\(name).answers"),
      own: [id] + (isUndo ? [idempotency] : []) + [parameters.locale],
      schema: .reference(isUndo ? "schemas/import-undone" : "schemas/import"),
      problems: isUndo ? [400, 404, 409] : [404])
  }

  private var file: OpenAPIOperation {
    OpenAPIOperation(
      group: "imports", path: "/api/v1/imports/{id}/file", id: "importFile",
      name: words.text("page.api.importFile"), answers: words.text("page.api.importFile.answers"),
      own: [id], type: "application/octet-stream",
      schema: ["type": "string", "contentMediaType": "application/octet-stream"],
      problems: [404])
  }

  private var id: OpenAPIParameter {
    OpenAPIParameter(
      name: "id", meaning: words.text("page.api.importId"), schema: ["type": "integer"],
      place: "path", isRequired: true)
  }

  private var idempotency: OpenAPIParameter {
    OpenAPIParameter(
      name: "Idempotency-Key", meaning: words.text("page.api.idempotency"),
      schema: ["type": "string"], place: "header")
  }

  /// The schemas of the answers, by name.
  static var schemas: [(String, OpenAPIValue)] {
    let more: Set<String> = ["errors", "error_count"]
    return [
      (
        "import-result",
        .closed([("import", wholeOrNone)] + tally + [("errors", rows), count], optional: more)
      ),
      ("import", entry),
      (
        "imports",
        .closed([
          ("imports", ["type": "array", "items": .reference("schemas/import")]),
          ("cursor", ["type": ["string", "null"]]),
        ])
      ),
      (
        "import-undone",
        .closed([("import", whole), ("deleted", whole), ("restored", whole)])
      ),
      ("rejection", .closed(OpenAPISchemas.telling + [("errors", rows), count], optional: more)),
      (
        "undo-refusal",
        .closed(OpenAPISchemas.telling + [("errors", blockers), count], optional: more)
      ),
    ]
  }

  private static let whole: OpenAPIValue = ["type": "integer"]
  private static let wholeOrNone: OpenAPIValue = ["type": ["integer", "null"]]
  private static let text: OpenAPIValue = ["type": "string"]
  private static let count: (String, OpenAPIValue) = ("error_count", whole)

  private static let tally: [(String, OpenAPIValue)] =
    ["created", "updated", "unchanged", "rejected"].map { ($0, whole) } + [
      (
        "references",
        .closed(
          RecordKind.all.map { ($0.name, whole) }, optional: Set(RecordKind.all.map(\.name)))
      )
    ]

  private static let entry: OpenAPIValue = .closed(
    [
      ("import", whole), ("kind", .choice(RecordKind.all.map(\.name) + ["demo"])),
      ("source", text), ("file", text), ("at", .reference("schemas/moment")),
    ] + tally + [
      ("raw_size", wholeOrNone),
      ("undone_at", ["anyOf": [.reference("schemas/moment"), ["type": "null"]]]),
    ])

  /// The bad rows of a file, the first ones.
  private static let rows: OpenAPIValue = [
    "type": "array",
    "items": .closed([
      ("line", whole), ("column", ["type": ["string", "null"]]), ("value", text),
      ("reason", text),
    ]),
  ]

  /// What stands in the way of an undo.
  private static let blockers: OpenAPIValue = [
    "type": "array",
    "items": .closed([("kind", text), ("id", text), ("import", wholeOrNone), ("reason", text)]),
  ]
}

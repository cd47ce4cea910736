import App
import Domain
import Hummingbird
import Render
import Reports

/// `/api/v1/openapi.json`: the API described by OpenAPI 3.1, made from the catalogues it answers by.
struct OpenAPI: Sendable {
  let site: Site

  func add(to router: Router<WebContext>) {
    router.get("api/v1/openapi.json") { request, _ in
      let asked = site.asked(request)
      return try await offLoop {
        let operations = try OpenAPIOperations(site.planerka, asked.words)
        return Response.json(OpenAPIDocument(operations: operations).value.bytes)
      }
    }
  }
}

/// The description as one JSON value.
struct OpenAPIDocument {
  let operations: OpenAPIOperations

  var value: OpenAPIValue {
    [
      "openapi": "3.1.0",
      "info": [
        "title": .text(words.text("page.product")), "version": "1",
        "description": .text(words.text("page.api.about")),
      ],
      "servers": [["url": "/"]],
      "tags": .list(
        OpenAPIOperation.groups.map { group in
          ["name": .text(group), "description": .text(words.text("page.api.group.\(group)"))]
        }),
      "paths": paths,
      "components": [
        "parameters": .members(common.map { (Self.component($0.name), $0.value) }),
        "responses": .members(problems),
        "schemas": .members(schemas),
      ],
    ]
  }

  private var words: Words { operations.words }

  private var common: [OpenAPIParameter] { operations.parameters.common }

  /// The name of a parameter's part of the document: letters, digits, dots, hyphens, underlines.
  private static func component(_ name: String) -> String {
    var component = ""
    for character in name.unicodeScalars {
      let isPlain =
        character.isASCII && (character.properties.isAlphabetic || "0"..."9" ~= character)
      if isPlain || "._-".unicodeScalars.contains(character) {
        component.unicodeScalars.append(character)
      } else {
        component += "u" + String(character.value, radix: 16)
      }
    }
    return component
  }

  private var paths: OpenAPIValue {
    var paths: [(String, OpenAPIValue)] = []
    for operation in operations.all {
      let value = described(operation)
      if let place = paths.firstIndex(where: { $0.0 == operation.path }) {
        paths[place].1 = paths[place].1.with(operation.method, value)
      } else {
        paths.append((operation.path, .members([(operation.method, value)])))
      }
    }
    return .members(paths)
  }

  private func described(_ operation: OpenAPIOperation) -> OpenAPIValue {
    var parameters = operation.own.map(\.value)
    if operation.takesCommon {
      parameters += common.map { .reference("parameters/\(Self.component($0.name))") }
    }
    let value: OpenAPIValue = [
      "operationId": .text(operation.id), "tags": [.text(operation.group)],
      "summary": .text(operation.name), "description": .text(operation.answers),
      "parameters": .list(parameters),
    ]
    let body: OpenAPIValue? =
      operation.body.isEmpty
      ? nil : ["required": true, "content": .members(operation.body.map { content($0.0, $0.1) })]
    return value.with("requestBody", body).with("responses", .members(answers(of: operation)))
  }

  private func answers(of operation: OpenAPIOperation) -> [(String, OpenAPIValue)] {
    let answer: OpenAPIValue = [
      "description": .text(operation.answers),
      "content": .members([content(operation.type, operation.schema)]),
    ]
    return [("200", answer)]
      + operation.allProblems.map { ("\($0)", .reference("responses/problem-\($0)")) }
  }

  private func content(_ type: String, _ schema: OpenAPIValue) -> (String, OpenAPIValue) {
    (type, ["schema": schema])
  }

  /// The problems operations answer, by their status.
  private var problems: [(String, OpenAPIValue)] {
    Set(operations.all.flatMap(\.allProblems)).sorted().map { status in
      return (
        "problem-\(status)",
        [
          "description": .text(words.text("page.api.problem.\(status)")),
          "content": .members([
            content("application/problem+json", OpenAPISchemas.problem(status))
          ]),
        ]
      )
    }
  }

  private var schemas: [(String, OpenAPIValue)] {
    var schemas =
      OpenAPISchemas.shared + OpenAPIImports.schemas + OpenAPIHistory.schemas
      + OpenAPIQuery.schemas
    for shape in operations.shapes {
      schemas += shape.schemas(words)
      for meaning in shape.meanings(words) where !schemas.contains(where: { $0.0 == meaning.0 }) {
        schemas.append(meaning)
      }
    }
    return schemas
  }
}

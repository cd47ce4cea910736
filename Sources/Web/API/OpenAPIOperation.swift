import App
import Domain
import Render
import Reports
import Semantics

/// One operation of the API: what its description and its page tell of it.
struct OpenAPIOperation: Sendable {
  /// The groups, in reading order.
  static let groups = ["reports", "records", "imports", "history", "server"]

  /// The group it stands in: one of `groups`.
  let group: String
  /// The method, in lower case.
  var method = "get"
  /// The path.
  let path: String
  /// Its name for programs.
  let id: String
  /// Its name for people.
  let name: String
  /// What it answers, in a sentence.
  let answers: String
  /// Its own parameters.
  var own: [OpenAPIParameter] = []
  /// Whether it takes the parameters every report takes.
  var takesCommon = false
  /// The type of its answer.
  var type = "application/json"
  /// The schema of its answer.
  let schema: OpenAPIValue
  /// What it takes as a body: types and their schemas.
  var body: [(type: String, schema: OpenAPIValue)] = []
  /// The statuses of its own problems.
  var problems: [Int] = []
  /// An address to try.
  var example: String?

  /// The statuses of problems that any operation may have: an unknown language, a foreign host, a
  /// mistake of the program, a database that does not answer.
  static let commonProblems = [400, 403, 500, 503]

  /// The statuses of all its problems, in order.
  var allProblems: [Int] { Set(problems + Self.commonProblems).sorted() }
}

/// Every operation, in reading order, made from the catalogues.
struct OpenAPIOperations {
  let words: Words
  let parameters: OpenAPIParameters
  let shapes: [OpenAPIShape]

  /// The operations of a company's API, told in a language.
  init(_ planerka: Planerka, _ words: Words) throws {
    self.words = words
    parameters = OpenAPIParameters(words: words, directory: try planerka.facts().directory)
    shapes = try OpenAPIShape.all(planerka)
  }

  var all: [OpenAPIOperation] {
    [list] + ReportCatalogue.all.flatMap { reports($0) }
      + [OpenAPIQuery(words: words, parameters: parameters).operation]
      + ReportCatalogue.all.map { records($0) }
      + OpenAPIImports(words: words, parameters: parameters).all
      + [OpenAPIHistory(words: words, parameters: parameters).operation] + own
  }

  private var list: OpenAPIOperation {
    OpenAPIOperation(
      group: "reports", path: "/api/v1/reports", id: "listReports",
      name: words.text("page.api.list"), answers: words.text("page.api.list.answers"),
      own: [parameters.locale], schema: .reference("schemas/reports"), example: "/api/v1/reports")
  }

  /// A report as JSON, CSV and a workbook.
  private func reports(_ recipe: any ReportRecipe) -> [OpenAPIOperation] {
    let id = recipe.id
    let own = parameters.own(recipe)
    let forms = shapes.filter { $0.report == id }
    let label = words.text("report.\(id)")
    func operation(
      _ suffix: String, _ type: String, _ schema: OpenAPIValue, _ more: [OpenAPIParameter]
    ) -> OpenAPIOperation {
      OpenAPIOperation(
        group: "reports", path: "/api/v1/reports/\(id)\(suffix)",
        id: "report" + Self.camel(id) + Self.camel(String(suffix.dropFirst())),
        name: suffix.isEmpty ? label : "\(label) (\(suffix.dropFirst().uppercased()))",
        answers: suffix.isEmpty
          ? words.texts["explain.\(id)"] ?? words.texts["hint.\(id)"] ?? label
          : words.text("page.api.answers\(suffix)"),
        own: own + more, takesCommon: true, type: type, schema: schema,
        problems: [400], example: "/api/v1/reports/\(id)\(suffix)")
    }
    return [
      operation(
        "", "application/json",
        ["anyOf": .list(forms.map { .reference("schemas/\($0.name)") })], [parameters.locale]),
      operation(
        ".csv", "text/csv", ["type": "string"], [parameters.flavour, parameters.locale]),
      operation(
        ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ["type": "string", "contentMediaType": "application/octet-stream"], [parameters.locale]),
    ]
  }

  /// `call-structure` is `CallStructure`.
  private static func camel(_ name: String) -> String {
    name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  /// The records behind a report's figures.
  private func records(_ recipe: any ReportRecipe) -> OpenAPIOperation {
    let id = recipe.id
    let forms = shapes.filter { $0.report == id }
    let own = parameters.own(recipe) + parameters.records(forms) + [parameters.locale]
    let figure = forms.first?.columns.first { !$0.isKey }?.key ?? ""
    return OpenAPIOperation(
      group: "records", path: "/api/v1/reports/\(id)/records", id: "records" + Self.camel(id),
      name: words.text("page.api.records", ["report": words.text("report.\(id)")]),
      answers: words.text("page.api.records.answers"),
      own: own, takesCommon: true, schema: .reference("schemas/records"),
      problems: [400, 404],
      example: "/api/v1/reports/\(id)/records?figure=\(figure)&limit=10")
  }

  /// The description itself, and whether the server answers.
  private var own: [OpenAPIOperation] {
    [
      OpenAPIOperation(
        group: "server", path: "/api/v1/openapi.json", id: "description",
        name: words.text("page.api.description"),
        answers: words.text("page.api.description.answers"), own: [parameters.locale],
        schema: ["type": "object", "required": ["openapi", "paths", "components"]],
        example: "/api/v1/openapi.json"),
      OpenAPIOperation(
        group: "server", path: "/healthz", id: "health", name: words.text("page.api.health"),
        answers: words.text("page.api.health.answers"), type: "text/plain",
        schema: ["const": "ok\n"], example: "/healthz"),
      OpenAPIOperation(
        group: "server", path: "/readyz", id: "readiness", name: words.text("page.api.ready"),
        answers: words.text("page.api.ready.answers"), schema: .reference("schemas/readiness"),
        example: "/readyz"),
      OpenAPIOperation(
        group: "server", path: "/metrics", id: "metrics", name: words.text("page.api.metrics"),
        answers: words.text("page.api.metrics.answers"), type: "text/plain",
        schema: ["type": "string"], example: "/metrics"),
    ]
  }
}

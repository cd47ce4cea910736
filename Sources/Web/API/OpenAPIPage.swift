import App
import Domain
import Render
import Reports

/// The operations of the API, for people.
struct OpenAPIPage: Page {
  struct Group: Sendable {
    let groupId: String
    let groupName: String
    let operations: [Entry]
  }
  struct Entry: Sendable {
    let method: String
    let path: String
    let operationName: String
    let operationAnswers: String
    let takes: [Parameter]
    let takesNothing: Bool
    let examples: [PageChoice]
  }
  struct Parameter: Sendable {
    let parameter: String
    let isNeeded: Bool
    let choices: [String]
    let meaning: String
  }

  struct Explained: Sendable {
    let problemKey: String
    let problemText: String
  }
  struct Problems: Sendable {
    let problemStatus: String
    let explained: [Explained]
  }

  let template = "api"
  let frame: PageFrame
  let heading: String
  let ask: String
  let groups: [Group]
  let common: [Parameter]
  let problems: [Problems]

  init(_ planerka: Planerka, _ asked: Asked) throws {
    let words = asked.words
    let operations = try OpenAPIOperations(planerka, words)
    heading = words.text("page.apiHeading")
    ask = words.text("page.api.about")
    frame = PageFrame(title: heading, here: "/api", asked)
    let all = operations.all
    groups = OpenAPIOperation.groups.map { group in
      Group(
        groupId: group, groupName: words.text("page.api.group.\(group)"),
        operations: all.filter { $0.group == group && !Self.isFile($0, all) }
          .map { Self.entry($0, all) })
    }
    common = operations.parameters.common.map { Self.parameter($0) }
    problems = ProblemCatalogue.all.map { status, keys in
      Problems(
        problemStatus: String(status),
        explained: keys.map { Explained(problemKey: $0, problemText: words.text($0)) })
    }
  }

  /// Whether it answers as a file what another answers as JSON.
  private static func isFile(_ operation: OpenAPIOperation, _ all: [OpenAPIOperation]) -> Bool {
    all.contains { $0.path != operation.path && operation.path.hasPrefix($0.path + ".") }
  }

  private static func entry(_ operation: OpenAPIOperation, _ all: [OpenAPIOperation]) -> Entry {
    let files = all.filter { $0.path.hasPrefix(operation.path + ".") }
    let examples = ([operation] + files).compactMap { operation -> PageChoice? in
      guard let example = operation.example else { return nil }
      let suffix = operation.path.split(separator: ".").last ?? ""
      let isFile = files.contains { $0.path == operation.path }
      let json = operation.type == "text/plain" ? "TEXT" : "JSON"
      return PageChoice(href: example, name: isFile ? suffix.uppercased() : json)
    }
    return Entry(
      method: operation.method.uppercased(), path: operation.path,
      operationName: operation.name, operationAnswers: operation.answers,
      takes: operation.own.map { parameter($0) }, takesNothing: operation.own.isEmpty,
      examples: examples)
  }

  private static func parameter(_ parameter: OpenAPIParameter) -> Parameter {
    Parameter(
      parameter: parameter.name, isNeeded: parameter.isRequired, choices: parameter.choices,
      meaning: parameter.meaning)
  }
}

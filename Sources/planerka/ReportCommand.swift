import App
import ArgumentParser
import Domain
import Render
import Reports

/// `planerka report`: answers a report.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: Help.text("report"),
    discussion: Help.examples(
      listing: ("reports", ReportCatalogue.all.map(\.id)),
      [
        "planerka report managers",
        "planerka report channels --from 2026-01-01 --to 2026-03-31 --by campaign",
        "planerka report funnel --slice product --where region=Москва --format json",
        "planerka report talk-time --compare previous --format csv --output talk.csv",
      ]))

  @ParentCommand var main: Main
  @OptionGroup var global: GlobalOptions

  @Argument(help: Help.of("report_id")) var report: String
  @Option(help: Help.of("date")) var date: String?
  @Option(help: Help.of("by")) var by: String?
  @Option(help: Help.of("slice")) var slice: String?
  @Option(help: Help.of("mode")) var mode: String?
  @OptionGroup var scope: ReportScope
  @Option(name: .customLong("set"), help: Help.of("set"))
  var parameters: [String] = []
  @OptionGroup var form: ReportForm

  func run() async throws {
    try await global.onCompany(create: false, root: main.global) { planerka, words in
      var question = ReportQuestion(id: report)
      question.add([("date", date), ("by", by), ("slice", slice), ("mode", mode)])
      try scope.add(to: &question)
      try question.add(parameters)
      try form.write(try planerka.report(question, now: .now), words)
    }
  }
}

/// The period, the moment and the filters of a report.
struct ReportScope: ParsableArguments {
  @Option(help: Help.of("from")) var from: String?
  @Option(help: Help.of("to")) var to: String?
  @Option(help: Help.of("as_of")) var asOf: String?
  @Option(help: Help.of("compare")) var compare: String?
  @Option(name: .customLong("where"), help: Help.of("where"))
  var filters: [String] = []

  /// Adds what was given to a question.
  func add(to question: inout ReportQuestion) throws {
    question.add([("from", from), ("to", to), ("as_of", asOf), ("compare", compare)])
    try question.add(filters)
  }
}

/// The form a report is wanted in, and where.
struct ReportForm: ParsableArguments {
  @Option(help: Help.of("format")) var format = "table"
  @Option(help: Help.of("output")) var output: String?

  /// Writes a report in this form.
  func write(_ report: Report, _ words: Words) throws {
    guard let form = ReportFormat(rawValue: format) else {
      throw PlainFault(
        .input, "parameter.value",
        ["name": "format", "value": format, "known": ReportFormat.known])
    }
    let bytes = try form.bytes(report, words, width: Output.width)
    if let output { try Output.file(bytes, at: output) } else { Output.answer.bytes(bytes) }
  }
}

extension ReportQuestion {
  /// Adds the parameters that were given.
  mutating func add(_ given: [(String, String?)]) {
    for (name, value) in given {
      if let value { parameters.append((name, value)) }
    }
  }

  /// Adds parameters written as `NAME=VALUE`.
  mutating func add(_ texts: [String]) throws(PlainFault) {
    for text in texts { parameters.append(try text.assigned()) }
  }
}

extension String {
  /// What `NAME=VALUE` says.
  ///
  /// - Throws: `PlainFault` `parameter.form`.
  func assigned() throws(PlainFault) -> (name: String, value: String) {
    guard let equals = firstIndex(of: "="), last != "=" else {
      throw PlainFault(.input, "parameter.form", ["value": self])
    }
    return (String(self[..<equals]), String(self[index(after: equals)...]))
  }
}

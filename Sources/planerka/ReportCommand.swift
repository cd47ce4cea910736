import App
import ArgumentParser
import Domain
import Render
import Reports

/// `planerka report`: answers a report.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Answers a report.",
    discussion: """
      Reports: \(ReportCatalogue.all.map(\.id).joined(separator: ", ")).

      Examples:
        planerka report managers
        planerka report channels --from 2026-01-01 --to 2026-03-31 --by campaign
        planerka report funnel --slice segment.occupation --where region=Москва --format json
        planerka report talk-time --compare previous --format csv --output talk.csv
      """)

  @ParentCommand var main: Main
  @OptionGroup var global: GlobalOptions

  @Argument(help: "The report, such as managers.") var report: String
  @Option(help: "The day of reports about one day (default today).") var date: String?
  @Option(help: "A key added to the rows.") var by: String?
  @Option(help: "What a funnel is cut by.") var slice: String?
  @Option(help: "cohort: deals opened in the period; flow: moves made in it.") var mode: String?
  @OptionGroup var scope: ReportScope
  @Option(name: .customLong("set"), help: "PARAMETER=VALUE of this report.")
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
  @Option(help: "The period's first day (default the first of the month).") var from: String?
  @Option(help: "Its last day (default today).") var to: String?
  @Option(help: "The moment asked about (default now).") var asOf: String?
  @Option(help: "previous or year: the same figures of that period beside.") var compare: String?
  @Option(name: .customLong("where"), help: "FILTER=VALUE; may stand several times.")
  var filters: [String] = []

  /// Adds what was given to a question.
  func add(to question: inout ReportQuestion) throws {
    question.add([("from", from), ("to", to), ("as_of", asOf), ("compare", compare)])
    try question.add(filters)
  }
}

/// The form a report is wanted in, and where.
struct ReportForm: ParsableArguments {
  @Option(help: "table, json, csv or xlsx.") var format = "table"
  @Option(help: "The file to write (default standard output).") var output: String?

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
    for text in texts {
      guard let equals = text.firstIndex(of: "=") else {
        throw PlainFault(.input, "parameter.form", ["value": text])
      }
      parameters.append((String(text[..<equals]), String(text[text.index(after: equals)...])))
    }
  }
}

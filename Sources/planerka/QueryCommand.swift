import App
import ArgumentParser
import Domain
import Render
import Reports

/// `planerka query`: a report of one's own.
struct QueryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query", abstract: "Answers a question of your own.",
    discussion: """
      Subjects: \(QuerySubject.all.map(\.name).joined(separator: ", ")).

      Examples:
        planerka query --subject calls --measures calls,talk_seconds --by manager,week
        planerka query --subject payments --measures revenue --by region --where product=p1
      """)

  @ParentCommand var main: Main
  @OptionGroup var global: GlobalOptions

  @Option(help: "What is counted, such as calls.") var subject: String
  @Option(help: "Its measures, comma-separated.") var measures: String
  @Option(help: "The keys of the rows, comma-separated.") var by: String?
  @OptionGroup var scope: ReportScope
  @OptionGroup var form: ReportForm

  func run() async throws {
    try await global.onCompany(create: false, root: main.global) { planerka, words in
      var question = ReportQuestion(id: "query")
      question.add([("subject", subject), ("measures", measures), ("by", by)])
      try scope.add(to: &question)
      try form.write(try planerka.query(question, now: .now), words)
    }
  }
}

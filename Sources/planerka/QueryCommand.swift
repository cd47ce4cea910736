import App
import ArgumentParser
import Domain
import Render
import Reports

/// `planerka query`: a report of one's own.
struct QueryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query", abstract: Help.text("query"),
    discussion: Help.examples(
      listing: ("subjects", QuerySubject.all.map(\.name)),
      [
        "planerka query --subject calls --measures calls,talk_seconds --by manager,week",
        "planerka query --subject payments --measures revenue --by region --where product=p1",
      ]))

  @ParentCommand var main: Main
  @OptionGroup var global: GlobalOptions

  @Option(help: Help.of("subject")) var subject: String
  @Option(help: Help.of("measures")) var measures: String
  @Option(help: Help.of("query_by")) var by: String?
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

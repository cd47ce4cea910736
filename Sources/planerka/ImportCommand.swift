import App
import ArgumentParser
import Domain
import Foundation
import Render

/// `planerka import`: takes a file in.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Takes a CSV or XLSX file in: all of it, or nothing.",
    discussion: """
      Kinds: \(RecordKind.all.map(\.name).joined(separator: ", ")).

      Examples:
        planerka import calls calls.csv
        planerka import deals export.csv --map deals.json --source crm --dry-run
        planerka import payments payments.csv --skip-bad --encoding windows-1251
      """)

  @ParentCommand var main: Main
  @OptionGroup var global: GlobalOptions

  @Argument(help: "What the rows are, such as calls.") var kind: String
  @Argument(help: "The file; it may be packed (.gz, .xz, .zip).") var file: String
  @Option(help: "A mapping file: which of their columns fills ours.") var map: String?
  @Option(help: "The system the records come from.") var source = "file"
  @Flag(help: "Check everything and keep nothing.") var dryRun = false
  @Flag(help: "Take the good rows in and write the bad ones to FILE.rejected.csv.")
  var skipBad = false
  @Option(help: "The file's encoding, when it is not recognised.") var encoding: String?
  @Option(help: "The file's delimiter: , ; | or tab.") var delimiter: String?
  @Option(help: "The sheet of an XLSX workbook (default the first).") var sheet: String?

  func run() async throws {
    try await global.onCompany(create: true, root: main.global, order: order) {
      planerka, words, order in
      let bar = ProgressBar()
      let result = try planerka.takeIn(
        order, by: .commandLine, now: .now, say: words.text, progress: bar.show)
      bar.clear()
      // Why: what is only checked is well when it would go in.
      let isWell = result.isKept || (order.isDryRun && (result.errorCount == 0 || order.skipsBad))
      report(result, isWell: isWell, words)
      if !isWell { throw ExitCode(1) }
    }
  }

  private func order() throws -> ImportOrder {
    var order = ImportOrder(kind: try RecordKind.asked(kind), path: file)
    order.source = source
    order.isDryRun = dryRun
    order.skipsBad = skipBad
    order.sheet = sheet
    if let map {
      guard let bytes = FileManager.default.contents(atPath: map) else {
        throw PlainFault(.input, "mapping.missing", ["path": map])
      }
      order.mapping = try ColumnMapping(json: Array(bytes), path: map)
    }
    try order.read(encoding: encoding, delimiter: delimiter)
    try order.refuseUnreadable()
    return order
  }

  private func report(_ result: ImportResult, isWell: Bool, _ words: Words) {
    for error in result.errors {
      let key = error.column == nil ? "import.line" : "import.cell"
      Output.note.line(
        words.text(
          key,
          [
            "line": String(error.line), "column": error.column ?? "",
            "reason": words.text(error.reason),
          ]))
    }
    if result.errorCount > 0 {
      Output.note.line(
        words.text(
          result.isKept ? "import.skipped" : isWell ? "import.left_out" : "import.refused",
          ["count": String(result.errorCount), "file": file]))
    }
    guard isWell else { return }
    let tally = result.tally
    if !result.isKept { Output.note.line(words.text("import.dry", ["file": file])) }
    Output.answer.line(
      "created \(tally.created), updated \(tally.updated), unchanged \(tally.unchanged), "
        + "rejected \(tally.rejected)")
    let references = RecordKind.all.compactMap { kind in
      tally.references[kind.name].map { "\(kind.name) \($0)" }
    }
    if !references.isEmpty {
      Output.answer.line("references created: " + references.joined(separator: ", "))
    }
  }
}

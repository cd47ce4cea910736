import App
import ArgumentParser
import Domain
import Foundation
import Render

/// `planerka import`: takes a file in.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: Help.text("import"),
    discussion: Help.examples(
      listing: ("kinds", RecordKind.all.map(\.name)),
      [
        "planerka import calls calls.csv",
        "planerka import deals export.csv --map deals.json --source crm --dry-run",
        "planerka import payments payments.csv --skip-bad --encoding windows-1251",
      ]))

  @ParentCommand var main: Main
  @OptionGroup var global: GlobalOptions

  @Argument(help: Help.of("kind")) var kind: String
  @Argument(help: Help.of("import_file")) var file: String
  @Option(help: Help.of("map")) var map: String?
  @Option(help: Help.of("source")) var source = "file"
  @Flag(help: Help.of("dry_run")) var dryRun = false
  @Flag(help: Help.of("skip_bad"))
  var skipBad = false
  @Option(help: Help.of("encoding")) var encoding: String?
  @Option(help: Help.of("delimiter")) var delimiter: String?
  @Option(help: Help.of("sheet")) var sheet: String?

  func run() async throws {
    try await global.onCompany(
      create: true, keeps: !dryRun, root: main.global, order: order
    ) {
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
    let named = source.trimmingCharacters(in: .whitespaces)
    order.source = named.isEmpty ? order.source : named
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
    IntakeSpeech.tell(result.errors, words)
    if result.errorCount > 0 {
      Output.note.line(
        words.text(
          result.isKept ? "import.skipped" : isWell ? "import.left_out" : "import.refused",
          ["count": String(result.errorCount), "file": file]))
    }
    guard isWell else { return }
    let tally = result.tally
    if tally.created + tally.updated + tally.unchanged + tally.rejected == 0 {
      Output.note.line(words.text("import.no_rows", ["file": file]))
    }
    if !result.isKept { Output.note.line(words.text("import.dry", ["file": file])) }
    Output.answer.line(IntakeSpeech.summary(tally))
    if let references = IntakeSpeech.references(tally) { Output.answer.line(references) }
  }
}

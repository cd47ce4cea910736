import App
import Domain
import Engine
import Foundation
import Render
import Reports
import Semantics
import Store

/// Measures reports in this process: `planerka-bench DATA ORDER.json` prints what it found as JSON.
///
/// It takes new records into the data directory, which should be a copy.
@main
struct Main {
  private let planerka: Planerka
  private let words = Words.of("en")

  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let bytes = FileManager.default.contents(atPath: arguments[2])
    else {
      FileHandle.standardError.write(Data("usage: planerka-bench DATA ORDER.json\n".utf8))
      exit(2)
    }
    let order = try JSONDecoder().decode(Order.self, from: bytes)
    let planerka = try Planerka(directory: DataDirectory(arguments[1]), create: false)
    let findings = try Main(planerka: planerka).findings(order)
    FileHandle.standardOutput.write(try JSONEncoder().encode(findings))
  }

  /// Asks everything before the first new record comes, then everything again between new records.
  private func findings(_ order: Order) throws -> Findings {
    var (cube, spent) = try Spent.on { try planerka.storage.cube() }
    var findings = Findings(cube: spent)
    for wanted in order.questions {
      findings.questions.append(try asked(wanted, CubeEngine(cube, PartialMemory()), order.repeats))
    }
    let memory = PartialMemory()
    for (place, wanted) in order.questions.enumerated() {
      _ = try ask(wanted, CubeEngine(cube, memory))
      for file in wanted.files {
        let again = try again(wanted, file, &cube, memory)
        findings.questions[place].again.append(again)
      }
    }
    for (place, wanted) in order.questions.enumerated() {
      findings.questions[place].answerAfter = try text(ask(wanted, CubeEngine(cube, memory)))
    }
    return findings
  }

  /// Asks with nothing remembered, again and again after a run to warm up, and SQLite once.
  private func asked(_ wanted: Wanted, _ engine: CubeEngine, _ repeats: Int) throws -> Asked {
    let resolved = try planerka.resolve(wanted.question, now: .now)
    var first: [Spent] = []
    _ = try ask(wanted, CubeEngine(engine.cube, PartialMemory()))
    for _ in 0..<repeats {
      let fresh = CubeEngine(engine.cube, PartialMemory())
      first.append(try Spent.on { try ask(wanted, fresh) }.1)
    }
    let (report, sqlite) = try Spent.on { try ask(wanted, planerka.storage) }
    return Asked(
      name: wanted.name, moments: Moments(resolved.request), first: first, sqlite: sqlite,
      answer: text(try ask(wanted, engine)), sqliteAnswer: text(report))
  }

  /// Takes a record in, brings the cube up to it, and asks again.
  private func again(
    _ wanted: Wanted, _ file: String, _ cube: inout Cube, _ memory: PartialMemory
  ) throws -> Again {
    let (_, takeIn) = try Spent.on { try self.takeIn(wanted.kind, file) }
    let (next, catchUp) = try Spent.on { try planerka.storage.caughtUp(cube) }
    cube = next
    let (_, facts) = try Spent.on { try planerka.facts() }
    let (_, asked) = try Spent.on { try ask(wanted, CubeEngine(next, memory)) }
    return Again(takeIn: takeIn, catchUp: catchUp, facts: facts, ask: asked)
  }

  private func takeIn(_ kind: String, _ file: String) throws {
    guard let kind = RecordKind.named(kind) else { throw NotTaken(file: file, reasons: [kind]) }
    let result = try planerka.takeIn(
      ImportOrder(kind: kind, path: file), by: .commandLine, now: .now, say: words.text)
    guard result.tally.created == 1 else {
      throw NotTaken(file: file, reasons: result.errors.map { words.text($0.reason) })
    }
  }

  /// The way of a question from words to the report.
  private func ask(_ wanted: Wanted, _ engine: any Answering) throws -> Report {
    let resolved = try planerka.resolve(wanted.question, now: .now)
    let plan = resolved.recipe.plan(resolved.request)
    let answers = try engine.answers(plan.queries(resolved.request))
    return plan.report(of: resolved.recipe, answers, resolved.request)
  }

  private func text(_ report: Report) -> String {
    String(decoding: ReportJSON.bytes(report, words), as: UTF8.self)
  }
}

/// A record that should have come in and did not.
struct NotTaken: Error {
  let file: String
  let reasons: [String]
}

extension Wanted {
  /// The question in words.
  fileprivate var question: ReportQuestion {
    ReportQuestion(
      id: report,
      parameters: parameters.compactMap { $0.count == 2 ? (name: $0[0], value: $0[1]) : nil })
  }
}

extension Moments {
  fileprivate init(_ request: ReportRequest) {
    let zone = request.company.zone
    from = request.from.number
    to = request.to.number
    date = request.date.number
    asOf = request.asOf.milliseconds
    asOfDay = request.asOfDay.number
    fromMoment = zone.start(of: request.from).milliseconds
    toMoment = zone.end(of: request.to).milliseconds
  }
}

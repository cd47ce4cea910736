import App
import Domain
import Engine
import Foundation
import Render
import Reports
import Semantics
import Store

/// Measures reports in this process: `planerka-bench DATA ORDER.json` makes the cube and then does what
/// the lines of its input say, answering each by a line of JSON (`Wish`).
///
/// It takes new records into the data directory, which should be a copy.
@main
struct Main {
  private let planerka: Planerka
  private let order: Order
  private let words = Words.of("en")
  /// What is remembered between asking again.
  private let memory = PartialMemory()
  private var cube: Cube

  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let bytes = FileManager.default.contents(atPath: arguments[2])
    else {
      FileHandle.standardError.write(Data("usage: planerka-bench DATA ORDER.json\n".utf8))
      exit(2)
    }
    let order = try JSONDecoder().decode(Order.self, from: bytes)
    let planerka = try Planerka(directory: DataDirectory(arguments[1]), create: false)
    let (cube, spent) = try Spent.on { try planerka.storage.cube() }
    var main = Main(planerka: planerka, order: order, cube: cube)
    try say(spent)
    while let line = readLine() { try main.fulfil(line) }
  }

  /// Does what a line says: a wish and the place of its question.
  private mutating func fulfil(_ line: String) throws {
    let words = line.split(separator: " ")
    guard words.count == 2, let wish = Wish(rawValue: String(words[0])), let place = Int(words[1]),
      order.questions.indices.contains(place)
    else { throw NotUnderstood(line: line) }
    let wanted = order.questions[place]
    switch wish {
    case .answers: try Self.say(answers(wanted))
    case .first: try Self.say(first(wanted))
    case .again: try Self.say(again(wanted))
    case .after: try Self.say([text(ask(wanted, CubeEngine(cube, memory)))])
    }
  }

  private static func say(_ value: some Encodable) throws {
    FileHandle.standardOutput.write(try JSONEncoder().encode(value) + Data("\n".utf8))
  }

  /// The answers of the cube and of SQLite.
  private func answers(_ wanted: Wanted) throws -> Answers {
    let resolved = try planerka.resolve(wanted.question, now: .now)
    let (report, spent) = try Spent.on { try ask(wanted, planerka.storage) }
    return Answers(
      moments: Moments(resolved.request), sqlite: spent,
      answer: text(try ask(wanted, CubeEngine(cube, PartialMemory()))), sqliteAnswer: text(report))
  }

  /// Asks with nothing remembered, again and again after a run to warm up.
  private func first(_ wanted: Wanted) throws -> [Spent] {
    _ = try ask(wanted, CubeEngine(cube, PartialMemory()))
    return try (0..<order.repeats).map { _ in
      let fresh = CubeEngine(cube, PartialMemory())
      return try Spent.on { try ask(wanted, fresh) }.1
    }
  }

  /// Asks, and then again after each new record.
  private mutating func again(_ wanted: Wanted) throws -> [Again] {
    _ = try ask(wanted, CubeEngine(cube, memory))
    var all: [Again] = []
    for file in wanted.files { all.append(try again(wanted, file)) }
    return all
  }

  /// Takes a record in, brings the cube up to it, and asks again.
  private mutating func again(_ wanted: Wanted, _ file: String) throws -> Again {
    let (_, takeIn) = try Spent.on { try self.takeIn(wanted.kind, file) }
    let catchUp: Spent
    (cube, catchUp) = try Spent.on { try planerka.storage.caughtUp(cube) }
    let (_, asked) = try Spent.on { try ask(wanted, CubeEngine(cube, memory)) }
    return Again(takeIn: takeIn, catchUp: catchUp, ask: asked)
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

/// A line that says nothing known.
struct NotUnderstood: Error {
  let line: String
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

import App
import Domain
import Engine
import Foundation
import Reports
import SQLCompiler
import Semantics
import Store
import Testing

/// The cube and SQL answer every question alike, also after changes.
@Suite struct EngineAgreementTests {
  static let now = Moment(seconds: 1_800_000_000)

  /// The cube kept in the column file before the changes catches up with all of them at once.
  @Test(
    arguments: [RandomFirm.Make(seed: 21), RandomFirm.Make(seed: 22, isOdd: true)]
      + RandomFirm.Make.distributed(seed: 23))
  func `the cube answers every question as SQL does, also after changes`(
    make: RandomFirm.Make
  ) throws {
    let firm = try RandomFirm(make)
    let questions = try Questions(firm).all
    let (storage, columns) = (firm.planerka.storage, firm.planerka.directory.columns)
    let memory = PartialMemory()
    var engine = CubeEngine(try storage.cube(), memory)
    try storage.save(engine.cube, to: columns)
    var compared = try compare(engine, firm, questions, make)
    for (step, file) in try ChangedFiles(firm, seed: make.seed).files.enumerated() {
      try firm.takeIn(file.kind, text: file.text)
      engine = CubeEngine(try storage.caughtUp(engine.cube), memory)
      // Why: a third of the questions after each change keeps the test short; each is asked often.
      let some = questions.enumerated().filter { $0.offset % 3 == step % 3 }.map(\.element)
      compared += try compare(engine, firm, some, make)
    }
    #expect(try storage.check().isEmpty)
    let kept = try #require(try storage.savedCube(columns))
    let opened = CubeEngine(try storage.caughtUp(kept), PartialMemory())
    compared += try compare(opened, firm, questions, make)
    print("seed \(make.seed): \(compared) answers compared")
  }

  /// Compares the remembering cube, a cube made afresh and SQL; the count of compared answers.
  private func compare(
    _ engine: CubeEngine, _ firm: RandomFirm, _ questions: [Question], _ make: RandomFirm.Make
  ) throws -> Int {
    let fresh = CubeEngine(try firm.planerka.storage.cube(), PartialMemory())
    var compared = 0
    for question in questions {
      var asked = ReportQuestion(id: question.report)
      for (name, value) in question.parameters { asked.parameters.append((name, value)) }
      let resolved = try firm.planerka.resolve(asked, now: Self.now)
      let queries = resolved.recipe.plan(resolved.request).queries(resolved.request)
      let together = try firm.planerka.storage.answers(queries)
      for (query, together) in zip(queries, together) {
        let wanted = try firm.planerka.storage.answer(query)
        #expect(together == wanted, "seed \(make.seed), \(question) with its total")
        for (name, engine) in [("remembering", engine), ("fresh", fresh)] {
          let given = try engine.answer(query)
          compared += 1
          if given == wanted { continue }
          Issue.record(
            """
            seed \(make.seed), \(question), \(name) cube
            \(Self.difference(given, wanted))
            \(query.statement(in: .sqlite).sql)
            \(query.statement(in: .sqlite).texts)
            """)
          return compared
        }
        for measure in query.measures.prefix(2) where query.keys.isEmpty {
          let records = RecordQuery(
            query, measure, at: .column("id"), after: 20, limit: compared % 2 == 0 ? 7 : nil)
          let wanted = try firm.planerka.storage.records(records)
          let given = try engine.records(records)
          #expect(given == wanted, "\(question) records \(records.statement(in: .sqlite).sql)")
          compared += 1
        }
      }
    }
    return compared
  }

  private static func difference(_ given: Frame, _ wanted: Frame) -> String {
    for (a, b) in zip(given.rows, wanted.rows) where a != b { return "cube \(a)\nSQL  \(b)" }
    return "cube \(given.rows.count) rows, SQL \(wanted.rows.count)"
  }
}

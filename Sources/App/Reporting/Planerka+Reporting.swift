public import Domain
public import Reports
import Semantics
import Store
import Synchronization

extension Planerka {
  /// Answers a report.
  ///
  /// - Throws: `PlainFault` of kind `input` for words nobody knows, with a list of the known ones.
  public func report(_ question: ReportQuestion, now: Moment) throws -> Report {
    try report(resolve(question, now: now))
  }

  /// Resolves the words of a question.
  ///
  /// - Throws: `PlainFault` of kind `input`.
  public func resolve(_ question: ReportQuestion, now: Moment) throws -> ResolvedReport {
    try ReportResolver(company: facts(), now: now).resolve(question)
  }

  /// Answers a resolved report.
  public func report(_ resolved: ResolvedReport) throws -> Report {
    // Why: both periods are answered by one engine, as it stands now.
    let engine = engine
    func answer(_ plan: ReportPlan, _ request: ReportRequest) throws -> Report {
      let answers = try plan.queries(request).map { try engine.answer($0) }
      return plan.report(resolved.recipe.id, answers, request)
    }
    let plan = resolved.recipe.plan(resolved.request)
    let report = try answer(plan, resolved.request)
    guard let compared = resolved.compared else { return report }
    return plan.compare(report, with: try answer(resolved.recipe.plan(compared), compared))
  }

  /// What holds for the company; made anew when a record or a setting has changed.
  public func facts() throws -> CompanyFacts {
    let settings = try storage.settings()
    let revision = try storage.revision()
    if let kept = keeper.facts(revision, settings) { return kept }
    let facts = CompanyFacts(
      directory: try storage.directory(), zone: try zone(), currency: try currency(),
      norms: try norms(), calendar: try storage.workCalendar(), plans: try storage.plans())
    keeper.keep(facts, revision, settings)
    return facts
  }
}

/// The last facts made, with what they were made of.
final class FactsKeeper: Sendable {
  private struct Kept: Sendable {
    let facts: CompanyFacts
    let revision: Int
    let settings: [String: String]
  }

  private let kept = Mutex<Kept?>(nil)

  func facts(_ revision: Int, _ settings: [String: String]) -> CompanyFacts? {
    kept.withLock { kept in
      guard let kept, kept.revision == revision, kept.settings == settings else { return nil }
      return kept.facts
    }
  }

  func keep(_ facts: CompanyFacts, _ revision: Int, _ settings: [String: String]) {
    kept.withLock { $0 = Kept(facts: facts, revision: revision, settings: settings) }
  }
}

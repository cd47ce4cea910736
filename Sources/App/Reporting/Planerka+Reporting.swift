public import Domain
public import Reports
import Semantics
import Store

extension Planerka {
  /// Answers a report.
  ///
  /// - Throws: `PlainFault` of kind `input` for a word nobody knows, with a list of the known ones;
  ///   `WrongParameters` for several.
  public func report(_ question: ReportQuestion, now: Moment) throws -> Report {
    try report(resolve(question, now: now))
  }

  /// Resolves the words of a question.
  ///
  /// - Throws: `PlainFault` of kind `input`, or `WrongParameters`.
  public func resolve(_ question: ReportQuestion, now: Moment) throws -> ResolvedReport {
    try ReportResolver(company: facts(), now: now).resolve(question)
  }

  /// Answers a resolved report.
  public func report(_ resolved: ResolvedReport) throws -> Report {
    // Why: both periods are answered by one engine, as it stands now.
    let engine = engine
    func answer(_ plan: ReportPlan, _ request: ReportRequest) throws -> Report {
      let answers = try engine.answers(plan.queries(request))
      return plan.report(of: resolved.recipe, answers, request)
    }
    let plan = resolved.recipe.plan(resolved.request)
    let report = try answer(plan, resolved.request)
    guard let compared = resolved.compared else { return report }
    return plan.compare(report, with: try answer(resolved.recipe.plan(compared), compared))
  }

  /// What holds for the company; each part is read anew when what it is read from has changed.
  public func facts() throws -> CompanyFacts {
    // Why: before the parts, so that a change meanwhile makes them be read once more.
    let (settings, numbers) = try storage.marks()
    let chosen = try kept.chosen.value(settings) {
      ChosenFacts(
        zone: try zone(), currency: try currency(), norms: try norms(), hours: try hours())
    }
    return CompanyFacts(
      directory: try kept.directory.value(numbers["directory"]) { try storage.directory() },
      zone: chosen.zone, currency: chosen.currency, norms: chosen.norms,
      calendar: try kept.calendar.value(numbers["calendar"]) { try storage.workCalendar() },
      plans: try kept.plans.value(numbers["plans"]) { try storage.plans() }, hours: chosen.hours)
  }
}

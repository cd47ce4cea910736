public import Domain
public import Reports
import Semantics

extension Planerka {
  /// Answers a question of one's own: `subject`, `measures` and `by` (both comma-separated), beside
  /// a report's period, moment, comparison and filters.
  ///
  /// - Throws: `PlainFault` of kind `input` for words nobody knows, with a list of the known ones.
  public func query(_ question: ReportQuestion, now: Moment) throws -> Report {
    let facts = try facts()
    let recipe = try recipe(question)
    let by = question.value("by")?.split(separator: ",").map { String($0) } ?? []
    let known = recipe.subject.keyNames(facts.directory)
    if let unknown = by.first(where: { !known.contains($0) }) {
      throw PlainFault(
        .input, "parameter.value",
        ["name": "by", "value": unknown, "known": known.joined(separator: ", ")])
    }
    var plain = question
    plain.parameters.removeAll { ["subject", "measures", "by"].contains($0.name) }
    let resolved = try ReportResolver(company: facts, now: now).resolve(plain, recipe, by: by)
    return try report(resolved)
  }

  private func recipe(_ question: ReportQuestion) throws(PlainFault) -> QueryReport {
    let subjects = QuerySubject.all.map(\.name).joined(separator: ", ")
    guard let name = question.value("subject") else {
      throw PlainFault(.input, "parameter.missing", ["name": "subject", "known": subjects])
    }
    guard let subject = QuerySubject.named(name) else {
      throw PlainFault(
        .input, "parameter.value", ["name": "subject", "value": name, "known": subjects])
    }
    let known = subject.measureNames
    guard let text = question.value("measures") else {
      throw PlainFault(
        .input, "parameter.missing",
        ["name": "measures", "known": known.joined(separator: ", ")])
    }
    let measures = text.split(separator: ",").map { String($0) }
    if let unknown = measures.first(where: { !known.contains($0) }) {
      throw PlainFault(
        .input, "parameter.value",
        ["name": "measures", "value": unknown, "known": known.joined(separator: ", ")])
    }
    return QueryReport(subject: subject, measures: measures)
  }
}

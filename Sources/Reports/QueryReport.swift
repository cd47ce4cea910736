import Semantics

/// A report anybody may compose: measures of one subject by keys of their choice.
public struct QueryReport: ReportRecipe {
  public let id = "query"
  /// The subject.
  public let subject: QuerySubject
  /// The names of the measures.
  public let measures: [String]

  /// Measures of a subject.
  public init(subject: QuerySubject, measures: [String]) {
    self.subject = subject
    self.measures = measures
  }

  public func plan(_ request: ReportRequest) -> ReportPlan {
    let known = subject.keys(request.company.directory)
    let chosen = measures.compactMap { name in subject.measures.first { $0.name == name } }
    return ReportPlan(
      keys: request.by.compactMap { name in known.first { $0.name == name } },
      asks: [Ask(subject.subject, in: request, chosen)],
      figures: chosen.map { measure in
        switch measure.type {
        case .money: .money(measure.name)
        case .seconds: .seconds(measure.name)
        default: .count(measure.name)
        }
      })
  }
}

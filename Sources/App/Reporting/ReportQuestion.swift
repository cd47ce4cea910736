import Domain
public import Reports
import Semantics

/// A report as it is asked for: names and texts, as they stand in an address or on a command line.
public struct ReportQuestion: Sendable {
  /// The report's name.
  public var id: String
  /// The parameters in order; filters may stand several times.
  public var parameters: [(name: String, value: String)]

  /// A question for a report.
  public init(id: String, parameters: [(name: String, value: String)] = []) {
    self.id = id
    self.parameters = parameters
  }

  /// The value of a parameter that stands once; nil when it is absent or empty.
  public func value(_ name: String) -> String? {
    parameters.last { $0.name == name && !$0.value.isEmpty }?.value
  }
}

/// A question with every name resolved, and the one to compare it with.
public struct ResolvedReport: Sendable {
  /// How the report is made.
  public let recipe: any ReportRecipe
  /// What is asked.
  public let request: ReportRequest
  /// The period it is compared with.
  public let compared: ReportRequest?
}

/// Resolves the words of a question, refusing those nobody knows with a list of those there are.
struct ReportResolver {
  let company: CompanyFacts
  let now: Moment

  static let plain = ["from", "to", "date", "as_of", "by", "slice", "mode", "compare"]

  func resolve(_ question: ReportQuestion) throws(PlainFault) -> ResolvedReport {
    guard let recipe = ReportCatalogue.named(question.id) else {
      throw PlainFault(
        .input, "report.unknown",
        ["report": question.id, "known": list(ReportCatalogue.all.map(\.id))])
    }
    return try resolve(question, recipe, by: by(question, recipe))
  }

  /// Resolves a question for a recipe whose keys are known already.
  func resolve(
    _ question: ReportQuestion, _ recipe: any ReportRecipe, by: [String]
  ) throws(PlainFault) -> ResolvedReport {
    try refuseUnknown(question, recipe)
    let asOf = try question.value("as_of").map(moment) ?? now
    let today = company.zone.local(asOf).day
    let to = try day("to", question) ?? today
    let from = try day("from", question) ?? today.firstOfMonth
    guard from <= to else {
      throw PlainFault(.input, "period.reversed", ["from": "\(from)", "to": "\(to)"])
    }
    var request = ReportRequest(
      from: from, to: to, date: try day("date", question) ?? today, asOf: asOf, asOfDay: today,
      by: by, company: company)
    if recipe.isSliced { try slice(question, &request) }
    request.filters = try FilterResolver(directory: company.directory).filters(question)
    return ResolvedReport(
      recipe: recipe, request: request, compared: try compared(question, request, recipe))
  }

  private func list(_ words: [String]) -> String { words.joined(separator: ", ") }

  private func refuseUnknown(
    _ question: ReportQuestion, _ recipe: any ReportRecipe
  ) throws(PlainFault) {
    var known = Self.plain
    if !recipe.isSliced { known.removeAll { ["slice", "mode"].contains($0) } }
    for (name, _) in question.parameters where !known.contains(name) && Field.named(name) == nil {
      let filters = Field.filters.map(\.name) + ["segment.NAME"]
      throw PlainFault(
        .input, "parameter.unknown", ["name": name, "known": list(known + filters)])
    }
  }

  private func day(_ name: String, _ question: ReportQuestion) throws(PlainFault) -> Day? {
    guard let text = question.value(name) else { return nil }
    guard let time = WrittenTime(utf8: Array(text.utf8)), time.isDay else {
      throw PlainFault(.input, "parameter.date", ["name": name, "value": text])
    }
    return time.local.day
  }

  private func moment(_ text: String) throws(PlainFault) -> Moment {
    guard let time = WrittenTime(utf8: Array(text.utf8)) else {
      throw PlainFault(.input, "parameter.moment", ["name": "as_of", "value": text])
    }
    return time.isDay ? company.zone.end(of: time.local.day) : time.moment(in: company.zone)
  }

  private func by(
    _ question: ReportQuestion, _ recipe: any ReportRecipe
  ) throws(PlainFault) -> [String] {
    guard let by = question.value("by") else { return [] }
    guard recipe.by.contains(by) else {
      if recipe.by.isEmpty {
        throw PlainFault(.input, "by.none", ["report": recipe.id, "value": by])
      }
      throw PlainFault(
        .input, "parameter.value", ["name": "by", "value": by, "known": list(recipe.by)])
    }
    return by.split(separator: ",").map { String($0) }
  }

  private func slice(
    _ question: ReportQuestion, _ request: inout ReportRequest
  ) throws(PlainFault) {
    if let mode = question.value("mode") {
      guard ["cohort", "flow"].contains(mode) else {
        throw PlainFault(
          .input, "parameter.value", ["name": "mode", "value": mode, "known": "cohort, flow"])
      }
      request.isFlow = mode == "flow"
    }
    guard let name = question.value("slice"), name != "none" else { return }
    let known =
      ["none", "client_type", "product", "channel", "manager", "region"]
      + (Field.segments + company.directory.attributes).map { "segment.\($0)" }
    guard known.contains(name), let field = Field.named(name) else {
      throw PlainFault(
        .input, "parameter.value", ["name": "slice", "value": name, "known": list(known)])
    }
    request.slice = field
    request.sliceName = name
  }

  private func compared(
    _ question: ReportQuestion, _ request: ReportRequest, _ recipe: any ReportRecipe
  ) throws(PlainFault) -> ReportRequest? {
    guard let word = question.value("compare") else { return nil }
    guard let comparison = Comparison(rawValue: word) else {
      let known = Comparison.allCases.map(\.rawValue)
      throw PlainFault(
        .input, "parameter.value", ["name": "compare", "value": word, "known": list(known)])
    }
    return comparison.shift(request, isOfDay: recipe.isOfDay)
  }
}

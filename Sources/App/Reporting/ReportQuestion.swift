import Domain
public import Reports
import Semantics

/// A report as it is asked for: names and texts, as they stand in an address or on a command line.
public struct ReportQuestion: Sendable {
  /// The report's name.
  public var id: String
  /// The parameters in order; filters may stand several times.
  public var parameters: [(name: String, value: String)]
  /// What the rows are to be put in order by: a column, or `-` and a column for the largest first.
  ///
  /// Answers keep the order of their keys; a page shows its table in this one.
  public var sort: String?

  /// A question for a report.
  public init(id: String, parameters: [(name: String, value: String)] = []) {
    self.id = id
    self.parameters = parameters
  }

  /// The value of a parameter that stands once; nil when it is absent or empty.
  public func value(_ name: String) -> String? {
    parameters.last { $0.name == name && !$0.value.isEmpty }?.value
  }

  /// Refuses parameters that stand several times although one answer is asked for.
  func refuseRepeated(_ names: some Sequence<String>, _ faults: inout QuestionFaults) {
    for name in names where parameters.count(where: { $0.name == name && !$0.value.isEmpty }) > 1 {
      faults.add(PlainFault(.input, "parameter.repeated", ["name": name]))
    }
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

  /// Resolves a question.
  ///
  /// - Throws: `PlainFault` for what is wrong, `WrongParameters` when it is more than one thing.
  func resolve(_ question: ReportQuestion) throws -> ResolvedReport {
    guard let recipe = ReportCatalogue.named(question.id) else {
      throw PlainFault(
        .input, "report.unknown",
        ["report": question.id, "known": list(ReportCatalogue.all.map(\.id))])
    }
    var faults = QuestionFaults()
    let by = faults.read { () throws(PlainFault) in try self.by(question, recipe) } ?? []
    return try resolve(question, recipe, by: by, faults)
  }

  /// Resolves a question for a recipe whose keys are known already, with what was wrong about them.
  func resolve(
    _ question: ReportQuestion, _ recipe: any ReportRecipe, by: [String], _ known: QuestionFaults
  ) throws -> ResolvedReport {
    var faults = known
    refuseUnknown(question, recipe, &faults)
    question.refuseRepeated(Self.plain, &faults)
    let asOf = faults.read { () throws(PlainFault) in try moment(question) }
    let today = asOf.map { company.zone.local($0).day }
    let to = faults.read { () throws(PlainFault) in try day("to", question) ?? today }
    let from = faults.read { () throws(PlainFault) in
      try day("from", question) ?? today?.firstOfMonth
    }
    let date = faults.read { () throws(PlainFault) in try day("date", question) ?? today }
    if let from, let to, from > to {
      faults.add(
        PlainFault(
          .input, "period.reversed", ["name": "from", "from": "\(from)", "to": "\(to)"]))
    }
    let mode = faults.read { () throws(PlainFault) in try self.mode(question, recipe) }
    let slice = faults.read { () throws(PlainFault) in try self.slice(question, recipe) }
    let filters = FilterResolver(directory: company.directory).filters(question, &faults)
    let comparison = faults.read { () throws(PlainFault) in try self.comparison(question) }
    let somewhen = company.zone.local(now).day
    let onDay = date ?? somewhen
    var request = ReportRequest(
      from: recipe.isOfDay ? onDay : from ?? somewhen, to: recipe.isOfDay ? onDay : to ?? somewhen,
      date: onDay, asOf: asOf ?? now, asOfDay: today ?? somewhen, by: by, company: company)
    request.isFlow = mode == "flow"
    if let slice { (request.slice, request.sliceName) = (slice.field, slice.name) }
    request.filters = filters
    // Why: what columns there are follows from these alone, whatever the period is.
    if !["by", "mode", "slice"].contains(where: faults.concern),
      let unknown = unknownColumn(question, recipe, request)
    {
      faults.add(unknown)
    }
    guard faults.isEmpty else { throw faults.told }
    return ResolvedReport(
      recipe: recipe, request: request,
      compared: comparison?.shift(request, isOfDay: recipe.isOfDay))
  }

  private func list(_ words: [String]) -> String { words.joined(separator: ", ") }

  private func refuseUnknown(
    _ question: ReportQuestion, _ recipe: any ReportRecipe, _ faults: inout QuestionFaults
  ) {
    var known = Self.plain
    if !recipe.isSliced { known.removeAll { ["slice", "mode"].contains($0) } }
    for (name, _) in question.parameters where !known.contains(name) && Field.named(name) == nil {
      let filters = Field.filters.map(\.name) + ["segment.NAME"]
      faults.add(
        PlainFault(.input, "parameter.unknown", ["name": name, "known": list(known + filters)]))
    }
  }

  private func unknownColumn(
    _ question: ReportQuestion, _ recipe: any ReportRecipe, _ request: ReportRequest
  ) -> PlainFault? {
    guard let sort = question.sort else { return nil }
    let plan = recipe.plan(request)
    let known = plan.columns.map(\.key)
    // Why: what is shown by its last key is no table whose rows could stand otherwise.
    guard plan.total != .eachOfLastKey else {
      return PlainFault(
        .input, "parameter.unknown", ["name": "sort", "known": list(Self.plain + ["page"])])
    }
    guard !known.contains(sort.hasPrefix("-") ? String(sort.dropFirst()) : sort) else { return nil }
    return PlainFault(
      .input, "parameter.sort", ["name": "sort", "value": sort, "known": list(known)])
  }

  private func day(_ name: String, _ question: ReportQuestion) throws(PlainFault) -> Day? {
    guard let text = question.value(name) else { return nil }
    guard let time = WrittenTime(utf8: Array(text.utf8)), time.isDay else {
      throw PlainFault(.input, "parameter.date", ["name": name, "value": text])
    }
    return time.local.day
  }

  private func moment(_ question: ReportQuestion) throws(PlainFault) -> Moment {
    guard let text = question.value("as_of") else { return now }
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
        throw PlainFault(.input, "by.none", ["name": "by", "report": recipe.id, "value": by])
      }
      throw PlainFault(
        .input, "parameter.value", ["name": "by", "value": by, "known": list(recipe.by)])
    }
    return by.split(separator: ",").map { String($0) }
  }

  private func mode(
    _ question: ReportQuestion, _ recipe: any ReportRecipe
  ) throws(PlainFault) -> String? {
    guard recipe.isSliced, let mode = question.value("mode") else { return nil }
    guard ["cohort", "flow"].contains(mode) else {
      throw PlainFault(
        .input, "parameter.value", ["name": "mode", "value": mode, "known": "cohort, flow"])
    }
    return mode
  }

  private func slice(
    _ question: ReportQuestion, _ recipe: any ReportRecipe
  ) throws(PlainFault) -> (field: Field, name: String)? {
    guard recipe.isSliced, let name = question.value("slice"), name != "none" else { return nil }
    let known =
      ["none", "client_type", "product", "channel", "manager", "region"]
      + (Field.segments + company.directory.attributes).map { "segment.\($0)" }
    guard known.contains(name), let field = Field.named(name) else {
      throw PlainFault(
        .input, "parameter.value", ["name": "slice", "value": name, "known": list(known)])
    }
    return (field, name)
  }

  private func comparison(_ question: ReportQuestion) throws(PlainFault) -> Comparison? {
    guard let word = question.value("compare") else { return nil }
    guard let comparison = Comparison(rawValue: word) else {
      let known = Comparison.allCases.map(\.rawValue)
      throw PlainFault(
        .input, "parameter.value", ["name": "compare", "value": word, "known": list(known)])
    }
    return comparison
  }
}

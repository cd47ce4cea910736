public import Domain
public import Reports
import Semantics

extension Planerka {
  /// Answers a question of one's own: `subject`, `measures` and `by` (both comma-separated), beside
  /// a report's period, moment, comparison and filters.
  ///
  /// - Throws: `PlainFault` of kind `input` for a word nobody knows, with a list of the known ones;
  ///   `WrongParameters` for several.
  public func query(_ question: ReportQuestion, now: Moment) throws -> Report {
    let facts = try facts()
    var faults = QuestionFaults()
    let subject = faults.read { () throws(PlainFault) in try self.subject(question) }
    var measures: [String] = []
    var by: [String] = []
    if let subject {
      measures =
        faults.read { () throws(PlainFault) in try self.measures(question, of: subject) } ?? []
      refuse(measures, "measures", known: subject.measureNames, &faults)
      by = question.value("by")?.split(separator: ",").map { String($0) } ?? []
      refuse(by, "by", known: subject.keyNames(facts.directory), &faults)
    }
    question.refuseRepeated(["subject", "measures", "by"], &faults)
    var plain = question
    plain.parameters.removeAll { ["subject", "measures", "by"].contains($0.name) }
    // Why: the rest of the question is read, and what is wrong with it told, without a subject too.
    let recipe = QueryReport(subject: subject ?? QuerySubject.all[0], measures: measures)
    let resolved = try ReportResolver(company: facts, now: now)
      .resolve(plain, recipe, by: by, faults)
    return try report(resolved)
  }

  private func subject(_ question: ReportQuestion) throws(PlainFault) -> QuerySubject {
    let known = QuerySubject.all.map(\.name).joined(separator: ", ")
    guard let name = question.value("subject") else {
      throw PlainFault(.input, "parameter.missing", ["name": "subject", "known": known])
    }
    guard let subject = QuerySubject.named(name) else {
      throw PlainFault(
        .input, "parameter.value", ["name": "subject", "value": name, "known": known])
    }
    return subject
  }

  private func measures(
    _ question: ReportQuestion, of subject: QuerySubject
  ) throws(PlainFault) -> [String] {
    guard let text = question.value("measures") else {
      throw PlainFault(
        .input, "parameter.missing",
        ["name": "measures", "known": subject.measureNames.joined(separator: ", ")])
    }
    return text.split(separator: ",").map { String($0) }
  }

  /// Refuses words there are not, and those that stand twice.
  private func refuse(
    _ words: [String], _ name: String, known: [String], _ faults: inout QuestionFaults
  ) {
    for (place, word) in words.enumerated() {
      if !known.contains(word) {
        faults.add(
          PlainFault(
            .input, "parameter.value",
            ["name": name, "value": word, "known": known.joined(separator: ", ")]))
      } else if words[..<place].contains(word) {
        faults.add(PlainFault(.input, "parameter.twice", ["name": name, "value": word]))
      }
    }
  }
}

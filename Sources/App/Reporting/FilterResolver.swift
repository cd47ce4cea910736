import Domain
import Reports
import Semantics

/// Resolves filters: values are ids, else names; the value `none` chooses records without one.
struct FilterResolver {
  let directory: Directory

  func filters(_ question: ReportQuestion, _ faults: inout QuestionFaults) -> [ReportFilter] {
    var names: [String] = []
    for (name, _) in question.parameters where Field.named(name) != nil && !names.contains(name) {
      names.append(name)
    }
    var filters: [ReportFilter] = []
    for name in names {
      guard let field = Field.named(name) else { continue }
      if let unknown = unknownSegment(field) {
        faults.add(unknown)
        continue
      }
      let asked = question.parameters.filter { $0.name == name && !$0.value.isEmpty }.map(\.value)
      if asked.isEmpty { continue }
      var values: [Value?] = []
      for text in asked {
        values +=
          faults.read { () throws(PlainFault) in try self.values(text, of: field, name) } ?? []
      }
      filters.append(ReportFilter(name: name, asked: asked, field: field, values: values))
    }
    return filters
  }

  private func unknownSegment(_ field: Field) -> PlainFault? {
    guard case .segment(let name) = field else { return nil }
    let known = Field.segments + directory.attributes
    guard !known.contains(name) else { return nil }
    return PlainFault(
      .input, "parameter.unknown",
      [
        "name": "segment.\(name)",
        "known": known.map { "segment.\($0)" }.joined(separator: ", "),
      ])
  }

  private func values(
    _ text: String, of field: Field, _ name: String
  ) throws(PlainFault) -> [Value?] {
    if text == "none" { return [nil] }
    let text = KeyCell.read(text)
    let known: [String]
    if let names = directory.names(field) {
      let found = names.find(text)
      if !found.isEmpty { return found.map { .number($0) } }
      known = names.ids
    } else if let words = Self.words(field) {
      if let place = words.firstIndex(of: text) { return [.number(place + 1)] }
      known = words
    } else {
      known = directory.texts[field] ?? []
      // Why: texts are alike to Swift that engines, which compare bytes, tell apart.
      if let own = known.first(where: { $0 == text }) { return [.text(own)] }
    }
    throw PlainFault(
      .input, "parameter.value",
      ["name": name, "value": text, "known": Self.listed(known + ["none"])])
  }

  private static func words(_ field: Field) -> [String]? {
    switch field {
    case .clientType: FixedSet.clientTypes
    case .temperature: FixedSet.temperatures
    case .segment("sex"): FixedSet.sexes
    case .segment("age"): FixedSet.ages
    default: nil
    }
  }

  /// The known values, cut when there are very many.
  private static func listed(_ known: [String]) -> String {
    known.count <= 60
      ? known.joined(separator: ", ")
      : known.prefix(60).joined(separator: ", ") + ", … (\(known.count))"
  }
}

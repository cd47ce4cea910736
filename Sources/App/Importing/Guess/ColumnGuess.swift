public import Domain

/// Which of our columns one of theirs fills, as far as its name and its cells tell.
public struct ColumnGuess: Equatable, Sendable {
  /// How far a guess can be trusted.
  public enum Certainty: Sendable {
    /// The name says so.
    case sure
    /// The name or the cells look like it.
    case likely
    /// Nothing fits.
    case none
  }

  /// Our column; nil when nothing fits.
  public let field: String?
  /// How far it can be trusted.
  public let certainty: Certainty

  /// Guesses every column of a file, as rows of a kind.
  public static func columns(of head: FileHead, as kind: RecordKind) -> [ColumnGuess] {
    ranked(head, kind).map { match in
      guard let match else { return ColumnGuess(field: nil, certainty: .none) }
      return ColumnGuess(
        field: match.field.name, certainty: match.score >= Match.exact ? .sure : .likely)
    }
  }

  /// The kind whose columns the file's fit best; nil when none does.
  ///
  /// - Parameter name: the file's name, which often says it.
  public static func kind(of head: FileHead, name: String) -> RecordKind? {
    var best: (kind: RecordKind, score: Int)?
    let plain = PlainName.of(name)
    let headers = head.header.map(PlainName.of)
    for kind in RecordKind.all {
      let matches = ranked(head, kind).compactMap { $0 }
      guard !matches.isEmpty else { continue }
      var score = matches.reduce(0) { $0 + ($1.score >= Match.exact ? 20 : 8) }
      let found = Set(matches.map(\.field.name))
      for field in kind.fields where field.isRequired && !found.contains(field.name) {
        score -= field.name == "id" ? 4 : 30
      }
      let words = HeaderWords.kinds[kind.name] ?? []
      if words.contains(where: plain.contains) { score += 60 }
      if words.contains(where: { word in headers.contains { $0.contains(word) } }) { score += 12 }
      // Why: what a kind has beside what was found says that it is about something else.
      score -= (kind.fields.count - found.count) / 2
      if score > best?.score ?? 0 { best = (kind, score) }
    }
    return best?.kind
  }

  /// A column that may fill a field.
  private struct Match {
    static let exact = 80
    let column: Int
    let field: RecordField
    let score: Int
  }

  /// The best field of each column, none taken twice.
  private static func ranked(_ head: FileHead, _ kind: RecordKind) -> [Match?] {
    let forms = head.header.indices.map { ValueForm(head.samples($0)) }
    var matches: [Match] = []
    for (column, header) in head.header.enumerated() {
      let name = PlainName.of(header)
      for field in kind.fields {
        let score = score(name, forms[column], field, kind)
        if score > 0 { matches.append(Match(column: column, field: field, score: score)) }
      }
    }
    var taken: Set<String> = []
    var best = [Match?](repeating: nil, count: head.header.count)
    func take(_ matches: [Match]) {
      for match in matches.sorted(by: { $0.score > $1.score })
      where best[match.column] == nil && !taken.contains(match.field.name) {
        best[match.column] = match
        taken.insert(match.field.name)
      }
    }
    take(matches)
    take(byForm(forms, kind))
    return best
  }

  private static func score(
    _ name: String, _ form: ValueForm, _ field: RecordField, _ kind: RecordKind
  ) -> Int {
    let words = HeaderWords.of(field, in: kind)
    var score = 0
    if let place = words.firstIndex(of: name) {
      score = 100 - min(place, 19)
    } else if !name.isEmpty {
      let spaced = " \(name) "
      let part = words.filter { $0.utf8.count > 3 && spaced.contains(" \($0) ") }
        .max { $0.utf8.count < $1.utf8.count }
      if let part { score = 40 + min(part.utf8.count, 30) }
    }
    guard score > 0, !form.suits(field, in: kind) else { return score }
    // Why: a date nobody can read yet may get a format by hand; a choice of other words cannot.
    if case .choice = field.holds { return 0 }
    return score >= Match.exact && form.samples.isEmpty == false ? 30 : 0
  }

  /// What cells alone tell: telephone numbers, mail addresses, the date and the amount of a row.
  private static func byForm(_ forms: [ValueForm], _ kind: RecordKind) -> [Match] {
    var matches: [Match] = []
    for (column, form) in forms.enumerated() {
      for field in kind.fields {
        let fits =
          switch (field.name, field.holds) {
          case ("phone", _): form.arePhones
          case ("email", _): form.areMails
          case (_, .event) where field.isRequired: form.areDates
          default: false
          }
        if fits { matches.append(Match(column: column, field: field, score: 20)) }
      }
    }
    return matches
  }
}

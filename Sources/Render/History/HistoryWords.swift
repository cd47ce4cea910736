public import Domain

extension Words {
  /// Who made a change.
  public func author(of entry: HistoryEntry) -> String {
    texts["author.\(entry.author.replacing(" ", with: "_"))"] ?? entry.author
  }

  /// What was done to which thing.
  public func deed(_ entry: HistoryEntry) -> String {
    let key = "history.\(entry.verb).\(entry.subject)"
    let deed =
      texts[key] == nil
      ? "\(entry.verb) \(entry.subject) \(entry.key)" : text(key, ["key": entry.key])
    return entry.field.map { "\(deed): \($0)" } ?? deed
  }
}

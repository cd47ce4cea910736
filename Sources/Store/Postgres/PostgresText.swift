/// The text of a statement as PostgreSQL reads it.
///
/// Statements are written once, in the way of SQLite: `?` and `?3` become `$1` and `$3`, and what
/// only tells SQLite's planner is left out: `CROSS JOIN x ON` becomes `JOIN x ON`, `INDEXED BY i`
/// goes. What stands between quotation marks and in comments stays as it is.
package struct PostgresText {
  /// The text for PostgreSQL.
  package let text: String
  /// How many values the statement takes.
  package let gaps: Int

  /// Translates a statement.
  package static func translated(_ sql: String) -> PostgresText {
    var translation = Translation(StatementTokens(sql).all)
    translation.run()
    return PostgresText(
      text: String(decoding: translation.text, as: UTF8.self), gaps: translation.gaps)
  }
}

/// A statement being translated.
private struct Translation {
  let tokens: [StatementTokens.Token]
  var text: [UInt8] = []
  var gaps = 0
  /// The highest gap so far; a `?` without a number is the next one.
  private var place = 0

  init(_ tokens: [StatementTokens.Token]) {
    self.tokens = tokens
  }

  mutating func run() {
    while place < tokens.count {
      let token = tokens[place]
      if token.kind == .gap {
        gap(token)
      } else if token.isWord("CROSS"), joinsOn(place) {
        place = skippingSpace(place + 1)
      } else if token.isWord("INDEXED"), let name = index(place) {
        place = skippingSpace(name + 1)
      } else {
        text.append(contentsOf: token.bytes)
        place += 1
      }
    }
  }

  private mutating func gap(_ token: StatementTokens.Token) {
    let number = Int(String(decoding: token.bytes.dropFirst(), as: UTF8.self)) ?? gaps + 1
    gaps = max(gaps, number)
    text.append(UInt8(ascii: "$"))
    text.append(contentsOf: String(number).utf8)
    place += 1
  }

  /// The place of the name after `INDEXED BY`.
  private func index(_ start: Int) -> Int? {
    let by = skippingSpace(start + 1)
    guard by < tokens.count, tokens[by].isWord("BY") else { return nil }
    let name = skippingSpace(by + 1)
    return name < tokens.count && tokens[name].kind != .other ? name : nil
  }

  /// Whether a condition follows what `CROSS JOIN` joins.
  private func joinsOn(_ start: Int) -> Bool {
    var place = skippingSpace(start + 1)
    guard place < tokens.count, tokens[place].isWord("JOIN") else { return false }
    var depth = 0
    place += 1
    while place < tokens.count {
      let token = tokens[place]
      if token.isMark("(") { depth += 1 }
      if token.isMark(")") { depth -= 1 }
      if depth < 0 { return false }
      if depth == 0 {
        if token.isWord("ON") { return true }
        if token.isMark(",") || token.isMark(";") || token.endsJoin { return false }
      }
      place += 1
    }
    return false
  }

  private func skippingSpace(_ start: Int) -> Int {
    var place = start
    while place < tokens.count, tokens[place].kind == .space { place += 1 }
    return place
  }
}

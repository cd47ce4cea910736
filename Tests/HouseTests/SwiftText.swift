/// The texts that stand in a Swift file between quotation marks.
struct SwiftText {
  /// A text in quotation marks: the pieces between its gaps.
  struct Literal {
    var pieces = [""]

    /// The text, when it has no gaps.
    var whole: String? { pieces.count == 1 ? pieces[0] : nil }
  }

  private(set) var literals: [Literal] = []
  private var rest: Substring

  /// The texts of a file, also those inside the gaps of others.
  init(_ source: String) {
    rest = source[...]
    code(isGap: false)
  }

  /// Reads code up to its end, or up to the bracket that closes a gap.
  private mutating func code(isGap: Bool) {
    var depth = 1
    while let character = rest.first {
      if rest.hasPrefix("//") {
        rest = rest.drop { !$0.isNewline }
      } else if rest.hasPrefix("#\"") {
        let end = rest.dropFirst(2).firstRange(of: "\"#")?.upperBound ?? rest.endIndex
        literals.append(Literal(pieces: [String(rest[..<end].dropFirst(2).dropLast(2))]))
        rest = rest[end...]
      } else if rest.hasPrefix("\"\"\"") {
        text("\"\"\"")
      } else if character == "\"" {
        text("\"")
      } else {
        rest.removeFirst()
        if isGap, character == "(" { depth += 1 }
        if isGap, character == ")" { depth -= 1 }
        if depth == 0 { return }
      }
    }
  }

  /// Reads a text up to its closing mark.
  private mutating func text(_ mark: String) {
    rest.removeFirst(mark.count)
    var literal = Literal()
    while let character = rest.first {
      if rest.hasPrefix(mark) {
        rest.removeFirst(mark.count)
        break
      }
      if rest.hasPrefix("\\(") {
        rest.removeFirst(2)
        literal.pieces.append("")
        code(isGap: true)
        continue
      }
      let length = character == "\\" ? 2 : 1
      literal.pieces[literal.pieces.count - 1] += rest.prefix(length)
      rest.removeFirst(min(length, rest.count))
    }
    literals.append(literal)
  }
}

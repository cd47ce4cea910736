/// The pieces of a statement.
struct StatementTokens {
  enum Kind {
    case word, quoted, gap, space, other
  }

  struct Token {
    let kind: Kind
    let bytes: ArraySlice<UInt8>

    private static let ends = [
      "CROSS", "EXCEPT", "FULL", "GROUP", "HAVING", "INNER", "INTERSECT", "JOIN", "LEFT", "LIMIT",
      "NATURAL", "ORDER", "RETURNING", "RIGHT", "SET", "UNION", "USING", "WHERE", "WINDOW",
    ]

    /// Whether a table of a join, with its other name, ends before it.
    var endsJoin: Bool { Self.ends.contains { isWord($0) } }

    func isWord(_ word: String) -> Bool {
      kind == .word
        && bytes.elementsEqual(word.utf8) { byte, letter in
          (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") ? byte - 32 : byte) == letter
        }
    }

    func isMark(_ mark: Unicode.Scalar) -> Bool {
      kind == .other && bytes.first == UInt8(ascii: mark)
    }
  }

  private let bytes: [UInt8]
  private(set) var all: [Token] = []

  init(_ sql: String) {
    bytes = Array(sql.utf8)
    var start = 0
    while start < bytes.count {
      let (kind, end) = token(start)
      all.append(Token(kind: kind, bytes: bytes[start..<end]))
      start = end
    }
  }

  /// The kind and the end of the piece that begins at a place.
  private func token(_ start: Int) -> (Kind, Int) {
    switch bytes[start] {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): (.quoted, quotedEnd(start))
    case UInt8(ascii: "?"): (.gap, end(start + 1) { $0 >= 48 && $0 <= 57 })
    case UInt8(ascii: "-") where follows(start, "-"): (.space, end(start) { $0 != 10 })
    case UInt8(ascii: "/") where follows(start, "*"): (.space, commentEnd(start))
    case 9, 10, 13, 32: (.space, end(start) { [9, 10, 13, 32].contains($0) })
    case let byte where Self.isLetter(byte): (.word, end(start, while: Self.isLetter))
    default: (.other, start + 1)
    }
  }

  private func end(_ start: Int, while holds: (UInt8) -> Bool) -> Int {
    var place = start
    while place < bytes.count, holds(bytes[place]) { place += 1 }
    return place
  }

  private func follows(_ start: Int, _ mark: Unicode.Scalar) -> Bool {
    start + 1 < bytes.count && bytes[start + 1] == UInt8(ascii: mark)
  }

  private func quotedEnd(_ start: Int) -> Int {
    // Why: a doubled mark inside reads as two texts side by side, which are copied just the same.
    let last = end(start + 1) { $0 != bytes[start] }
    return min(last + 1, bytes.count)
  }

  private func commentEnd(_ start: Int) -> Int {
    var place = start + 2
    while place + 1 < bytes.count {
      if bytes[place] == UInt8(ascii: "*"), bytes[place + 1] == UInt8(ascii: "/") {
        return place + 2
      }
      place += 1
    }
    return bytes.count
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, UInt8(ascii: "_"), UInt8(ascii: "$"), 128...: true
    default: false
    }
  }
}

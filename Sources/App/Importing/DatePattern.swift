/// A date format of a mapping file, such as `dd.MM.yyyy HH:mm` or `M/d/yyyy`.
///
/// Letters are `y` year, `M` month, `d` day, `H` hour, `m` minute, `s` second; a single letter takes
/// one or two digits, a run takes exactly as many. Every other character stands for itself, `T` and the
/// letters of other alphabets too.
struct DatePattern {
  /// The format as it is written.
  let text: String
  private let parts: [(letter: UInt8, count: Int)]

  /// Whether a text is a format: it has a year, a month and a day, and no Latin letter that means nothing.
  static func isFormat(_ text: String) -> Bool {
    let isKnown = text.utf8.allSatisfy { letter in
      let isLetter = (65...90).contains(letter) || (97...122).contains(letter)
      return !isLetter || letter == 84 || letters.contains(letter)
    }
    return isKnown && "yMd".allSatisfy(text.contains)
  }

  init(_ text: String) {
    self.text = text
    var parts: [(letter: UInt8, count: Int)] = []
    for byte in text.utf8 {
      if let last = parts.last, last.letter == byte, Self.letters.contains(byte) {
        parts[parts.count - 1].count += 1
      } else {
        parts.append((byte, 1))
      }
    }
    self.parts = parts
  }

  /// The same time as ISO 8601; nil when the text is not of this format.
  func iso(_ text: String) -> String? {
    var rest = Array(text.utf8)[...]
    var found: [UInt8: String] = [:]
    for (letter, count) in parts {
      guard Self.letters.contains(letter) else {
        guard rest.first == letter else { return nil }
        rest.removeFirst()
        continue
      }
      let digits = rest.prefix(count == 1 ? 2 : count).prefix { (48...57).contains($0) }
      guard !digits.isEmpty, count == 1 || digits.count == count else { return nil }
      rest = rest.dropFirst(digits.count)
      found[letter] = String(decoding: digits, as: UTF8.self)
    }
    guard rest.isEmpty, let year = found[121], let month = found[77], let day = found[100]
    else { return nil }
    let date = "\(year.count == 2 ? "20" + year : year)-\(two(month))-\(two(day))"
    guard let hour = found[72] else { return date }
    return "\(date)T\(two(hour)):\(two(found[109] ?? "0")):\(two(found[115] ?? "0"))"
  }

  private static let letters = Array("yMdHms".utf8)

  private func two(_ digits: String) -> String {
    digits.utf8.count == 1 ? "0" + digits : digits
  }
}

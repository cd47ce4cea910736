import Cxlsxwriter

/// The sheet that a workbook's writer is at.
struct SheetBeingWritten {
  /// The narrowest and the widest column, in characters.
  private static let widths = 8...60

  let name: String
  let sheet: UnsafeMutablePointer<lxw_worksheet>
  /// The number formats of the columns.
  var formats: [String?] = []
  /// The number of rows written.
  var row = 0
  /// Whether the first row is a head with filters.
  var isTable = false
  /// The longest text of each column, in characters.
  private var lengths: [Int] = []

  init(name: String, sheet: UnsafeMutablePointer<lxw_worksheet>) {
    self.name = name
    self.sheet = sheet
  }

  /// Makes room for a text of this length in a column.
  mutating func fit(_ column: Int, _ length: Int) {
    while lengths.count <= column { lengths.append(0) }
    // The button of the filter stands over the end of the head.
    let needed = isTable && row == 0 ? length + 3 : length
    if needed > lengths[column] { lengths[column] = needed }
  }

  /// Sets what can be set only when all rows are known.
  func finish() {
    for (column, length) in lengths.enumerated() {
      let width = min(max(length + 1, Self.widths.lowerBound), Self.widths.upperBound)
      let place = lxw_col_t(column)
      worksheet_set_column(sheet, place, place, Double(width), nil)
    }
    guard isTable, row > 0, !lengths.isEmpty else { return }
    worksheet_freeze_panes(sheet, 1, 0)
    worksheet_autofilter(sheet, 0, 0, lxw_row_t(row - 1), lxw_col_t(lengths.count - 1))
  }
}

/// Names of sheets as Excel takes them.
enum SheetName {
  private static let limit = 31

  /// The name without the characters that Excel refuses, cut to its length and unlike `others`,
  /// which are in small letters.
  static func acceptable(_ name: String, besides others: Set<String>) -> String {
    let unlike = "[]:*?/\\\u{7F}\u{FFFE}\u{FFFF}".unicodeScalars
    let scalars = name.unicodeScalars.map { $0.value < 0x20 || unlike.contains($0) ? "-" : $0 }
    var plain = String(String.UnicodeScalarView(scalars))
    while plain.first == "'" || plain.first == " " { plain.removeFirst() }
    while plain.last == "'" || plain.last == " " { plain.removeLast() }
    let whole = plain.isEmpty ? "Sheet" : plain
    var number = 1
    while true {
      let ending = number == 1 ? "" : " \(number)"
      let candidate = cut(whole, to: limit - ending.utf16.count) + ending
      // Excel keeps "History" for itself.
      if !others.contains(candidate.lowercased()), candidate.lowercased() != "history" {
        return candidate
      }
      number += 1
    }
  }

  private static func cut(_ name: String, to length: Int) -> String {
    var name = name
    while name.utf16.count > length || name.last == "'" { name.removeLast() }
    return name
  }
}

/// Texts of cells as workbooks take them.
enum SheetText {
  /// The most UTF-16 units a cell holds.
  private static let limit = 32_767

  /// The text a cell can hold, and the length of its longest line in characters.
  static func acceptable(_ text: String) -> (text: String, length: Int) {
    var kept = String.UnicodeScalarView()
    var units = 0
    var length = 0
    var longest = 0
    let scalars = text.unicodeScalars
    for place in scalars.indices {
      let scalar = scalars[place]
      let isEscape = scalar == "_" && looksEscaped(scalars[place...])
      units += isEscape ? 7 : scalar.value > 0xFFFF ? 2 : 1
      if units > limit { break }
      length = scalar == "\n" ? 0 : length + 1
      longest = max(longest, length)
      if isEscape {
        kept.append(contentsOf: "_x005F_".unicodeScalars)
      } else {
        // The library ends a text at a zero, and XML has no place for the other two.
        kept.append([0, 0xFFFE, 0xFFFF].contains(scalar.value) ? "\u{FFFD}" : scalar)
      }
    }
    return (String(kept), longest)
  }

  /// Whether a text begins with what would be read as an escaped character, such as `_x000D_`.
  private static func looksEscaped(_ text: Substring.UnicodeScalarView) -> Bool {
    let start = Array(text.prefix(7))
    return start.count == 7 && start[1] == "x" && start[6] == "_"
      && start[2...5].allSatisfy { $0.properties.isASCIIHexDigit }
  }

  /// About how many characters a number takes as its format shows it.
  static func length(_ number: Double, format: String) -> Int {
    let section = format.prefix { $0 != ";" }
    if NumberFormat(code: format) != .number { return max(section.count, 10) }
    let scaled = section.contains("%") ? number * 100 : number
    var whole = abs(scaled)
    var digits = 1
    while whole >= 10, digits < 30 {
      whole /= 10
      digits += 1
    }
    let start = section.firstIndex { "#0".contains($0) } ?? section.endIndex
    let end = section.lastIndex { "#0".contains($0) }.map(section.index(after:)) ?? start
    let places = section[start..<end]
    let separators = places.contains(",") || places.contains(" ") ? (digits - 1) / 3 : 0
    let decimals = places.drop { $0 != "." }.count
    return digits + separators + decimals + shown(section[..<start]) + shown(section[end...])
      + (number < 0 ? 1 : 0)
  }

  /// The number of characters that a part of a format without digits shows, such as 2 for
  /// `\ [$₽-419]`.
  private static func shown(_ code: Substring) -> Int {
    var count = 0
    var isInBrackets = false
    var isSymbol = false
    for character in code {
      switch character {
      case "[": isInBrackets = true
      case "]": (isInBrackets, isSymbol) = (false, false)
      case "$" where isInBrackets: isSymbol = true
      case "-" where isSymbol: isSymbol = false
      case "\\", "\"", "_", "*": break
      default: if isSymbol || !isInBrackets { count += 1 }
      }
    }
    return count
  }
}

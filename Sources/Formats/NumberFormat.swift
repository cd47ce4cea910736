/// What the number of a cell means by its number format.
enum NumberFormat: Equatable {
  /// A number.
  case number
  /// A day, with its time when it has one.
  case day
  /// A day and a time.
  case moment
  /// A time of the day.
  case time
  /// A length of time, in hours that may be many.
  case duration

  /// The meaning of a format that every program knows by its number.
  init(builtIn id: Int) {
    switch id {
    // 27 to 58 are the days and times of East Asian Excel.
    case 14...17, 27...31, 36, 50...58: self = .day
    case 22: self = .moment
    case 18...21, 32...35, 45, 47: self = .time
    case 46: self = .duration
    default: self = .number
    }
  }

  /// The meaning of a format code such as `dd.mm.yyyy hh:mm`, told from its first section.
  init(code: String) {
    var hasDay = false
    var hasTime = false
    var hasMonthOrMinute = false
    var characters = Array(code.lowercased())[...]
    while let character = characters.popFirst(), character != ";" {
      switch character {
      case "\"": characters = characters.drop { $0 != "\"" }.dropFirst()
      case "\\", "_", "*": characters = characters.dropFirst()
      case "[":
        let inside = characters.prefix { $0 != "]" }
        characters = characters.dropFirst(inside.count + 1)
        if let unit = inside.first, "hms".contains(unit), inside.allSatisfy({ $0 == unit }) {
          self = .duration
          return
        }
      case "g" where characters.starts(with: "eneral"): characters = characters.dropFirst(6)
      case "a" where characters.starts(with: "m/pm"):
        characters = characters.dropFirst(4)
        hasTime = true
      case "a" where characters.starts(with: "/p"):
        characters = characters.dropFirst(2)
        hasTime = true
      case "y", "d": hasDay = true
      case "h", "s": hasTime = true
      case "m": hasMonthOrMinute = true
      default: break
      }
    }
    if hasMonthOrMinute, !hasTime { hasDay = true }
    switch (hasDay, hasTime) {
    case (true, true): self = .moment
    case (true, false): self = .day
    case (false, true): self = .time
    case (false, false): self = .number
    }
  }
}

/// The number formats of a workbook, by the style of a cell.
final class WorkbookStyles: XMLTaker {
  private var custom: [Int: NumberFormat] = [:]
  private var formatIDs: [Int] = []
  private var isInCells = false

  /// Makes a list without styles.
  init() {}

  /// Reads the styles of a part.
  ///
  /// Throws the faults of workbooks.
  init(_ part: WorkbookPart) throws(FormatFault) {
    try XMLStream(part, taker: self).readAll()
  }

  /// The meaning of numbers in each style.
  var formats: [NumberFormat] {
    formatIDs.map { custom[$0] ?? NumberFormat(builtIn: $0) }
  }

  func open(_ name: XMLName, _ attributes: XMLAttributes, in stream: XMLStream) {
    switch name {
    case "numFmt":
      guard let id = attributes.number("numFmtId"), let code = attributes["formatCode"] else {
        return
      }
      custom[id] = NumberFormat(code: code)
    case "cellXfs": isInCells = true
    case "xf": if isInCells { formatIDs.append(attributes.number("numFmtId") ?? 0) }
    default: break
    }
  }

  func close(_ name: XMLName, in stream: XMLStream) {
    if "cellXfs" ~= name { isInCells = false }
  }
}

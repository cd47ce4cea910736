import Domain

/// What the cells of a column look like, by its first rows.
struct ValueForm {
  /// The filled cells.
  let samples: [String]
  /// The date format, when the dates are not those that need none.
  let datePattern: String?
  /// The decimal mark, when both marks stand in the numbers.
  let decimalMark: UInt8?
  private let dates: Int
  private let numbers: Int
  private let phones: Int
  private let mails: Int

  init(_ samples: [String]) {
    self.samples = samples
    let plain = samples.count { WrittenTime(utf8: Array($0.utf8)) != nil }
    let pattern = plain == samples.count ? nil : Self.pattern(of: samples)
    datePattern = pattern?.text
    dates = max(plain, pattern?.count ?? 0)
    let mark = Self.mark(of: samples)
    decimalMark = mark
    numbers = samples.count { Decimal(utf8: Array($0.utf8), mark: mark) != nil }
    phones = samples.count(where: Self.isPhone)
    mails = samples.count { text in
      let parts = text.split(separator: "@", omittingEmptySubsequences: false)
      return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
    }
  }

  /// Whether most cells are dates.
  var areDates: Bool { most(dates) }
  /// Whether most cells are numbers.
  var areNumbers: Bool { most(numbers) }
  /// Whether most cells are telephone numbers.
  var arePhones: Bool { most(phones) }
  /// Whether most cells are mail addresses.
  var areMails: Bool { most(mails) }

  /// Whether the cells are what a field holds; a column without any suits every field.
  func suits(_ field: RecordField, in kind: RecordKind) -> Bool {
    if samples.isEmpty { return true }
    switch field.holds {
    case .day, .moment, .event: return areDates
    case .money, .price, .number, .count: return areNumbers
    case .choice:
      return most(samples.count { ChoiceWords.ours($0, of: field, in: kind) != nil })
    case .flag, .currency:
      return most(
        samples.count { field.holds.read(Array($0.utf8), zone: .utc) != nil })
    case .text, .reference: return true
    }
  }

  private func most(_ count: Int) -> Bool { count > 0 && count * 2 > samples.count }

  /// The format most cells are written in, among those that need to be named.
  private static func pattern(of samples: [String]) -> (text: String, count: Int)? {
    guard samples.contains(where: { $0.contains { "./-".contains($0) } }) else { return nil }
    var best: (text: String, count: Int)?
    for date in ["d.M.yyyy", "dd.MM.yy", "d/M/yyyy", "M/d/yyyy", "d-M-yyyy", "yyyy/MM/dd"] {
      for time in ["", " H:mm", " H:mm:ss"] {
        let pattern = DatePattern(date + time)
        let count = samples.count { text in
          pattern.iso(text).map { WrittenTime(utf8: Array($0.utf8)) != nil } ?? false
        }
        if count > best?.count ?? 0 { best = (date + time, count) }
      }
    }
    return best
  }

  /// The decimal mark of numbers in which both marks stand: the last of them.
  private static func mark(of samples: [String]) -> UInt8? {
    for text in samples {
      guard let dot = text.lastIndex(of: "."), let comma = text.lastIndex(of: ","),
        text.allSatisfy({ $0.isNumber || $0.isWhitespace || ".,-+'".contains($0) })
      else { continue }
      return UInt8(ascii: dot > comma ? "." : ",")
    }
    return nil
  }

  private static func isPhone(_ text: String) -> Bool {
    let digits = text.filter { $0.isASCII && $0.isNumber }
    guard (10...15).contains(digits.count),
      text.allSatisfy({ $0.isNumber || $0.isWhitespace || "+-()".contains($0) })
    else { return false }
    return text.hasPrefix("+") || text.contains("(") || ["7", "8"].contains(digits.prefix(1))
      || digits.count == 10
  }
}

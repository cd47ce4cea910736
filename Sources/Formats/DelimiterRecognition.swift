/// Tells which character separates the cells of a text.
enum DelimiterRecognition {
  /// The delimiters that are recognised, the likeliest first.
  static let candidates = Array(",;\t|".utf8)
  private static let recordLimit = 200

  /// Returns the delimiter that splits the first records most evenly, a comma when none does.
  static func delimiter(of buffer: RecordBuffer, isLast: Bool) -> UInt8 {
    var best = (delimiter: UInt8(ascii: ","), score: 0.0)
    for candidate in candidates {
      let score = score(of: candidate, in: buffer, isLast: isLast)
      if score > best.score { best = (candidate, score) }
    }
    return best.delimiter
  }

  /// How well a delimiter splits the records: 0 for not at all, near 1 for evenly into many.
  private static func score(
    of delimiter: UInt8, in buffer: RecordBuffer, isLast: Bool
  ) -> Double {
    let scanner = RecordScanner(delimiter: delimiter)
    var counts: [Int] = []
    var from = buffer.start
    while from < buffer.end, counts.count < recordLimit {
      guard case .record(let next) = scanner.scan(buffer, from: from, isLast: isLast) else {
        break
      }
      let isBlank = buffer.count == 1 && buffer.cells[0].start == buffer.cells[0].end
      if !isBlank { counts.append(buffer.count) }
      from = next
    }
    guard let header = counts.first else { return 0 }
    var tally: [Int: Int] = [:]
    for count in counts { tally[count, default: 0] += 1 }
    let usual = tally.filter { $0.key > 1 }.max { ($0.value, $0.key) < ($1.value, $1.key) }
    guard let usual else { return 0 }
    if header == 1, delimiter == UInt8(ascii: ","), isDecimal(buffer) { return 0 }
    let share = Double(usual.value) / Double(counts.count)
    let evenness = share * (1 - 1 / Double(usual.key))
    return header == usual.key ? evenness : evenness / 2
  }

  /// Whether every comma of the text stands between digits, as in decimal fractions.
  private static func isDecimal(_ buffer: RecordBuffer) -> Bool {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    for at in buffer.start..<buffer.end where buffer.bytes[at] == UInt8(ascii: ",") {
      guard at > buffer.start, at + 1 < buffer.end, digits.contains(buffer.bytes[at - 1]),
        digits.contains(buffer.bytes[at + 1])
      else { return false }
    }
    return true
  }
}

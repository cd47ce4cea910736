import Glibc

/// Finds the cells of one record in a buffer, by RFC 4180 with the liberties people take.
///
/// Records end with LF, CRLF or CR; a quote counts only where it opens a cell, or where spaces
/// stand before it and the quoted text closes on the same line.
struct RecordScanner {
  /// How a scan ended.
  enum Outcome {
    /// A record was found; the next one starts at `next`.
    case record(next: Int)
    /// The bytes end before the record does; `openQuote` is where a quote stands open.
    case needsMore(openQuote: Int?)
    /// The text ends inside the quote opened at this offset.
    case unterminated(Int)
    /// The record has more cells than the limit.
    case tooMany
  }

  /// The most cells a record may have.
  static let cellLimit = 16_384

  let delimiter: UInt8
  private let quote = UInt8(ascii: "\"")
  private let space = UInt8(ascii: " ")
  private let lf = UInt8(ascii: "\n")
  private let cr = UInt8(ascii: "\r")

  init(delimiter: UInt8) {
    self.delimiter = delimiter
  }

  /// Scans the record at `from`, leaving its cells in the buffer; `isLast` says that no bytes
  /// follow the buffered ones.
  func scan(_ buffer: RecordBuffer, from: Int, isLast: Bool) -> Outcome {
    let bytes = UnsafePointer(buffer.bytes)
    let end = buffer.end
    var at = from
    buffer.clearCells()
    while true {
      if buffer.count == Self.cellLimit { return .tooMany }
      var cell = RecordBuffer.Cell(start: at, end: at, isQuoted: false)
      var open = at
      if at < end, bytes[at] == space {
        while open < end, bytes[open] == space { open += 1 }
        if open < end, bytes[open] == quote {
          switch closesOnLine(bytes, open, end, isLast) {
          case .some(true): break
          case .some(false): open = at
          case .none: return .needsMore(openQuote: nil)
          }
        } else {
          open = at
        }
      }
      if open < end, bytes[open] == quote {
        guard let close = closing(bytes, open, end, isLast) else {
          return isLast ? .unterminated(open) : .needsMore(openQuote: open)
        }
        at = tail(bytes, close.at + 1, end)
        let isClean = onlySpaces(bytes, close.at + 1, at)
        cell = RecordBuffer.Cell(
          start: open + 1, end: isClean ? close.at : at, isQuoted: close.hasDoubled || !isClean)
      } else {
        at = tail(bytes, at, end)
        cell.end = at
      }
      if at == end {
        if !isLast { return .needsMore(openQuote: nil) }
        buffer.add(cell)
        return .record(next: end)
      }
      buffer.add(cell)
      let byte = bytes[at]
      at += 1
      if byte == delimiter { continue }
      if byte == cr {
        if at == end, !isLast { return .needsMore(openQuote: nil) }
        if at < end, bytes[at] == lf { at += 1 }
      }
      return .record(next: at)
    }
  }

  /// The offset of the next delimiter or line end.
  @inline(__always)
  private func tail(_ bytes: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int {
    var at = from
    while at < end {
      let byte = bytes[at]
      if byte == delimiter || byte == lf || byte == cr { break }
      at += 1
    }
    return at
  }

  /// The quote that closes the one at `open`, and whether doubled quotes stand between.
  private func closing(
    _ bytes: UnsafePointer<UInt8>, _ open: Int, _ end: Int, _ isLast: Bool
  ) -> (at: Int, hasDoubled: Bool)? {
    var at = open + 1
    var hasDoubled = false
    while at < end, let found = memchr(bytes + at, Int32(quote), end - at) {
      let close = UnsafeRawPointer(found) - UnsafeRawPointer(bytes)
      if close + 1 == end { return isLast ? (close, hasDoubled) : nil }
      if bytes[close + 1] != quote { return (close, hasDoubled) }
      hasDoubled = true
      at = close + 2
    }
    return nil
  }

  /// Whether the quote at `open` closes before the line does, with only spaces up to the end of
  /// the cell; nothing when the bytes end before that shows.
  private func closesOnLine(
    _ bytes: UnsafePointer<UInt8>, _ open: Int, _ end: Int, _ isLast: Bool
  ) -> Bool? {
    var at = open + 1
    while at < end {
      let byte = bytes[at]
      if byte == lf || byte == cr { return false }
      if byte == quote {
        if at + 1 < end, bytes[at + 1] == quote {
          at += 2
          continue
        }
        let stop = tail(bytes, at + 1, end)
        if stop == end, !isLast { return nil }
        return onlySpaces(bytes, at + 1, stop)
      }
      at += 1
    }
    return isLast ? false : nil
  }

  @inline(__always)
  private func onlySpaces(_ bytes: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Bool {
    var at = from
    while at < end, bytes[at] == space { at += 1 }
    return at == end
  }
}

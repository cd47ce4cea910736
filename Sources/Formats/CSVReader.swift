import Glibc

/// Reads delimited text record by record, in memory that does not grow with the file.
///
/// The first record is the header; the caller reads it like any other.
public final class CSVReader {
  /// The longest record that is read, in bytes of UTF-8.
  public static let recordLimit = 16_777_216

  /// The encoding of the file, given or recognised.
  public let encoding: TextEncoding
  /// The delimiter between cells, given or recognised, an ASCII byte.
  public let delimiter: UInt8
  /// The record that `next()` moved to.
  public private(set) var row: Row

  private let path: String
  private let stream: TextStream
  private let buffer: RecordBuffer
  private let scanner: RecordScanner
  private var line = 1
  private var hasRecords = false

  /// Opens the file; an encoding or a delimiter that is not given is recognised.
  ///
  /// Throws the faults of `ByteSource`, and `file.spreadsheet_xlsx`, `file.not_text`,
  /// `file.encoding_unclear` or `file.invalid_bytes`.
  public convenience init(
    path: String, encoding: TextEncoding? = nil, delimiter: UInt8? = nil
  ) throws(FormatFault) {
    try self.init(TextStream(path: path, encoding: encoding), path, delimiter)
  }

  /// Reads UTF-8 that is at hand; messages call it `name`.
  ///
  /// Throws `file.empty`, `file.invalid_bytes` or `file.not_text`.
  public convenience init(
    _ bytes: [UInt8], named name: String, delimiter: UInt8
  ) throws(FormatFault) {
    let source = ByteSource(bytes, named: name)
    try self.init(TextStream(source, encoding: .utf8), name, delimiter)
  }

  private init(
    _ stream: TextStream, _ path: String, _ delimiter: UInt8?
  ) throws(FormatFault) {
    let buffer = RecordBuffer(capacity: stream.roomNeeded * 2)
    try Self.fill(buffer, from: stream, line: 1)
    let chosen =
      delimiter ?? DelimiterRecognition.delimiter(of: buffer, isLast: stream.isAtEnd)
    self.path = path
    self.stream = stream
    self.buffer = buffer
    self.encoding = stream.encoding
    self.delimiter = chosen
    scanner = RecordScanner(delimiter: chosen)
    row = Row(line: 0, count: 0, buffer: buffer)
  }

  /// The number of bytes of the file on disk read so far, and its length in bytes.
  public var progress: (consumed: Int, size: Int) { (stream.source.consumed, stream.source.size) }

  /// Moves to the next record that is not blank; false at the end of the file.
  ///
  /// Throws `file.empty` when there is no record at all, `file.unterminated_quote`,
  /// `file.cells_too_many`, `file.record_too_long`, `file.invalid_bytes`, `file.not_text` and
  /// `file.truncated`, each with its line where it has one.
  public func next() throws(FormatFault) -> Bool {
    buffer.clearCells()
    while true {
      try skipBlankLines()
      if buffer.start == buffer.end {
        row = Row(line: line, count: 0, buffer: buffer)
        if !hasRecords { throw .empty(path) }
        return false
      }
      switch scanner.scan(buffer, from: buffer.start, isLast: stream.isAtEnd) {
      case .record(let next):
        finish(next)
        return true
      case .needsMore(let openQuote):
        if buffer.end - buffer.start > Self.recordLimit {
          if let openQuote { throw .unterminatedQuote(path, line: lineNumber(at: openQuote)) }
          throw .recordTooLong(path, limit: Self.recordLimit, line: line)
        }
        try Self.fill(buffer, from: stream, line: line)
      case .unterminated(let openQuote):
        throw .unterminatedQuote(path, line: lineNumber(at: openQuote))
      case .tooMany:
        throw .cellsTooMany(path, limit: RecordScanner.cellLimit, line: line)
      }
    }
  }

  /// Publishes the scanned record and steps over it.
  private func finish(_ next: Int) {
    row.line = line
    row.count = buffer.count
    let start = buffer.start
    buffer.start = next
    hasRecords = true
    if memchr(buffer.bytes + start, 0x22, next - start) == nil {
      line += 1
    } else {
      line = Self.advance(line, buffer, start, next)
      buffer.unquote()
    }
  }

  /// Steps over lines of nothing but spaces.
  private func skipBlankLines() throws(FormatFault) {
    while true {
      var at = buffer.start
      while at < buffer.end, buffer.bytes[at] == 0x20, delimiter != 0x20 { at += 1 }
      if at == buffer.end {
        if stream.isAtEnd {
          buffer.start = at
          return
        }
        if at - buffer.start > Self.recordLimit {
          throw .recordTooLong(path, limit: Self.recordLimit, line: line)
        }
        try Self.fill(buffer, from: stream, line: line)
        continue
      }
      let byte = buffer.bytes[at]
      if byte == 0x0D, at + 1 == buffer.end, !stream.isAtEnd {
        try Self.fill(buffer, from: stream, line: line)
        continue
      }
      guard byte == 0x0A || byte == 0x0D else { return }
      let isPair = byte == 0x0D && at + 1 < buffer.end && buffer.bytes[at + 1] == 0x0A
      buffer.start = at + (isPair ? 2 : 1)
      line += 1
    }
  }

  private func lineNumber(at offset: Int) -> Int {
    Self.advance(line, buffer, buffer.start, offset)
  }

  /// The line number after the bytes from `start` to `end`, given the one before them.
  private static func advance(
    _ line: Int, _ buffer: RecordBuffer, _ start: Int, _ end: Int
  ) -> Int {
    var line = line
    for at in start..<end {
      let byte = buffer.bytes[at]
      let isPaired = byte == 0x0D && at + 1 < end && buffer.bytes[at + 1] == 0x0A
      if byte == 0x0A || (byte == 0x0D && !isPaired) { line += 1 }
    }
    return line
  }

  /// Puts the next block of the text behind the unread bytes, which start on `line`.
  private static func fill(
    _ buffer: RecordBuffer, from stream: TextStream, line: Int
  ) throws(FormatFault) {
    buffer.reserve(stream.roomNeeded)
    buffer.end += try stream.read(into: buffer.bytes + buffer.end)
    guard let problem = stream.problem else { return }
    let place = advance(line, buffer, buffer.start, buffer.end)
    switch problem {
    case .zero: throw .notText(stream.source.path, line: place)
    case .broken:
      throw .invalidBytes(stream.source.path, encoding: stream.encoding, line: place)
    }
  }
}

/// One record of a file, valid until the reader moves on.
public struct Row {
  /// The physical line where the record starts, counted from 1.
  public var line: Int
  /// The number of cells.
  public var count: Int
  let buffer: RecordBuffer

  /// The number of bytes of its cells.
  public var size: Int {
    (0..<buffer.count).reduce(0) { $0 + buffer.cells[$1].end - buffer.cells[$1].start }
  }

  /// The text of a cell, counted from 0, without its quotes; empty beyond the last cell.
  public func text(_ i: Int) -> String {
    withBytes(i) { String(decoding: $0, as: UTF8.self) }
  }

  /// Hands the UTF-8 bytes of a cell, counted from 0, to `body`; none beyond the last cell.
  public func withBytes<R>(
    _ i: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> R
  ) rethrows -> R {
    guard i >= 0, i < buffer.count else {
      return try body(UnsafeBufferPointer(start: nil, count: 0))
    }
    let cell = buffer.cells[i]
    return try body(
      UnsafeBufferPointer(start: buffer.bytes + cell.start, count: cell.end - cell.start))
  }
}

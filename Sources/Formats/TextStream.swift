import Glibc

/// The text of a file as UTF-8 bytes, block after block.
final class TextStream {
  /// What ended the text before the end of the file.
  enum Problem {
    /// The bytes that follow mean nothing in the encoding.
    case broken
    /// A zero byte follows.
    case zero
  }

  let source: ByteSource
  private(set) var encoding: TextEncoding
  /// What was met after the bytes of the last `read`, if anything.
  private(set) var problem: Problem?
  /// Whether all of the text was handed out.
  private(set) var isAtEnd = false

  /// Whether there was nothing but ASCII so far, from which the encoding was told.
  private var isPlain = false
  private var transcoder: Transcoder
  private var sample: [UInt8]
  private var sampleOffset: Int
  private let input = UnsafeMutableBufferPointer<UInt8>.allocate(
    capacity: ByteSource.blockSize + 8)
  private var kept = 0

  /// Opens the text; without an encoding, the encoding is told from the first 1 MiB.
  ///
  /// Throws the faults of `ByteSource`, `file.spreadsheet_xlsx`, `file.packed_twice`,
  /// `file.not_text` and `file.encoding_unclear`.
  convenience init(path: String, encoding: TextEncoding?) throws(FormatFault) {
    try self.init(ByteSource(path: path), encoding: encoding)
  }

  /// The same of a source that is open.
  init(_ source: ByteSource, encoding named: TextEncoding?) throws(FormatFault) {
    let path = source.path
    if source.kind == .xlsx { throw .spreadsheetXLSX(path) }
    let sample = try source.read(upTo: EncodingRecognition.sampleSize)
    if sample.isEmpty { throw .empty(path) }
    if FileKind.isPacked(sample) { throw .packedTwice(path) }
    let marked = sample.withUnsafeBufferPointer { TextEncoding.marked($0) }
    let encoding: TextEncoding
    switch named {
    case .some(let named):
      // Of the two byte orders of UTF-16, the mark of the file knows better than its name.
      let isWide = named == .utf16le || named == .utf16be
      encoding = isWide && marked != .utf8 ? marked ?? named : named
    case .none:
      isPlain = !sample.contains { $0 >= 0x80 }
      let isWhole = sample.count < EncodingRecognition.sampleSize
      encoding = try sample.withUnsafeBufferPointer { bytes throws(FormatFault) in
        try EncodingRecognition.encoding(of: bytes, isWhole: isWhole, path: path)
      }
    }
    self.source = source
    self.encoding = encoding
    self.sample = sample
    sampleOffset = encoding == marked ? encoding.mark.count : 0
    transcoder = Transcoder(encoding)
  }

  deinit {
    input.deallocate()
  }

  /// The room `read(into:)` needs, in bytes.
  var roomNeeded: Int {
    input.count * max(encoding.expansion, isPlain ? TextEncoding.windows1251.expansion : 1)
  }

  /// Writes the next UTF-8 bytes and returns their number; 0 at the end or at a problem.
  func read(into output: UnsafeMutablePointer<UInt8>) throws(FormatFault) -> Int {
    while !isAtEnd, problem == nil {
      let got = try fill()
      let filled = kept + got
      let progress = transcode(UnsafeBufferPointer(rebasing: input[0..<filled]), into: output)
      kept = filled - progress.taken
      if progress.isBroken || (got == 0 && kept > 0) { problem = .broken }
      if got == 0 { isAtEnd = true }
      if let base = input.baseAddress, kept > 0, problem == nil {
        memmove(base, base + progress.taken, kept)
      }
      if progress.written > 0 {
        guard let zero = memchr(output, 0, progress.written) else { return progress.written }
        problem = .zero
        return UnsafeRawPointer(zero) - UnsafeRawPointer(output)
      }
    }
    return 0
  }

  private func transcode(
    _ bytes: UnsafeBufferPointer<UInt8>, into output: UnsafeMutablePointer<UInt8>
  ) -> Transcoder.Progress {
    let before = transcoder.transcode(bytes, into: output)
    guard isPlain else { return before }
    let written = UnsafeBufferPointer(start: output, count: before.written)
    isPlain = !written.contains { $0 >= 0x80 }
    guard isPlain, before.isBroken else { return before }
    // Why: what a text begins with, such as numbers, may be the same in every encoding.
    let rest = UnsafeBufferPointer(rebasing: bytes[before.taken...])
    guard let other = EncodingRecognition.laterEncoding(of: rest) else { return before }
    isPlain = false
    encoding = other
    transcoder = Transcoder(other)
    let after = transcoder.transcode(rest, into: output + before.written)
    return Transcoder.Progress(
      taken: before.taken + after.taken, written: before.written + after.written,
      isBroken: after.isBroken)
  }

  /// Puts the next raw bytes behind the kept ones and returns their number.
  private func fill() throws(FormatFault) -> Int {
    let room = UnsafeMutableBufferPointer(rebasing: input[kept..<kept + ByteSource.blockSize])
    if sampleOffset < sample.count {
      let part = sample[sampleOffset..<min(sampleOffset + room.count, sample.count)]
      _ = room.update(fromContentsOf: part)
      sampleOffset += part.count
      if sampleOffset == sample.count {
        sample = []
        sampleOffset = 0
      }
      return part.count
    }
    return try source.read(into: room)
  }
}

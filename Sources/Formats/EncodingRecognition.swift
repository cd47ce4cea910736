/// Tells the encoding of a text from its first bytes.
enum EncodingRecognition {
  /// The number of bytes at the start of a file that the encoding is told from.
  static let sampleSize = 1_048_576

  /// Returns the encoding of the sample; `isWhole` says that the text ends with it.
  ///
  /// Throws `file.not_text` for bytes no text has and `file.encoding_unclear` for a text that is
  /// neither Unicode nor sensible windows-1251.
  static func encoding(
    of sample: UnsafeBufferPointer<UInt8>, isWhole: Bool, path: String
  ) throws(FormatFault) -> TextEncoding {
    if let marked = TextEncoding.marked(sample) { return marked }
    if let wide = unmarkedUTF16(sample) { return wide }
    let census = Census(sample)
    // Control characters in one byte of twenty are never text.
    if census.controls > 1, census.controls * 20 > sample.count { throw .notText(path) }
    if let zero = sample.firstIndex(of: 0) {
      let line = census.high == 0 ? 1 + sample[..<zero].count { $0 == 0x0A } : nil
      throw .notText(path, line: line)
    }
    if census.high == 0 { return .utf8 }
    if let base = sample.baseAddress {
      let finding = UTF8Scan.scan(base, count: sample.count)
      if !finding.isBroken, finding.valid == sample.count || !isWhole { return .utf8 }
      // Mostly well-formed UTF-8 is UTF-8 with a fault, which the reader reports by its line.
      let survey = UTF8Scan.survey(sample)
      if survey.multibyte >= 4 * max(survey.broken, 1) { return .utf8 }
    }
    if census.controls == 0, CyrillicEvidence(sample).isSensible { return .windows1251 }
    throw .encodingUnclear(path)
  }

  /// The encoding of a text that was ASCII up to bytes which are no UTF-8; nil when it is none.
  static func laterEncoding(of rest: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
    Census(rest).controls == 0 && CyrillicEvidence(rest).isSensible ? .windows1251 : nil
  }

  /// UTF-16 without a mark: nearly every second byte is a high byte of Latin or Cyrillic text.
  private static func unmarkedUTF16(_ sample: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
    let pairs = sample.count / 2
    guard pairs >= 2 else { return nil }
    var zeros = [0, 0]
    var plausible = [0, 0]
    for at in 0..<pairs * 2 {
      let byte = sample[at]
      if byte == 0 { zeros[at & 1] += 1 }
      if byte == 0 || byte == 4 { plausible[at & 1] += 1 }
    }
    func isHigh(_ side: Int) -> Bool {
      zeros[1 - side] == 0 && plausible[side] * 20 >= pairs * 19 && zeros[side] * 10 >= pairs
    }
    if isHigh(1) { return .utf16le }
    if isHigh(0) { return .utf16be }
    return nil
  }

  /// A count of the bytes that tell text from other content.
  private struct Census {
    var controls = 0
    var high = 0

    init(_ sample: UnsafeBufferPointer<UInt8>) {
      for byte in sample {
        if byte >= 0x80 {
          high += 1
        } else if byte < 0x20 || byte == 0x7F {
          // Tab to carriage return, and the end-of-file mark of DOS, stand in texts.
          if !(byte >= 9 && byte <= 13) && byte != 0x1A { controls += 1 }
        }
      }
    }
  }
}

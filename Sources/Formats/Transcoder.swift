import Glibc

/// Turns bytes of an encoding into UTF-8, block after block.
struct Transcoder {
  /// How far one call came: bytes taken, bytes written, and whether a meaningless byte follows.
  struct Progress {
    var taken: Int
    var written: Int
    var isBroken: Bool
  }

  let encoding: TextEncoding
  private let codes: [UInt16]

  init(_ encoding: TextEncoding) {
    self.encoding = encoding
    codes = CodeTable.codes(of: encoding) ?? []
  }

  /// Writes the UTF-8 of `input` to `output`, which has room for `expansion` times as much.
  ///
  /// A character cut by the end of the input is left untaken for the next call.
  func transcode(
    _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutablePointer<UInt8>
  ) -> Progress {
    guard let base = input.baseAddress else {
      return Progress(taken: 0, written: 0, isBroken: false)
    }
    switch encoding {
    case .utf8:
      let finding = UTF8Scan.scan(base, count: input.count)
      memcpy(output, base, finding.valid)
      return Progress(taken: finding.valid, written: finding.valid, isBroken: finding.isBroken)
    case .utf16le: return utf16(base, input.count, output, high: 1)
    case .utf16be: return utf16(base, input.count, output, high: 0)
    default: return single(base, input.count, output)
    }
  }

  private func single(
    _ input: UnsafePointer<UInt8>, _ count: Int, _ output: UnsafeMutablePointer<UInt8>
  ) -> Progress {
    codes.withUnsafeBufferPointer { table in
      var written = 0
      for at in 0..<count {
        let byte = input[at]
        if byte < 0x80 {
          output[written] = byte
          written += 1
          continue
        }
        let code = UInt32(table[Int(byte) - 0x80])
        if code == 0xFFFD { return Progress(taken: at, written: written, isBroken: true) }
        written += Self.put(code, output + written)
      }
      return Progress(taken: count, written: written, isBroken: false)
    }
  }

  private func utf16(
    _ input: UnsafePointer<UInt8>, _ count: Int, _ output: UnsafeMutablePointer<UInt8>, high: Int
  ) -> Progress {
    var at = 0
    var written = 0
    while at + 2 <= count {
      let unit = UInt32(input[at + high]) << 8 | UInt32(input[at + 1 - high])
      if unit & 0xF800 != 0xD800 {
        written += Self.put(unit, output + written)
        at += 2
        continue
      }
      if unit >= 0xDC00 { return Progress(taken: at, written: written, isBroken: true) }
      if at + 4 > count { break }
      let low = UInt32(input[at + 2 + high]) << 8 | UInt32(input[at + 3 - high])
      if low & 0xFC00 != 0xDC00 {
        return Progress(taken: at, written: written, isBroken: true)
      }
      written += Self.put(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00), output + written)
      at += 4
    }
    return Progress(taken: at, written: written, isBroken: false)
  }

  /// Writes one character as UTF-8 and returns its length in bytes.
  @inline(__always)
  private static func put(_ code: UInt32, _ output: UnsafeMutablePointer<UInt8>) -> Int {
    if code < 0x80 {
      output[0] = UInt8(truncatingIfNeeded: code)
      return 1
    }
    if code < 0x800 {
      output[0] = 0xC0 | UInt8(truncatingIfNeeded: code >> 6)
      output[1] = 0x80 | UInt8(truncatingIfNeeded: code & 0x3F)
      return 2
    }
    if code < 0x10000 {
      output[0] = 0xE0 | UInt8(truncatingIfNeeded: code >> 12)
      output[1] = 0x80 | UInt8(truncatingIfNeeded: code >> 6 & 0x3F)
      output[2] = 0x80 | UInt8(truncatingIfNeeded: code & 0x3F)
      return 3
    }
    output[0] = 0xF0 | UInt8(truncatingIfNeeded: code >> 18)
    output[1] = 0x80 | UInt8(truncatingIfNeeded: code >> 12 & 0x3F)
    output[2] = 0x80 | UInt8(truncatingIfNeeded: code >> 6 & 0x3F)
    output[3] = 0x80 | UInt8(truncatingIfNeeded: code & 0x3F)
    return 4
  }
}

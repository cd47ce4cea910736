/// Finds how far bytes are well-formed UTF-8.
enum UTF8Scan {
  /// What a scan found: the length of the well-formed part, in bytes, and what follows it.
  struct Finding {
    /// The number of leading bytes that are whole, well-formed characters.
    var valid: Int
    /// Whether the bytes after them can never be completed to a character.
    var isBroken: Bool
    /// The number of characters of two bytes or more.
    var multibyte: Int
  }

  /// Scans `count` bytes; an unfinished character at the end is left out, not broken.
  static func scan(_ bytes: UnsafePointer<UInt8>, count: Int) -> Finding {
    let raw = UnsafeRawPointer(bytes)
    let highBits: UInt64 = 0x8080_8080_8080_8080
    var at = 0
    var multibyte = 0
    while at < count {
      let first = bytes[at]
      if first < 0x80 {
        at += 1
        while at + 8 <= count,
          raw.loadUnaligned(fromByteOffset: at, as: UInt64.self) & highBits == 0
        {
          at += 8
        }
        continue
      }
      guard let shape = shape(first) else {
        return Finding(valid: at, isBroken: true, multibyte: multibyte)
      }
      if at + 1 < count, bytes[at + 1] < shape.low || bytes[at + 1] > shape.high {
        return Finding(valid: at, isBroken: true, multibyte: multibyte)
      }
      var next = at + 2
      let stop = at + shape.length
      while next < stop, next < count {
        if bytes[next] & 0xC0 != 0x80 {
          return Finding(valid: at, isBroken: true, multibyte: multibyte)
        }
        next += 1
      }
      if stop > count { break }
      multibyte += 1
      at = stop
    }
    return Finding(valid: at, isBroken: false, multibyte: multibyte)
  }

  /// Counts the characters of two bytes or more and the bytes that belong to no character.
  static func survey(_ bytes: UnsafeBufferPointer<UInt8>) -> (multibyte: Int, broken: Int) {
    guard let base = bytes.baseAddress else { return (0, 0) }
    var at = 0
    var multibyte = 0
    var broken = 0
    while at < bytes.count {
      let finding = scan(base + at, count: bytes.count - at)
      multibyte += finding.multibyte
      if !finding.isBroken { break }
      broken += 1
      at += finding.valid + 1
    }
    return (multibyte, broken)
  }

  /// The length of the character a leading byte opens and the range of its second byte.
  @inline(__always)
  private static func shape(_ first: UInt8) -> (length: Int, low: UInt8, high: UInt8)? {
    switch first {
    case 0xC2...0xDF: (2, 0x80, 0xBF)
    case 0xE0: (3, 0xA0, 0xBF)
    case 0xED: (3, 0x80, 0x9F)
    case 0xE1...0xEF: (3, 0x80, 0xBF)
    case 0xF0: (4, 0x90, 0xBF)
    case 0xF1...0xF3: (4, 0x80, 0xBF)
    case 0xF4: (4, 0x80, 0x8F)
    default: nil
    }
  }
}

import Glibc

/// Cells as the server writes them, read.
enum PostgresCell {
  /// A whole number; one with a fraction is cut. Truth is 1.
  static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64 {
    guard let first = bytes.first else { return 0 }
    if first == UInt8(ascii: "t") { return 1 }
    if let number = whole(bytes) { return number }
    let number = real(bytes).rounded(.towardZero)
    // Why: a sum beyond 64 bits says nothing, but must not be taken for 0.
    return Int64(exactly: number) ?? (number.isNaN ? 0 : number < 0 ? .min : .max)
  }

  /// A number that is written with digits alone and fits; nil otherwise.
  static func whole(_ bytes: UnsafeRawBufferPointer) -> Int64? {
    var place = bytes.first == UInt8(ascii: "-") ? 1 : 0
    guard place < bytes.count else { return nil }
    var number: Int64 = 0
    while place < bytes.count {
      let digit = bytes[place] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      let (tens, isTooMuch) = number.multipliedReportingOverflow(by: 10)
      let (sum, isOver) = tens.subtractingReportingOverflow(Int64(digit))
      if isTooMuch || isOver { return nil }
      number = sum
      place += 1
    }
    if bytes.first == UInt8(ascii: "-") { return number }
    return number == .min ? nil : -number
  }

  /// A number.
  ///
  /// Why: a cell ends with a zero byte, which `strtod` stops at; the program never leaves the C
  /// locale, so the mark is a dot.
  static func real(_ bytes: UnsafeRawBufferPointer) -> Double {
    guard let start = bytes.baseAddress else { return 0 }
    if bytes.first == UInt8(ascii: "t") { return 1 }
    return strtod(start.assumingMemoryBound(to: CChar.self), nil)
  }

  /// A decimal number: a whole one as such.
  static func decimal(_ bytes: UnsafeRawBufferPointer) -> StoredValue {
    let dot = bytes.firstIndex(of: UInt8(ascii: "."))
    if let dot, bytes[(dot + 1)...].contains(where: { $0 != UInt8(ascii: "0") }) {
      return .real(real(bytes))
    }
    let digits = UnsafeRawBufferPointer(rebasing: bytes[..<(dot ?? bytes.count)])
    return whole(digits).map { .integer($0) } ?? .real(real(bytes))
  }

  /// Bytes that the server writes as `\x` and two signs for each.
  static func unpacked(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    guard bytes.count >= 2 else { return [] }
    return [UInt8](unsafeUninitializedCapacity: (bytes.count - 2) / 2) { target, count in
      for place in stride(from: 2, to: bytes.count - 1, by: 2) {
        target[count] = nibble(bytes[place]) << 4 | nibble(bytes[place + 1])
        count += 1
      }
    }
  }

  private static func nibble(_ sign: UInt8) -> UInt8 {
    sign < 58 ? sign &- 48 : (sign | 32) &- 87
  }
}

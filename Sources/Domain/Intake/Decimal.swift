/// An exact decimal number: `digits` × 10^(−`scale`).
public struct Decimal: Sendable, Hashable {
  /// All digits as one whole number, with the sign.
  public let digits: Int
  /// How many of them stand after the decimal mark.
  public let scale: Int

  /// A number by its digits and how many of them stand after the mark.
  public init(digits: Int, scale: Int) {
    self.digits = digits
    self.scale = scale
  }

  /// Reads `1234.56`, `1 234,56`, `1'234`; one comma or one dot is the decimal mark, spaces,
  /// no-break spaces and apostrophes group.
  ///
  /// With `mark` given, that one is the decimal mark and the other groups. Nil when the bytes are
  /// no such number, both marks stand in it unasked, or it is beyond 18 digits.
  public init?(utf8 bytes: some Collection<UInt8>, mark: UInt8? = nil) {
    let dot = UInt8(ascii: ".")
    let comma = UInt8(ascii: ",")
    var digits = 0
    var scale = 0
    var count = 0
    var isNegative = false
    var seen: UInt8?
    var place = 0
    var pending: [UInt8] = []
    for byte in bytes {
      defer { place += 1 }
      if !pending.isEmpty || byte >= 0x80 {
        pending.append(byte)
        if Decimal.isSpace(pending) { pending = [] } else if pending.count > 3 { return nil }
        continue
      }
      switch byte {
      case 48...57:
        count += 1
        if digits > 0 || byte > 48 {
          guard digits < 100_000_000_000_000_000 else { return nil }
        }
        digits = digits * 10 + Int(byte - 48)
        if seen != nil { scale += 1 }
      case UInt8(ascii: "-") where place == 0: isNegative = true
      case UInt8(ascii: "+") where place == 0: break
      case UInt8(ascii: " "), UInt8(ascii: "'"):
        guard seen == nil else { return nil }
      case dot, comma:
        guard seen == nil else { return nil }
        if mark == nil || byte == mark { seen = byte }
      default: return nil
      }
    }
    // Why: 10^18 is the largest power of ten in 64 bits.
    guard count > 0, pending.isEmpty, scale <= 18 else { return nil }
    self.init(digits: isNegative ? -digits : digits, scale: scale)
  }

  /// The number in minor units of a currency with that many digits, rounded half up (away from
  /// zero); nil when it does not fit 64 bits.
  public func minor(digits wanted: Int) -> Int? {
    var value = digits
    var missing = wanted - scale
    while missing > 0 {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      value = product
      missing -= 1
    }
    guard missing < 0 else { return value }
    var unit = 1
    while missing < 0 {
      unit *= 10
      missing += 1
    }
    let whole = abs(value) / unit
    let rounded = abs(value) % unit * 2 >= unit ? whole + 1 : whole
    return value < 0 ? -rounded : rounded
  }

  /// The nearest binary number.
  public var double: Double {
    var unit = 1.0
    for _ in 0..<scale { unit *= 10 }
    return Double(digits) / unit
  }

  /// No-break space, narrow no-break space, thin space and the typographic apostrophe.
  private static func isSpace(_ bytes: [UInt8]) -> Bool {
    switch bytes {
    case [0xC2, 0xA0], [0xE2, 0x80, 0xAF], [0xE2, 0x80, 0x89], [0xE2, 0x80, 0x99]: true
    default: false
    }
  }
}

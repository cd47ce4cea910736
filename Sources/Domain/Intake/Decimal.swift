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
  /// no-break spaces and apostrophes group: three digits stand behind each.
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
    /// How many digits stand behind the last mark that groups; nil before one.
    var group: Int?
    var place = 0
    var pending: [UInt8] = []
    for byte in bytes {
      defer { place += 1 }
      if !pending.isEmpty || byte >= 0x80 {
        pending.append(byte)
        if Decimal.isSpace(pending) {
          pending = []
          guard seen == nil, count > 0, group ?? 3 == 3 else { return nil }
          group = 0
        } else if pending.count > 3 {
          return nil
        }
        continue
      }
      switch byte {
      case 48...57:
        count += 1
        if digits > 0 || byte > 48 {
          guard digits < 100_000_000_000_000_000 else { return nil }
        }
        digits = digits * 10 + Int(byte - 48)
        if seen != nil { scale += 1 } else { group? += 1 }
      case UInt8(ascii: "-") where place == 0: isNegative = true
      case UInt8(ascii: "+") where place == 0: break
      case UInt8(ascii: " "), UInt8(ascii: "'"):
        guard seen == nil, count > 0, group ?? 3 == 3 else { return nil }
        group = 0
      case dot, comma:
        guard seen == nil, group ?? 3 == 3 else { return nil }
        if mark == nil || byte == mark {
          seen = byte
        } else {
          guard count > 0 else { return nil }
          group = 0
        }
      default: return nil
      }
    }
    // Why: 10^18 is the largest power of ten in 64 bits.
    guard count > 0, pending.isEmpty, scale <= 18, group ?? 3 == 3 else { return nil }
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

  /// The largest amount a record may have, in minor units, and the largest count.
  ///
  /// Why: what is beyond it is no amount but a number of a card or an account in the wrong column; and
  /// so many records as one computer holds add up to what fits 64 bits.
  public static let most = 100_000_000_000_000

  /// The shortest decimal number that a binary one stands for: 0.285 for the nearest to it.
  public init(shortest number: Double) {
    let parts = "\(number)".split(separator: "e")
    let plain = Decimal(utf8: Array((parts.first ?? "0").utf8)) ?? Decimal(digits: 0, scale: 0)
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    self.init(digits: plain.digits, scale: plain.scale - exponent)
  }

  /// The number times a whole one and a power of ten, rounded half away from zero; nil when it does not
  /// fit 64 bits.
  public func times(_ number: Int, shiftedBy shift: Int) -> Int? {
    var product = Int128(digits) * Int128(number)
    var places = scale - shift
    while places < 0 {
      let (more, isOver) = product.multipliedReportingOverflow(by: 10)
      if isOver { return nil }
      product = more
      places += 1
    }
    // Why: all but the last place are cut, so that the half is looked at once.
    while places > 1, product != 0 {
      product /= 10
      places -= 1
    }
    guard places > 0 else { return Int(exactly: product) }
    let (whole, rest) = product.quotientAndRemainder(dividingBy: 10)
    let rounded = whole + (rest >= 5 ? 1 : rest <= -5 ? -1 : 0)
    return Int(exactly: rounded)
  }

  /// The nearest binary number.
  public var double: Double {
    var unit = 1.0
    for _ in 0..<abs(scale) { unit *= 10 }
    return scale < 0 ? Double(digits) * unit : Double(digits) / unit
  }

  /// No-break space, narrow no-break space, thin space and the typographic apostrophe.
  private static func isSpace(_ bytes: [UInt8]) -> Bool {
    switch bytes {
    case [0xC2, 0xA0], [0xE2, 0x80, 0xAF], [0xE2, 0x80, 0x89], [0xE2, 0x80, 0x99]: true
    default: false
    }
  }
}

extension Decimal: CustomStringConvertible {
  /// The number with a dot: `-1234.50`.
  public var description: String {
    guard scale > 0 else { return String(digits) + String(repeating: "0", count: -scale) }
    let all = String(digits.magnitude)
    let padded = String(repeating: "0", count: max(0, scale + 1 - all.count)) + all
    return (digits < 0 ? "-" : "") + padded.dropLast(scale) + "." + padded.suffix(scale)
  }
}

/// Numbers of workbooks as plain decimal text.
enum PlainNumber {
  /// The digits a workbook keeps of a number; what stands behind is noise of binary fractions.
  private static let precision = 15

  /// Adds the number written in `source`, such as `1.2345600000000001E3`, as `1234.56`.
  ///
  /// A whole number keeps all its digits.  Only sizes far from daily life keep an exponent, and
  /// what is no number is added as it stands.
  static func append(_ source: ArraySlice<UInt8>, to text: inout [UInt8]) {
    guard !isPlain(source), var number = Digits(source) else {
      text.append(contentsOf: source)
      return
    }
    if !number.isWhole { number.round(to: precision) }
    number.trim()
    if number.digits.isEmpty {
      text.append(0x30)
      return
    }
    if number.isNegative { text.append(0x2D) }
    let place = number.place
    let digits = number.digits
    if place > 21 || place < -9 {
      text.append(digits[0])
      if digits.count > 1 {
        text.append(0x2E)
        text.append(contentsOf: digits[1...])
      }
      text.append(contentsOf: "E\(place > 0 ? "+" : "-")\(abs(place - 1))".utf8)
    } else if place <= 0 {
      text.append(contentsOf: [0x30, 0x2E])
      for _ in 0..<(-place) { text.append(0x30) }
      text.append(contentsOf: digits)
    } else if place >= digits.count {
      text.append(contentsOf: digits)
      for _ in digits.count..<place { text.append(0x30) }
    } else {
      text.append(contentsOf: digits[..<place])
      text.append(0x2E)
      text.append(contentsOf: digits[place...])
    }
  }

  /// Whether a number is written as it should be shown, as most are.
  private static func isPlain(_ source: ArraySlice<UInt8>) -> Bool {
    guard let first = source.first, (0x31...0x39).contains(first), source.count <= precision else {
      return false
    }
    var hasPoint = false
    for byte in source {
      if byte == 0x2E, !hasPoint {
        hasPoint = true
      } else if !(0x30...0x39).contains(byte) {
        return false
      }
    }
    return !hasPoint || source.last.map { (0x31...0x39).contains($0) } == true
  }

  /// A decimal number: 0.d₁d₂d₃… times ten to the power of `place`.
  private struct Digits {
    var isNegative = false
    var digits: [UInt8] = []
    var place = 0
    /// Whether neither a decimal point nor an exponent was written.
    var isWhole = true

    init?(_ source: ArraySlice<UInt8>) {
      var rest = source
      if let sign = rest.first, sign == 0x2D || sign == 0x2B {
        isNegative = sign == 0x2D
        rest = rest.dropFirst()
      }
      var count = 0
      var point: Int?
      while let byte = rest.first {
        if byte == 0x2E, point == nil {
          point = count
          isWhole = false
        } else if (0x30...0x39).contains(byte) {
          digits.append(byte)
          count += 1
        } else {
          break
        }
        rest = rest.dropFirst()
      }
      if count == 0 { return nil }
      place = point ?? count
      if let mark = rest.first {
        guard mark == 0x45 || mark == 0x65,
          let exponent = Int(String(decoding: rest.dropFirst(), as: UTF8.self)),
          abs(exponent) < 1000
        else { return nil }
        place += exponent
        isWhole = false
      }
      let zeros = digits.prefix { $0 == 0x30 }.count
      digits.removeFirst(zeros)
      place -= zeros
    }

    /// Keeps the leading digits, the last one rounded half up.
    mutating func round(to count: Int) {
      if digits.count <= count { return }
      let isUp = digits[count] >= 0x35
      digits.removeLast(digits.count - count)
      guard isUp else { return }
      while digits.last == 0x39 { digits.removeLast() }
      if let last = digits.last {
        digits[digits.count - 1] = last + 1
      } else {
        digits = [0x31]
        place += 1
      }
    }

    /// Drops the zeros behind.
    mutating func trim() {
      while digits.last == 0x30 { digits.removeLast() }
    }
  }
}

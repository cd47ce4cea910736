/// A cell after it was read as what its column holds.
public enum Cell: Sendable, Hashable {
  /// Nothing stands there.
  case none
  /// A text, outer white space cut, in Unicode form NFC.
  case text(String)
  /// A whole number: a day's number, milliseconds of a moment, a count, 0 or 1, a choice's place.
  case integer(Int)
  /// An exact decimal number.
  case decimal(Decimal)
}

extension CellKind {
  /// Reads the bytes of a cell, white space around them already cut; empty ones are `none`.
  ///
  /// - Parameters:
  ///   - zone: the company's zone, for times without an offset.
  ///   - decimalMark: the decimal mark when the mapping names it.
  /// - Returns: nil when the bytes are not what the column holds.
  public func read(
    _ bytes: some RandomAccessCollection<UInt8>, zone: ZoneTable, decimalMark: UInt8? = nil
  ) -> Cell? {
    let inPlace = bytes.withContiguousStorageIfAvailable { bytes in
      cell(bytes, zone: zone, decimalMark: decimalMark)
    }
    if let inPlace { return inPlace }
    return Array(bytes).withUnsafeBufferPointer { bytes in
      cell(bytes, zone: zone, decimalMark: decimalMark)
    }
  }

  // Why: other modules call the function above without a copy of it made for their bytes, so it
  // asks them for each one; what it calls is made for a buffer, and ten times as quick.
  private func cell(
    _ bytes: UnsafeBufferPointer<UInt8>, zone: ZoneTable, decimalMark: UInt8?
  ) -> Cell? {
    if bytes.isEmpty { return Cell.none }
    switch self {
    case .text, .reference: return .text(String(decoding: bytes, as: UTF8.self))
    case .day: return WrittenTime(utf8: bytes).map { .integer($0.day(in: zone).number) }
    case .moment, .event:
      return WrittenTime(utf8: bytes).map { .integer($0.moment(in: zone).milliseconds) }
    case .money, .price, .number:
      return Decimal(utf8: bytes, mark: decimalMark).map { .decimal($0) }
    case .count:
      guard let number = Decimal(utf8: bytes, mark: decimalMark), number.isWhole,
        let whole = number.minor(digits: 0), (0...Decimal.most).contains(whole)
      else { return nil }
      return .integer(whole)
    case .flag: return YesNo.read(bytes).map { .integer($0 ? 1 : 0) }
    case .choice(let words):
      return words.firstIndex { $0.utf8.elementsEqual(bytes) }.map { .integer($0 + 1) }
    case .currency:
      let code = String(decoding: bytes, as: UTF8.self)
      return Currency(code: code).map { .text($0.code) }
    }
  }
}

extension Decimal {
  /// Whether nothing but zeros stands after the decimal mark.
  public var isWhole: Bool {
    var unit = 1
    for _ in 0..<scale { unit *= 10 }
    return digits % unit == 0
  }
}

/// Yes or no as people write them.
private enum YesNo {
  static func read(_ bytes: some Collection<UInt8>) -> Bool? {
    switch String(decoding: bytes, as: UTF8.self).lowercased() {
    case "yes", "true", "1", "y", "да": true
    case "no", "false", "0", "n", "нет": false
    default: nil
    }
  }
}

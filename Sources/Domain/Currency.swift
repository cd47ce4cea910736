/// A currency by its ISO 4217 code, with how many digits its minor unit has.
public struct Currency: Hashable, Sendable {
  /// Three capital letters, such as `RUB`.
  public let code: String
  /// Digits after the decimal mark, by ISO 4217: two for most, none for the yen.
  public let digits: Int

  /// A currency by its code; nil unless it is three letters A … Z.
  public init?(code: String) {
    guard code.utf8.count == 3, code.utf8.allSatisfy({ (65...90).contains($0) })
    else { return nil }
    self.code = code
    digits =
      switch code {
      case "JPY", "KRW", "VND", "CLP", "ISK", "XAF", "XOF", "PYG", "UGX", "RWF": 0
      case "BHD", "KWD", "OMR", "TND", "JOD", "IQD", "LYD": 3
      default: 2
      }
  }
}

/// A currency by its ISO 4217 code, with how many digits its minor unit has.
public struct Currency: Hashable, Sendable {
  /// Three capital letters, such as `RUB`.
  public let code: String
  /// Digits after the decimal mark, by ISO 4217: two for most, none for the yen.
  public let digits: Int

  /// A currency by its code; nil when ISO 4217 lists none of it.
  public init?(code: String) {
    // Why: many programs still write the ruble's code of before 1998.
    let code = code == "RUR" ? "RUB" : code
    guard let digits = Self.digits[code] else { return nil }
    self.code = code
    self.digits = digits
  }

  /// The currencies in use by the list of ISO 4217, by how many digits their minor units have.
  private static let digits: [String: Int] = {
    let lists: [(Int, String)] = [
      (
        0,
        """
        BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
        """
      ),
      (3, "BHD IQD JOD KWD LYD OMR TND"), (4, "CLF UYW"),
      (
        2,
        """
        AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP
        BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD
        FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD
        KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD
        NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP
        SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED
        VES WST XCD XCG YER ZAR ZMW ZWG
        """
      ),
    ]
    var digits: [String: Int] = [:]
    for (count, codes) in lists {
      for code in codes.split(whereSeparator: \.isWhitespace) { digits[String(code)] = count }
    }
    return digits
  }()
}

import Domain
import Testing

@Suite struct DecimalTests {
  @Test(arguments: [
    ("1234.56", 123_456, 2), ("1 234,56", 123_456, 2), ("1,234", 1_234, 3), ("-0.5", -5, 1),
    ("0.000000000000000001", 1, 18),
    ("1'234", 1_234, 0), ("1\u{A0}234\u{202F}567", 1_234_567, 0), ("+7", 7, 0), ("007", 7, 0),
  ])
  func `numbers are read exactly`(written: String, digits: Int, scale: Int) {
    #expect(Decimal(utf8: Array(written.utf8)) == Decimal(digits: digits, scale: scale))
  }

  @Test(arguments: [
    "", "-", "12О 000", "1,234.56", "1.234,56", "1e5", "1,2,3", "--1", "1-",
    "0.0000000000000000000001", "1 2 3", "12 34", "1 2345", "1  234", " 123", "1 234 56,7",
  ])
  func `anything else is no number`(written: String) {
    #expect(Decimal(utf8: Array(written.utf8)) == nil)
  }

  @Test func `a named decimal mark lets the other group`() {
    let comma = UInt8(ascii: ",")
    #expect(
      Decimal(utf8: Array("1.234,56".utf8), mark: comma) == Decimal(digits: 123_456, scale: 2))
  }

  @Test(arguments: ["12.50", "1.2.3", "1234.56", ".123"])
  func `what groups stands before three digits`(written: String) {
    #expect(Decimal(utf8: Array(written.utf8), mark: UInt8(ascii: ",")) == nil)
  }

  @Test(arguments: [
    (1.005, "1.005"), (0.285, "0.285"), (90, "90.0"), (0.00001, "0.00001"),
    (1e21, "1000000000000000000000"),
  ])
  func `a binary number stands for the shortest decimal one`(number: Double, text: String) {
    #expect("\(Decimal(shortest: number))" == text)
  }

  @Test(arguments: [
    ("1.005", 100, 0, 101), ("0.5", 1, 0, 1), ("0.5", -1, 0, -1), ("0.4999999", 1, 0, 0),
    ("2", 3, 2, 600), ("2", 345, -2, 7), ("2", 324, -2, 6),
  ])
  func `a product is exact and rounded half away from zero`(
    factor: String, number: Int, shift: Int, product: Int
  ) throws {
    let decimal = try #require(Decimal(utf8: Array(factor.utf8)))
    #expect(decimal.times(number, shiftedBy: shift) == product)
  }

  @Test func `a product beyond 64 bits is none`() {
    #expect(Decimal(digits: .max, scale: 0).times(.max, shiftedBy: 18) == nil)
    #expect(Decimal(digits: .max, scale: 0).times(10, shiftedBy: 0) == nil)
  }

  @Test(arguments: [
    ("10", 2, 1_000), ("0.005", 2, 1), ("0.0049", 2, 0), ("-0.005", 2, -1), ("12.5", 0, 13),
  ])
  func `an amount finer than the minor unit is rounded half up`(
    written: String, digits: Int, minor: Int
  ) {
    #expect(Decimal(utf8: Array(written.utf8))?.minor(digits: digits) == minor)
  }

  @Test func `a number beyond 64 bits has no minor units`() {
    #expect(Decimal(digits: 900_000_000_000_000_000, scale: 0).minor(digits: 2) == nil)
    #expect(Decimal(utf8: Array("123456789012345678901".utf8)) == nil)
  }
}

@Suite struct CellTests {
  @Test func `a cell is read as what its column holds`() {
    #expect(read("", .count) == Cell.none)
    #expect(read("2026-03-14", .day) == .integer(20_526))
    #expect(read("14.03.2026 00:00", .moment) == .integer(20_526 * 86_400_000))
    #expect(read("да", .flag) == .integer(1))
    #expect(read("НЕТ", .flag) == .integer(0))
    #expect(read("RUR", .currency) == .text("RUB"))
    #expect(read("0", .flag) == .integer(0))
    #expect(read("warm", .choice(["hot", "warm", "cold"])) == .integer(2))
    #expect(read("40", .count) == .integer(40))
    #expect(read("40.0", .count) == .integer(40))
    #expect(read("EUR", .currency) == .text("EUR"))
    #expect(read("12,50", .price) == .decimal(Decimal(digits: 1_250, scale: 2)))
  }

  @Test(arguments: [
    ("boiling", CellKind.choice(["hot"])), ("-1", .count), ("1.5", .count), ("maybe", .flag),
    ("rub", .currency), ("QQQ", .currency), ("2026-02-30", .day), ("12О", .price),
    ("100000000000001", .count),
  ])
  func `a cell that is not what its column holds is refused`(written: String, kind: CellKind) {
    #expect(read(written, kind) == nil)
  }

  private func read(_ written: String, _ kind: CellKind) -> Cell? {
    kind.read(Array(written.utf8), zone: .utc)
  }
}

@Suite struct RecordKindTests {
  @Test(arguments: RecordKind.all.map(\.name))
  func `what identifies, values or is referred to by a kind exists`(name: String) throws {
    let kind = try #require(RecordKind.named(name))
    for column in kind.identity + kind.oneOf { #expect(kind.field(column) != nil, "\(column)") }
    for field in kind.fields {
      switch field.holds {
      case .reference(let other): #expect(RecordKind.named(other)?.isReferred == true)
      case .money(let day): #expect(kind.field(day) != nil)
      default: break
      }
    }
  }

  @Test func `names and tables are unique`() {
    #expect(Set(RecordKind.all.map(\.name)).count == 19)
    #expect(Set(RecordKind.all.map(\.table)).count == 19)
  }
}

@Suite struct CurrencyTests {
  @Test(arguments: [("RUB", 2), ("JPY", 0), ("XPF", 0), ("KWD", 3), ("CLF", 4)])
  func `a currency has the digits of ISO 4217`(code: String, digits: Int) {
    #expect(Currency(code: code)?.digits == digits)
  }

  @Test(arguments: ["QQQ", "rub", "RU", ""])
  func `other codes are none`(code: String) {
    #expect(Currency(code: code) == nil)
  }
}

import Formats
import Testing

/// The encodings of text: their names, their recognition and their faults.
@Suite struct TextEncodingTests {
  let fixture: Fixture
  let russian = "дата;магазин;выручка\n2024-01-05;Лесной №3;1500,50\n2024-01-06;«Ёлка»;99,00\n"

  init() throws {
    fixture = try Fixture()
  }

  private func recognised(_ bytes: [UInt8]) throws -> TextEncoding {
    try CSVReader(path: try fixture.file(bytes)).encoding
  }

  @Test func `knows encodings by their usual names`() throws {
    let names: [(String, TextEncoding)] = [
      ("UTF-8", .utf8), ("utf8", .utf8), ("CP1251", .windows1251), ("Windows-1251", .windows1251),
      ("latin1", .iso8859_1), ("ISO_8859-7", .iso8859_7), ("cp1252", .windows1252),
      ("UTF-16LE", .utf16le), ("utf-16be", .utf16be),
    ]
    for (name, encoding) in names { #expect(try TextEncoding(named: name) == encoding) }
    for encoding in TextEncoding.allCases {
      #expect(try TextEncoding(named: encoding.rawValue) == encoding)
    }
    let fault = #expect(throws: FormatFault.self) { try TextEncoding(named: "koi8-r") }
    #expect(fault?.key == "file.unknown_encoding")
    #expect(fault?.arguments["value"] == "koi8-r")
  }

  @Test func `reads the same cells in every Unicode encoding and in windows-1251`() throws {
    let expected = try fixture.cells(russian)
    #expect(expected[2] == ["2024-01-06", "«Ёлка»", "99,00"])
    let variants: [([UInt8], TextEncoding)] = [
      ([0xEF, 0xBB, 0xBF] + Array(russian.utf8), .utf8),
      ([0xFF, 0xFE] + utf16(russian), .utf16le),
      ([0xFE, 0xFF] + utf16(russian, bigEndian: true), .utf16be),
      (utf16(russian.replacing("№", with: "")), .utf16le),
      (windows1251(russian), .windows1251),
    ]
    for (bytes, encoding) in variants {
      #expect(try recognised(bytes) == encoding)
      let cells = try fixture.cells(bytes)
      #expect(cells[0] == expected[0])
      #expect(cells[2] == expected[2])
    }
  }

  @Test func `recognises windows-1251 behind a long beginning without a letter of it`() throws {
    let plain = String(repeating: "2024-01-05;4;1500,50\n", count: 60_000)
    let cells = try fixture.cells(Array(plain.utf8) + windows1251("2024-01-06;«Ёлка» №3;99,00\n"))
    #expect(cells.last == ["2024-01-06", "«Ёлка» №3", "99,00"])
    let nonsense = Array(plain.utf8) + [0xFF, 0xFF, 0xFE, 0x41, 0x0A]
    let fault = #expect(throws: FormatFault.self) { try fixture.cells(nonsense) }
    #expect(fault?.key == "file.invalid_bytes")
    let mixed = Array(plain.utf8) + Array("ёлка\n".utf8) + windows1251("ёлка\n")
    #expect(throws: FormatFault.self) { try fixture.cells(mixed) }
  }

  @Test func `recognises UTF-16 without a mark by its zero bytes`() throws {
    let text = "name,sum\nbread,10\n"
    #expect(try recognised(utf16(text)) == .utf16le)
    #expect(try recognised(utf16(text, bigEndian: true)) == .utf16be)
    #expect(try fixture.cells(utf16(text)) == [["name", "sum"], ["bread", "10"]])
  }

  @Test func `asks for the encoding of French, Greek and KOI8-R texts`() throws {
    let french = Array("Ann".utf8) + [0xE9] + Array("e;Mois\n2013;f".utf8) + [0xE9] + [0x0A]
    let greek: [UInt8] = [
      0x69, 0x64, 0x2C, 0x6E, 0x0A, 0xCB, 0xE5, 0xF9, 0xED, 0xE9, 0xE4, 0xE1, 0xF2, 0x2C, 0xC1,
      0xEB, 0xE5, 0xEE, 0xE1, 0xED, 0xE4, 0xF1, 0xEF, 0xF2, 0x0A,
    ]
    // «Привет» and «Москва».
    let koi8: [UInt8] = [
      0xF0, 0xD2, 0xC9, 0xD7, 0xC5, 0xD4, 0x2C, 0xED, 0xCF, 0xD3, 0xCB, 0xD7, 0xC1, 0x0A,
    ]
    for bytes in [french, greek, koi8] {
      let fault = try fixture.fault(bytes)
      #expect(fault?.key == "file.encoding_unclear")
    }
    #expect(try fixture.cells(french, encoding: .windows1252)[0] == ["Année", "Mois"])
    #expect(try fixture.cells(greek, encoding: .iso8859_7)[1] == ["Λεωνιδας", "Αλεξανδρος"])
  }

  @Test func `reads Latin-1 and windows-1252 when they are named`() throws {
    #expect(try fixture.cells([0xA9, 0x2C, 0xFF], encoding: .iso8859_1) == [["©", "ÿ"]])
    #expect(try fixture.cells([0x80, 0x2C, 0xE9], encoding: .windows1252) == [["€", "é"]])
    #expect(try fixture.fault([0x81], encoding: .windows1252)?.key == "file.invalid_bytes")
  }

  @Test func `names the line of bytes that are not UTF-8`() throws {
    let good = String(repeating: "молоко,10\n", count: 120_000)
    let fault = try fixture.fault(Array(good.utf8) + [0x61, 0xFF, 0x0A])
    #expect(fault?.key == "file.invalid_bytes")
    #expect(fault?.line == 120_001)
    let cut = try fixture.fault(Array("молоко,сыр\n".utf8.dropLast(2)), encoding: .utf8)
    #expect(cut?.key == "file.invalid_bytes")
    #expect(cut?.line == 1)
  }

  @Test func `refuses zero bytes and other signs of no text`() throws {
    let zero = try fixture.fault(Array("a,b\n".utf8) + [0x00] + Array(",2\n".utf8))
    #expect(zero?.key == "file.not_text")
    #expect(zero?.line == 2)
    #expect(try fixture.fault((0...255).map { UInt8($0) })?.key == "file.no_text")
    let later = Array(String(repeating: "a,b\n", count: 300_000).utf8) + [0x00, 0x0A]
    #expect(try fixture.fault(later)?.line == 300_001)
  }

  @Test func `reads characters cut by the end of a block`() throws {
    for shift in 0..<4 {
      let head = String(repeating: "x", count: shift)
      let name = String(repeating: "я€😀", count: 60_000)
      for bytes in [Array("\(head)\(name)".utf8), [0xFF, 0xFE] + utf16("\(head)\(name)")] {
        #expect(try fixture.cells(bytes) == [[head + name]])
      }
    }
  }
}

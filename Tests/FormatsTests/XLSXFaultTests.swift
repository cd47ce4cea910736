import Formats
import Testing

/// Workbooks that cannot be read, and what is said of them.
@Suite struct XLSXFaultTests {
  let fixture: Fixture
  let row = "<row><c t=\"s\"><v>0</v></c></row>"

  init() throws {
    fixture = try Fixture()
  }

  @Test func `tells workbooks that were cut short or changed`() throws {
    var workbook = Workbook(row)
    workbook.strings = "<si><t>стол</t></si>"
    let bytes = workbook.bytes
    #expect(try fixture.rows(bytes) == [["стол"]])
    for count in [bytes.count - 1, bytes.count / 2, 40] {
      #expect(try fixture.fault(ofWorkbook: Array(bytes.prefix(count)))?.key == "file.truncated")
    }
    var changed = bytes
    let letters = Array("стол".utf8)
    let place = try #require(bytes.indices.first { bytes[$0...].starts(with: letters) })
    changed[place] ^= 1
    #expect(try fixture.fault(ofWorkbook: changed)?.key == "file.archive_damaged")
  }

  @Test func `a formula that nothing was worked out for is told with its line`() throws {
    func cells(_ cell: String) -> String { "<row>\(cell)<c t=\"str\"><v>b</v></c></row>" }
    let sum = "<f>SUM(B1:B9)</f>"
    for cell in ["<c>\(sum)</c>", "<c t=\"str\">\(sum)</c>"] {
      let fault = try fixture.fault(ofWorkbook: Workbook(cells("") + cells(cell)).bytes)
      #expect(fault?.key == "file.formula_without_value")
      #expect(fault?.line == 2)
    }
    #expect(try fixture.rows(Workbook(cells("<c>\(sum)<v>7</v></c>")).bytes) == [["7", "b"]])
    let blank = Workbook(cells("<c t=\"str\">\(sum)<v></v></c>"))
    #expect(try fixture.rows(blank.bytes) == [["", "b"]])
  }

  @Test func `names the part that is broken or missing`() throws {
    let damages: [(String, String?, String)] = [
      ("xl/worksheets/sheet.xml", "<worksheet><sheetData><row></sheetData>", "mismatched tag"),
      ("xl/worksheets/sheet.xml", "<worksheet><sheetData>", "no element found"),
      ("xl/worksheets/sheet.xml", nil, "missing"),
      ("xl/_rels/workbook.xml.rels", nil, "missing"),
      ("xl/_rels/workbook.xml.rels", "<Relationships/>", "s0"),
      ("xl/styles.xml", "", "no element found"),
    ]
    for (part, text, reason) in damages {
      var workbook = Workbook(row)
      workbook.replaced[part] = .some(text)
      let fault = try fixture.fault(ofWorkbook: workbook.bytes)
      #expect(fault?.key == "file.workbook_damaged")
      #expect(fault?.arguments["part"] == part)
      #expect(fault?.arguments["reason"]?.contains(reason) == true)
    }
    #expect(try fixture.fault(ofWorkbook: Workbook(row).bytes)?.key == "file.workbook_damaged")
  }

  @Test func `refuses files of the same form that are no workbooks`() throws {
    var letter = Workbook(row)
    letter.replaced["xl/workbook.xml"] = "<document/>"
    var binary = Workbook(row)
    binary.replaced["_rels/.rels"] =
      "<Relationships><Relationship Id=\"r\" Type=\"t/officeDocument\" Target=\"xl/workbook.bin\"/>"
      + "</Relationships>"
    var nothing = Workbook(row)
    nothing.replaced["_rels/.rels"] = .some(nil)
    nothing.replaced["xl/workbook.xml"] = .some(nil)
    for bytes in [letter.bytes, binary.bytes, nothing.bytes, ByteSourceTests.workbook] {
      #expect(try fixture.fault(ofWorkbook: bytes)?.key == "file.not_workbook")
    }
    let path = try fixture.file(ByteSourceTests.zip)
    let fault = #expect(throws: FormatFault.self) { try XLSXReader(path: path) }
    #expect(fault?.key == "file.not_workbook")
    #expect(try fixture.fault(ofWorkbook: ByteSourceTests.zipOfTwo)?.key == "file.archive_members")
    #expect(try fixture.fault(ofWorkbook: ByteSourceTests.openDocument)?.key == "file.ods")
  }

  @Test func `tells a workbook locked with a password from an old one`() throws {
    var compound = [UInt8](repeating: 0, count: 2048)
    compound.replaceSubrange(0..<8, with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
    compound[30] = 9
    compound[48] = 1
    #expect(try fixture.fault(ofWorkbook: compound)?.key == "file.spreadsheet_old")
    compound.replaceSubrange(1152..<1184, with: utf16("EncryptedPackage"))
    #expect(try fixture.fault(ofWorkbook: compound)?.key == "file.workbook_locked")
    compound.replaceSubrange(48..<52, with: [0xFE, 0xFF, 0xFF, 0xFF])
    #expect(try fixture.fault(ofWorkbook: compound)?.key == "file.spreadsheet_old")
  }

  @Test func `refuses documents whose entities could grow`() throws {
    var workbook = Workbook("<row><c t=\"inlineStr\"><is><t>&b;</t></is></c></row>")
    workbook.prologue = "<!DOCTYPE w [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
    let fault = try fixture.fault(ofWorkbook: workbook.bytes)
    #expect(fault?.key == "file.workbook_damaged")
    #expect(fault?.arguments["reason"] == "DOCTYPE")
  }

  @Test func `refuses depths, tags and texts that no workbook has`() throws {
    let deep = Workbook(
      String(repeating: "<a>", count: 300) + String(repeating: "</a>", count: 300))
    #expect(try fixture.fault(ofWorkbook: deep.bytes)?.arguments["reason"] == "depth > 256")
    let long = String(repeating: "x", count: 5_000_000)
    let tag = try fixture.fault(ofWorkbook: Workbook("<row r=\"\(long)\"/>").bytes)
    #expect(tag?.key == "file.workbook_too_large")
    let cell = "<c t=\"inlineStr\"><is><t>\(long)</t></is></c>"
    let wide = try fixture.fault(
      ofWorkbook: Workbook("<row r=\"4\">\(cell)\(cell)\(cell)\(cell)</row>").bytes)
    #expect(wide?.key == "file.record_too_long")
    #expect(wide?.line == 4)
  }

  @Test func `refuses columns beyond those of a sheet`() throws {
    #expect(try fixture.rows(Workbook("<row><c r=\"XFD1\"><v>1</v></c></row>"))[0].count == 16_384)
    let fault = try fixture.fault(
      ofWorkbook: Workbook("<row r=\"3\"><c r=\"XFE3\"><v>1</v></c></row>").bytes)
    #expect(fault?.key == "file.cells_too_many")
    #expect(fault?.line == 3)
  }

  @Test func `refuses a workbook without rows or without sheets`() throws {
    #expect(
      try fixture.fault(ofWorkbook: Workbook("<row/><row r=\"7\"/>").bytes)?.key == "file.empty")
    var workbook = Workbook(row)
    workbook.sheets = []
    #expect(try fixture.fault(ofWorkbook: workbook.bytes)?.key == "file.empty")
    #expect(throws: FormatFault.self) { try TableFile(path: "/nowhere/table.xlsx").open() }
  }
}

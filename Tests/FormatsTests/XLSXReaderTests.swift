import Formats
import Testing

/// The reader of XLSX workbooks: sheets, rows and the texts of cells.
@Suite struct XLSXReaderTests {
  let fixture: Fixture

  init() throws {
    fixture = try Fixture()
  }

  /// A cell of text written into the sheet itself.
  private func cell(_ place: String, _ text: String) -> String {
    "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
  }

  @Test func `reads shared and inline texts, results of formulas, flags and errors`() throws {
    var workbook = Workbook(
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" t=\"s\"><v>0</v></c>"
        + cell("C1", "&quot;c&quot; &lt;&#1103;&gt;") + "</row>"
        + "<row r=\"2\"><c r=\"A2\" t=\"str\"><f>B1&amp;\"x\"</f><v>итог</v></c>"
        + "<c r=\"B2\" t=\"b\"><v>1</v></c><c r=\"C2\" t=\"b\"><v>0</v></c></row>"
        + "<row r=\"3\"><c r=\"A3\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"
        + "<c r=\"B3\"><f>2*3</f><v>6</v></c><c r=\"C3\" t=\"d\"><v>2026-03-14T09:30:00</v></c></row>"
    )
    workbook.strings =
      "<si><t>имя</t></si><si><r><rPr><b/></rPr><t xml:space=\"preserve\">оба "
      + "</t></r><r><t>слова</t></r><rPh sb=\"0\" eb=\"1\"><t>not shown</t></rPh></si>"
    let expected = [
      ["оба слова", "имя", "\"c\" <я>"], ["итог", "yes", "no"],
      ["#DIV/0!", "6", "2026-03-14 09:30:00"],
    ]
    #expect(try fixture.rows(workbook) == expected)
    workbook.isBackwards = true
    #expect(try fixture.rows(workbook) == expected)
  }

  @Test func `puts cells where their names say, or behind the last one`() throws {
    let rows = try fixture.rows(
      Workbook(
        "<row><c><v>1</v></c><c><v>2</v></c><c r=\"E1\"><v>5</v></c><c><v>6</v></c></row>"
          + "<row>" + cell("B2", "b") + cell("A2", "a") + "</row>"
          + "<row r=\"9\"><c r=\"AA9\"><v>27</v></c></row>"))
    #expect(rows[0] == ["1", "2", "", "", "5", "6"])
    #expect(rows[1] == ["a", "b", "", "", "", ""])
    #expect(rows[2].count == 27)
    #expect(rows[2].last == "27")
  }

  @Test func `steps over blank rows and cuts blank cells behind the header`() throws {
    let blank = "<c r=\"C1\" s=\"1\"/><c r=\"D1\" t=\"s\"><v>0</v></c>"
    var workbook = Workbook(
      "<row r=\"2\">\(blank)</row><row r=\"3\"><c r=\"A3\"><v>1</v></c><c r=\"B3\"><v>2</v></c>"
        + "\(blank)</row><row r=\"7\"><c r=\"A7\"><v>3</v></c></row>"
        + "<row r=\"8\">\(blank)</row><row r=\"9\"/>")
    workbook.strings = "<si><t xml:space=\"preserve\">  </t></si>"
    let reader = try XLSXReader(path: try fixture.file(workbook.bytes))
    #expect(try reader.next())
    #expect(reader.row.line == 3)
    #expect(reader.row.count == 2)
    #expect(try reader.next())
    #expect(reader.row.line == 7)
    #expect(reader.row.count == 2)
    #expect(reader.row.text(0) == "3")
    #expect(reader.row.text(1) == "")
    #expect(reader.row.withBytes(9) { $0.count } == 0)
    #expect(try !reader.next())
    #expect(try !reader.next())
    #expect(reader.progress.consumed == reader.progress.size)
  }

  @Test func `reads the characters that XML cannot hold`() throws {
    let text = "a_x000D_&#10;b_x005F_x000D__x20AC_ _xZZZZ_ _x0000_ _xD83D_"
    let rows = try fixture.rows(Workbook("<row>\(cell("A1", text))</row>"))
    #expect(rows == [["a\r\nb_x000D_€ _xZZZZ_ _x0000_ _xD83D_"]])
  }

  @Test func `reads elements with prefixes, behind comments and in CDATA`() throws {
    var workbook = Workbook("")
    workbook.replaced["xl/worksheets/sheet.xml"] =
      "<?xml version=\"1.0\"?><!-- made by hand --><x:worksheet xmlns:x=\"x\"><x:sheetData>"
      + "<x:row r=\"1\"><x:c r=\"A1\" t=\"inlineStr\"><x:is><x:t><![CDATA[a<b]]></x:t></x:is></x:c>"
      + "</x:row></x:sheetData><x:c><x:v>8</x:v></x:c></x:worksheet>"
    #expect(try fixture.rows(workbook) == [["a<b"]])
  }

  @Test func `opens the first sheet that is shown, or one by its name`() throws {
    var workbook = Workbook("<row><c><v>1</v></c></row>")
    workbook.sheets = ["Служебный", "План", "Факт"]
    workbook.states = ["Служебный": "hidden"]
    let path = try fixture.file(workbook.bytes)
    #expect(try XLSXReader(path: path).sheet == "План")
    #expect(try XLSXReader(path: path, sheet: "ФАКТ").sheet == "Факт")
    #expect(try XLSXReader(path: path, sheet: "Служебный").sheet == "Служебный")
    let fault = #expect(throws: FormatFault.self) { try XLSXReader(path: path, sheet: "Итог") }
    #expect(fault == .sheetMissing(path, sheet: "Итог", known: workbook.sheets))
    #expect(fault?.arguments["known"] == "Служебный, План, Факт")
  }

  @Test func `reads a sheet that crosses many blocks`() throws {
    var rows = "<row r=\"1\"><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row>"
    for number in 2...20_000 {
      rows +=
        "<row r=\"\(number)\"><c r=\"A\(number)\"><v>\(number)</v></c>"
        + "<c r=\"B\(number)\" t=\"s\"><v>\(number % 2)</v></c></row>"
    }
    var workbook = Workbook(rows)
    workbook.strings = "<si><t>я</t></si><si><t>\(String(repeating: "стол ", count: 500))</t></si>"
    let reader = try TableFile(path: try fixture.file(workbook.bytes)).open()
    var number = 0
    while try reader.next() {
      number += 1
      if number > 1, reader.row.line != number || reader.row.text(0) != String(number) {
        Issue.record("row \(number) differs")
        break
      }
    }
    #expect(number == 20_000)
  }

  @Test func `opens texts and workbooks by what they are`() throws {
    let text = try fixture.file("a;b\n1;2\n", named: "table.csv")
    #expect(try TableFile(path: text).open() is CSVReader)
    #expect(
      try fixture.rows(TableFile(path: text, delimiter: UInt8(ascii: ","))) == [["a;b"], ["1;2"]])
    let fault = #expect(throws: FormatFault.self) {
      try TableFile(path: text, sheet: "План").open()
    }
    #expect(fault == .noSheets(text, sheet: "План"))
    let book = try fixture.file(Workbook("<row><c><v>1</v></c></row>").bytes, named: "table.xls")
    #expect(try TableFile(path: book).open() is XLSXReader)
    #expect(try fixture.fault(Workbook("").bytes)?.key == "file.spreadsheet_xlsx")
  }

  @Test func `reads a workbook out of a packed file, and blames that one`() throws {
    func file(_ rows: String) throws -> TableFile {
      let bytes = ByteSourceTests.stored(Workbook(rows).bytes)
      return TableFile(path: try fixture.file(bytes, named: "table.xlsx.gz"))
    }
    let book = try file("<row><c><v>1</v></c></row><row><c><v>2</v></c></row>")
    #expect(try fixture.rows(book) == [["1"], ["2"]])
    var other = book
    other.sheet = "None"
    let missing = #expect(throws: FormatFault.self) { try other.open() }
    #expect(missing?.key == "file.sheet_missing")
    #expect(missing?.arguments["file"] == book.path)
    let broken = try file("<row><c><v>1</v>")
    let fault = #expect(throws: FormatFault.self) { _ = try fixture.rows(broken) }
    #expect(fault?.key == "file.workbook_damaged")
    #expect(fault?.arguments["file"] == broken.path)
  }
}

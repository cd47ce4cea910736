import Formats
import Testing

/// Small files of the kinds that people send, with the cells they see in them.
@Suite struct DialectTests {
  let fixture: Fixture

  init() throws {
    fixture = try Fixture()
  }

  /// The bytes of a text whose characters all stand in ISO 8859-1.
  private func latin(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
  }

  @Test(
    arguments: [
      // Padding, notes and blank lines above the header.
      ("\n   \n\nид,имя\n1,Анна\n", [["ид", "имя"], ["1", "Анна"]]),
      (
        "Отчёт за март,,\n,,\nид,имя,сумма\n",
        [["Отчёт за март", "", ""], ["", "", ""], ["ид", "имя", "сумма"]]
      ),
      // Rows shorter and longer than the header, blank and repeated names.
      ("id,,id\n1,a\n2,b,c,d\n", [["id", "", "id"], ["1", "a"], ["2", "b", "c", "d"]]),
      // Numbers as people write them stay as they are.
      (
        "код;сумма\n007;1 234,50\n008;\"2 000,00\"\n",
        [["код", "сумма"], ["007", "1 234,50"], ["008", "2 000,00"]]
      ),
      ("a,b\n\"1,7\",\"200.000.000\"\n", [["a", "b"], ["1,7", "200.000.000"]]),
      // Lines inside a cell, of the header too; quotes doubled, lone and escaped by a backslash.
      ("\"Сумма,\n₽\",b\n1,\"x\r\ny\"\n", [["Сумма,\n₽", "b"], ["1", "x\r\ny"]]),
      ("a,b\n\"ООО \"\"Лес\"\"\",5\" труба\n", [["a", "b"], ["ООО \"Лес\"", "5\" труба"]]),
      (
        "a, b\n1, \"x, \"\"y\"\"\"\n2, \"x \\\" y\"\n",
        [["a", " b"], ["1", "x, \"y\""], ["2", " \"x \\\" y\""]]
      ),
      // Other delimiters beside commas and semicolons in the texts.
      ("a|b\n1|x, y; z\n", [["a", "b"], ["1", "x, y; z"]]),
      ("a\tb\n1\tx, y; z\n", [["a", "b"], ["1", "x, y; z"]]),
      ("a;b\r1;2\r\"x\ry\";3", [["a", "b"], ["1", "2"], ["x\ry", "3"]]),
    ])
  func `reads what people see`(text: String, cells: [[String]]) throws {
    #expect(try fixture.cells(text) == cells)
    let path = try fixture.file(utf16("\u{FEFF}" + text))
    #expect(try fixture.rows(TableFile(path: path)) == cells)
  }

  @Test(
    arguments: [
      "Bezeichnung;Größe\nTräger;Förderung\n", "Año;Descripción\n2011;Administración pública\n",
      "Imię;Ação\nJosé;não\n", "Âge;Prénom\n30;Zoé\n31;Noël\n",
    ])
  func `asks for the encoding of words that mix Latin and Cyrillic letters`(text: String) throws {
    let fault = try fixture.fault(latin(text))
    #expect(fault?.key == "file.encoding_unclear")
    let rows = try fixture.cells(latin(text), encoding: .windows1252)
    #expect(rows.count == text.split(separator: "\n").count)
  }

  @Test func `asks for the encoding of Chinese texts and of texts with control characters`() throws
  {
    // «中文,名字» in Big5.
    let big5: [UInt8] = [0xA4, 0xA4, 0xA4, 0xE5, 0x2C, 0xA6, 0x57, 0xA6, 0x72, 0x0A]
    let control = windows1251("дата;магазин\n2024-01-05;Лес") + [0x01] + windows1251("ной\n")
    for bytes in [big5, control] {
      #expect(try fixture.fault(bytes)?.key == "file.encoding_unclear")
    }
  }

  @Test func `takes plain windows-1251 for what it is`() throws {
    let texts = [
      "дата;магазин;выручка\n2024-01-05;Лесной №3;1500,50\n", "id,name\n1,Ж\n",
      "ИД;ФИО;Телефон\n1;ИВАНОВ И.И.;+7 (900) 000-00-00\n",
      "Email;Клиент CRM\na@b.ru;ООО «Ёлка» LTD\n",
    ]
    for text in texts {
      let reader = try CSVReader(path: try fixture.file(windows1251(text)))
      #expect(reader.encoding == .windows1251)
      #expect(try fixture.cells(windows1251(text)) == fixture.cells(text))
    }
  }

  @Test func `opens the one file of an archive and refuses tables of other programs`() throws {
    let text = Array("a;b\n1;2\n".utf8)
    let packed = zip([("папка/", []), ("папка/таблица.csv", text), ("__MACOSX/._таблица.csv", [1])])
    #expect(try fixture.rows(packed) == [["a", "b"], ["1", "2"]])
    let kinds: [([UInt8], String)] = [
      (zip([("a.csv", text), ("b.csv", text)]), "file.archive_members"),
      (
        zip([("mimetype", Array("application/vnd.oasis.opendocument.spreadsheet".utf8))]),
        "file.ods"
      ),
      ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "file.spreadsheet_old"),
      ([0x25, 0x50, 0x44, 0x46, 0x2D, 0x00, 0x01, 0x02], "file.no_text"),
    ]
    for (bytes, key) in kinds { #expect(try fixture.fault(ofWorkbook: bytes)?.key == key) }
  }
}

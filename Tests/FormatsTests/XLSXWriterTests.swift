import Formats
import Glibc
import Testing

/// The writer of XLSX workbooks, read back.
@Suite struct XLSXWriterTests {
  let fixture: Fixture

  init() throws {
    fixture = try Fixture()
  }

  private func deals(_ writer: XLSXWriter) throws {
    let columns = ["Сделка", "Сумма", "Доля", "Число", "Открыта", "Обновлена", "Пусто"]
    try writer.startSheet("Сделки", columns: columns.map { XLSXColumn($0) })
    try writer.add([
      .text("b1"), .money(minor: 123_456_789), .percent(0.125), .integer(-7), .date(20_526),
      .moment(day: 20_526, millisecond: 34_200_250), .empty,
    ])
    try writer.add([.text("b2"), .money(minor: 5, digits: 0), .number(0.1), .number(.nan)])
    try writer.addLines("Об отчёте", [("Период", .text("март 2026")), ("Дата", .date(20_526))])
  }

  @Test func `reads back what it wrote`() throws {
    let bytes = try XLSXWriter.bytes { try deals($0) }
    let rows = try fixture.rows(bytes)
    #expect(rows[0] == ["Сделка", "Сумма", "Доля", "Число", "Открыта", "Обновлена", "Пусто"])
    #expect(
      rows[1] == [
        "b1", "1234567.89", "0.125", "-7", "2026-03-14", "2026-03-14 09:30:00.250", "",
      ])
    #expect(rows[2] == ["b2", "5", "0.1", "", "", "", ""])
    #expect(rows.count == 3)
    let lines = try fixture.rows(bytes, sheet: "Об отчёте")
    #expect(lines == [["Период", "март 2026"], ["Дата", "2026-03-14"]])
  }

  @Test func `keeps texts from becoming formulas, links or numbers`() throws {
    let texts = [
      "=1+1", "+7 900 000-00-00", "-5", "@cmd", "https://example.com/a?b=c&d", "mailto:a@b.c",
      "00012", "a\nb\tc", "<b>&amp;", "\u{7}bell", "_x000D_", "стол 😀", "'quoted", " around ",
    ]
    let bytes = try XLSXWriter.bytes { writer in
      try writer.startSheet("Тексты", columns: [XLSXColumn("текст")])
      for text in texts { try writer.add([.text(text)]) }
    }
    let read = try fixture.rows(bytes).dropFirst().map { $0[0] }
    for (text, given) in zip(read, texts) { #expect(text == given) }
    #expect(read.count == texts.count)
  }

  @Test func `replaces what no cell can hold`() throws {
    let long = String(repeating: "ж", count: 40_000)
    let bytes = try XLSXWriter.bytes { writer in
      try writer.startSheet("Тексты", columns: ["a", "b", "c", "d"].map { XLSXColumn($0) })
      try writer.add([.text(long), .text("a\0b\u{FFFF}"), .date(-30_000), .integer(.min)])
    }
    let row = try fixture.rows(bytes)[1]
    #expect(row[0] == String(long.prefix(32_767)))
    #expect(row[1] == "a\u{FFFD}b\u{FFFD}")
    #expect(row[2] == "")
    #expect(row[3] == "-9223372036854775808")
  }

  @Test func `gives sheets the names that Excel takes`() throws {
    let long = String(repeating: "Воронка ", count: 9)
    let given = ["План/факт", "план/факт", "'[x]'", "", "History", long, long]
    let path = try fixture.file([], named: "table.xlsx")
    let writer = try XLSXWriter(path: path)
    for name in given { try writer.startSheet(name, columns: [XLSXColumn("a")]) }
    try writer.finish()
    let known = ["План-факт", "план-факт 2", "-x-", "Sheet", "History 2"]
    for name in known { #expect(try XLSXReader(path: path, sheet: name).sheet == name) }
    let cut = String(long.prefix(31))
    #expect(try XLSXReader(path: path, sheet: cut).sheet == cut)
    let second = String(long.prefix(29)) + " 2"
    #expect(try XLSXReader(path: path, sheet: second).sheet == second)
  }

  @Test func `makes equal bytes of equal contents`() throws {
    let first = try XLSXWriter.bytes(created: 1_773_446_400) { try deals($0) }
    let second = try XLSXWriter.bytes(created: 1_773_446_400) { try deals($0) }
    #expect(first == second)
  }

  @Test func `writes the head, its filter, the widths and the formats into the sheet`() throws {
    let bytes = try XLSXWriter.bytes { writer in
      try writer.startSheet(
        "Сделки",
        columns: [
          XLSXColumn("Сделка"), XLSXColumn("Сумма", format: "#,##0.00\\ [$₽-419]"),
          XLSXColumn("Заметка"),
        ])
      try writer.add([
        .text("b1"), .money(minor: 5), .text(String(repeating: "long ", count: 100)),
      ])
      try writer.add([.text("b2"), .integer(5, format: "0"), .percent(0.5)])
    }
    let sheet = try #require(try fixture.member("xl/worksheets/sheet1.xml", of: bytes))
    #expect(sheet.contains("state=\"frozen\""))
    #expect(sheet.contains("<autoFilter ref=\"A1:C3\"/>"))
    #expect(sheet.contains("max=\"2\" width=\"9.7109375\""))
    #expect(sheet.contains("max=\"3\" width=\"60.7109375\""))
    let styles = try #require(try fixture.member("xl/styles.xml", of: bytes))
    #expect(styles.contains("#,##0.00\\ [$₽-419]"))
    #expect(styles.contains("<b/>"))
    #expect(try fixture.rows(bytes)[2] == ["b2", "5", "0.5"])
  }

  @Test func `tells why it cannot write`() throws {
    let writer = try XLSXWriter(path: "\(fixture.directory)/none/table.xlsx")
    let early = #expect(throws: FormatFault.self) { try writer.add([.text("a")]) }
    #expect(early?.key == "file.unwritable")
    try writer.startSheet("a", columns: [XLSXColumn("a")])
    let wide = [XLSXCell](repeating: .text("a"), count: 16_385)
    let full = #expect(throws: FormatFault.self) { try writer.add(wide) }
    #expect(full?.key == "file.sheet_full")
    let fault = #expect(throws: FormatFault.self) { try writer.finish() }
    #expect(fault?.key == "file.unwritable")
    #expect(fault?.arguments["file"] == "\(fixture.directory)/none/table.xlsx")
  }

  @Test func `leaves nothing behind when it is given up and takes nothing after its end`() throws {
    let path = "\(fixture.directory)/given-up.xlsx"
    do {
      let writer = try XLSXWriter(path: path)
      try writer.startSheet("a", columns: [XLSXColumn("a")])
    }
    #expect(access(path, F_OK) != 0)
    let writer = try XLSXWriter(path: try fixture.file([], named: "finished.xlsx"))
    try writer.finish()
    try writer.finish()
    let fault = #expect(throws: FormatFault.self) { try writer.startSheet("a", columns: []) }
    #expect(fault?.key == "file.unwritable")
  }
}

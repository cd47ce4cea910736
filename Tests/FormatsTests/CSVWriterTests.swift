import Formats
import Testing

/// The writer of delimited text.
@Suite struct CSVWriterTests {
  private func text(_ flavour: CSVWriter.Flavour, _ write: (inout CSVWriter) -> Void) -> String {
    var writer = CSVWriter(flavour)
    write(&writer)
    return String(decoding: writer.take(), as: UTF8.self)
  }

  @Test func `quotes only the cells that need it`() {
    let written = text(.plain) { writer in
      writer.record(["a", "b;c", "d,e", "f\"g", "h\ni", "j\rk", " l", "m ", ""])
    }
    #expect(written == "a,b;c,\"d,e\",\"f\"\"g\",\"h\ni\",\"j\rk\",\" l\",\"m \",\r\n")
  }

  @Test func `writes what Excel opens in a Russian locale`() {
    let written = text(.excel) { writer in
      writer.record(["магазин", "выручка; ₽"])
      writer.field("Лесной, 3")
      writer.number("1500.50")
      writer.endRecord()
    }
    #expect(written == "\u{FEFF}магазин;\"выручка; ₽\"\r\nЛесной, 3;1500,50\r\n")
  }

  @Test func `quotes a number whose decimal mark is the delimiter`() {
    let flavour = CSVWriter.Flavour(
      delimiter: UInt8(ascii: ","), decimalMark: UInt8(ascii: ","), hasMark: false)
    let written = text(flavour) { writer in
      writer.number("1.5")
      writer.endRecord()
    }
    #expect(written == "\"1,5\"\r\n")
  }

  @Test func `keeps a record of one empty cell from reading as a blank line`() throws {
    var writer = CSVWriter()
    writer.record(["name"])
    writer.record([""])
    writer.record(["x"])
    let bytes = writer.take()
    #expect(String(decoding: bytes, as: UTF8.self) == "name\r\n\"\"\r\nx\r\n")
    #expect(try Fixture().cells(bytes) == [["name"], [""], ["x"]])
  }

  @Test func `goes on after its bytes are taken`() {
    var writer = CSVWriter(.excel)
    writer.record(["a", "b"])
    #expect(writer.take().count == 8)
    writer.record(["", ""])
    writer.record([""])
    #expect(String(decoding: writer.take(), as: UTF8.self) == ";\r\n\"\"\r\n")
    #expect(writer.bytes.isEmpty)
  }
}

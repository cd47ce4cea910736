import Formats
import Testing

/// The reader of delimited text: records, lines, delimiters and liberties.
@Suite struct CSVReaderTests {
  let fixture: Fixture

  init() throws {
    fixture = try Fixture()
  }

  @Test func `ends records at LF, CRLF and CR`() throws {
    let cells = [["a", "b"], ["1", "2"], ["3", "4"]]
    for end in ["\n", "\r\n", "\r"] {
      #expect(try fixture.cells("a,b\(end)1,2\(end)3,4") == cells)
      #expect(try fixture.cells("a,b\(end)1,2\(end)3,4\(end)") == cells)
    }
  }

  @Test func `remembers the physical line of every record`() throws {
    let text = "\n  \na,b\r\n\"x\r\ny\n\",2\r\n\r\n3,\"4\rz\"\r5,6\n"
    let reader = try CSVReader(path: try fixture.file(text))
    var lines: [Int] = []
    while try reader.next() { lines.append(reader.row.line) }
    #expect(lines == [3, 4, 8, 10])
  }

  @Test func `keeps records of delimiters and of empty quotes`() throws {
    #expect(try fixture.cells("a,b\n,\n\n1,2\n") == [["a", "b"], ["", ""], ["1", "2"]])
    #expect(try fixture.cells("a\n\"\"\n\n1\n") == [["a"], [""], ["1"]])
  }

  @Test func `reads cells beyond the last as empty`() throws {
    let reader = try CSVReader(path: try fixture.file("a,b\n1\n"))
    #expect(try reader.next())
    #expect(try reader.next())
    #expect(reader.row.count == 1)
    #expect(reader.row.text(1) == "")
    #expect(reader.row.withBytes(7) { $0.count } == 0)
    #expect(try !reader.next())
    #expect(try !reader.next())
  }

  @Test(
    arguments: [
      ("a,b\n1,2\n", ","), ("a;b\n1,5;2,7\n3,5;4,7\n", ";"), ("a\tb, c\n1\t2\n", "\t"),
      ("a|b\n1|2, 3\n", "|"), ("value\n1,5\n2,5\n", ","), ("a;b\n\"x,y,z\";1\n", ";"),
      ("\"a;b;c\",d\n\"1;2;3\",4\n", ","), ("name\nx\n", ","),
    ])
  func `recognises the delimiter`(text: String, delimiter: String) throws {
    let reader = try CSVReader(path: try fixture.file(text))
    #expect(String(UnicodeScalar(reader.delimiter)) == delimiter)
  }

  @Test func `splits by the delimiter that is given`() throws {
    #expect(try fixture.cells("a;b,c\n", delimiter: UInt8(ascii: ",")) == [["a;b", "c"]])
  }

  @Test func `takes quotes as people write them`() throws {
    let comma = UInt8(ascii: ",")
    #expect(try fixture.cells("1, \"6,000\" ,x", delimiter: comma) == [["1", "6,000", "x"]])
    #expect(try fixture.cells("12\" pipe, \"5", delimiter: comma) == [["12\" pipe", " \"5"]])
    #expect(try fixture.cells("\"ab\"c\"d,e", delimiter: comma) == [["abc\"d", "e"]])
  }

  @Test func `names the line of a quote that never closes`() throws {
    let fault = try fixture.fault(Array("a,b\n1,2\n3,\"x\ny,\n".utf8))
    #expect(fault?.key == "file.unterminated_quote")
    #expect(fault?.line == 3)
  }

  @Test func `refuses a record of too many cells`() throws {
    let wide = String(repeating: ",", count: 20_000)
    let fault = try fixture.fault(Array("a,b\n\(wide)\n".utf8))
    #expect(fault?.key == "file.cells_too_many")
    #expect(fault?.line == 2)
  }

  @Test func `refuses a file without records`() throws {
    #expect(try fixture.fault([])?.key == "file.empty")
    #expect(try fixture.fault([0xEF, 0xBB, 0xBF])?.key == "file.empty")
    #expect(try fixture.fault(Array("\n \r\n\n".utf8))?.key == "file.empty")
  }

  @Test func `reads records that cross the blocks of the file`() throws {
    let note = String(repeating: "стол \"\"и\"\" стул\r\n", count: 40)
    let record = "17;\"\(note)\";конец\r\n"
    let text = "a;b;c\r\n" + String(repeating: record, count: 1500)
    let reader = try CSVReader(path: try fixture.file(text))
    #expect(try reader.next())
    let expected = note.replacing("\"\"", with: "\"")
    var records = 0
    while try reader.next() {
      #expect(reader.row.line == 2 + records * 41)
      if reader.row.count != 3 || reader.row.text(1) != expected || reader.row.text(2) != "конец" {
        Issue.record("record \(records) differs")
        break
      }
      records += 1
    }
    #expect(records == 1500)
    #expect(reader.progress.consumed == reader.progress.size)
  }
}

import Formats
import Testing

/// Rows and bytes that are at hand, read as those of a file.
@Suite struct ListedRowsTests {
  private func texts(_ row: Row) -> [String] { (0..<row.count).map { row.text($0) } }

  @Test func `rows are handed out below their header`() throws {
    let long = String(repeating: "ю", count: 5_000)
    let rows = ListedRows(
      header: ["id", "name"], [.init(line: 4, ["1", long]), .init(line: 9, ["", "\"a\",b"])])
    #expect(try rows.next())
    #expect(texts(rows.row) == ["id", "name"])
    #expect(try rows.next())
    #expect(texts(rows.row) == ["1", long])
    #expect(rows.row.line == 4)
    #expect(rows.progress == (2, 3))
    #expect(try rows.next())
    #expect(texts(rows.row) == ["", "\"a\",b"])
    #expect(rows.row.line == 9)
    #expect(try !rows.next())
  }

  @Test func `bytes at hand are read as a file of them`() throws {
    let many = (0..<100_000).map { "\($0),\"a \($0)\"\n" }.joined()
    let reader = try CSVReader(Array(many.utf8), named: "log", delimiter: 44)
    var count = 0
    while try reader.next() {
      #expect(texts(reader.row) == ["\(count)", "a \(count)"])
      count += 1
    }
    #expect(count == 100_000)
    let fault = #expect(throws: FormatFault.self) {
      _ = try CSVReader([], named: "log", delimiter: 44)
    }
    #expect(fault?.key == "file.empty")
  }
}

import Formats
import Testing

/// The cases of csv-spectrum (max-mapper/csv-spectrum, BSD-2-Clause) with the cells they hold.
@Suite struct CSVSpectrumTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text: String
    var cells: [[String]]

    init(_ name: String, _ text: String, _ cells: [[String]]) {
      testDescription = name
      self.text = text
      self.cells = cells
    }
  }

  static let cases = [
    Case(
      "comma_in_quotes",
      "first,last,address,city,zip\nJohn,Doe,120 any st.,\"Anytown, WW\",08123",
      [
        ["first", "last", "address", "city", "zip"],
        ["John", "Doe", "120 any st.", "Anytown, WW", "08123"],
      ]),
    Case(
      "empty", "a,b,c\n1,\"\",\"\"\n2,3,4", [["a", "b", "c"], ["1", "", ""], ["2", "3", "4"]]),
    Case(
      "empty_crlf", "a,b,c\r\n1,\"\",\"\"\r\n2,3,4",
      [["a", "b", "c"], ["1", "", ""], ["2", "3", "4"]]),
    Case(
      "escaped_quotes", "a,b\n1,\"ha \"\"ha\"\" ha\"\n3,4\n",
      [["a", "b"], ["1", "ha \"ha\" ha"], ["3", "4"]]),
    Case(
      "json", "key,val\n1,\"{\"\"type\"\": \"\"Point\"\", \"\"coordinates\"\": [102.0, 0.5]}\"\n",
      [["key", "val"], ["1", "{\"type\": \"Point\", \"coordinates\": [102.0, 0.5]}"]]),
    Case(
      "location_coordinates",
      "Contact Phone Number,Location Coordinates,Cities,Counties\n"
        + "2095257564,37\u{FFFD}36'37.8\"N 121\u{FFFD}2'17.9\"W,Modesto,Stanislaus",
      [
        ["Contact Phone Number", "Location Coordinates", "Cities", "Counties"],
        ["2095257564", "37\u{FFFD}36'37.8\"N 121\u{FFFD}2'17.9\"W", "Modesto", "Stanislaus"],
      ]),
    Case(
      "newlines", "a,b,c\n1,2,3\n\"Once upon \na time\",5,6\n7,8,9\n",
      [["a", "b", "c"], ["1", "2", "3"], ["Once upon \na time", "5", "6"], ["7", "8", "9"]]),
    Case(
      "newlines_crlf", "a,b,c\r\n1,2,3\r\n\"Once upon \r\na time\",5,6\r\n7,8,9\r\n",
      [["a", "b", "c"], ["1", "2", "3"], ["Once upon \r\na time", "5", "6"], ["7", "8", "9"]]),
    Case(
      "quotes_and_newlines", "a,b\n1,\"ha \n\"\"ha\"\" \nha\"\n3,4\n",
      [["a", "b"], ["1", "ha \n\"ha\" \nha"], ["3", "4"]]),
    Case("simple", "a,b,c\n1,2,3\n", [["a", "b", "c"], ["1", "2", "3"]]),
    Case("simple_crlf", "a,b,c\r\n1,2,3\r\n", [["a", "b", "c"], ["1", "2", "3"]]),
    Case("utf8", "a,b,c\n1,2,3\n4,5,ʤ", [["a", "b", "c"], ["1", "2", "3"], ["4", "5", "ʤ"]]),
  ]

  @Test(arguments: cases)
  func `reads the cells that csv-spectrum expects`(example: Case) throws {
    let fixture = try Fixture()
    #expect(try fixture.cells(example.text) == example.cells)
  }

  @Test(arguments: cases)
  func `reads back the cells that the writer wrote`(example: Case) throws {
    let fixture = try Fixture()
    for flavour in [CSVWriter.Flavour.plain, .excel] {
      var writer = CSVWriter(flavour)
      for record in example.cells { writer.record(record) }
      let delimiter = flavour.delimiter
      #expect(try fixture.cells(writer.take(), delimiter: delimiter) == example.cells)
    }
  }
}

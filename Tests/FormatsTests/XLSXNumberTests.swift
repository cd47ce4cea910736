import Formats
import Testing

/// The numbers, days and times of workbooks as texts.
@Suite struct XLSXNumberTests {
  let fixture: Fixture

  init() throws {
    fixture = try Fixture()
  }

  private func shown(_ value: String, format: String? = nil, attributes: String = "") throws
    -> String
  {
    var workbook = Workbook("<row><c s=\"1\"><v>\(value)</v></c></row>")
    workbook.formats = [format ?? "General"]
    workbook.attributes = attributes
    return try fixture.rows(workbook)[0][0]
  }

  @Test(
    arguments: [
      ("1234.5", "1234.5"), ("1234.5600000000001", "1234.56"), ("0.30000000000000004", "0.3"),
      ("2.9999999999999996", "3"), ("1.2345600000000001E3", "1234.56"), ("1E3", "1000"),
      ("5.0", "5"), ("007", "7"), ("-0.0", "0"), ("-12", "-12"), ("1.5E-5", "0.000015"),
      ("1E-7", "0.0000001"), ("1.0E+21", "1E+21"), ("123456789012", "123456789012"),
      ("9007199254740993", "9007199254740993"), ("1.7976931348623157E308", "1.79769313486232E+308"),
      ("4.5E-20", "4.5E-20"), ("9.9999999999999995E-2", "0.1"), ("+7", "7"), (".5", "0.5"),
      (" 12 ", "12"), ("12abc", "12abc"), ("0", "0"), ("1e2e3", "1e2e3"),
      ("99999999999999.995", "100000000000000"),
    ])
  func `writes numbers as plain decimals`(value: String, text: String) throws {
    #expect(try shown(value) == text)
  }

  @Test(
    arguments: [
      ("dd.mm.yyyy", "2026-03-14"), ("dd\\.mm\\.yyyy;@", "2026-03-14"),
      ("[$-419]d mmmm yyyy&quot; г.&quot;;@", "2026-03-14"), ("mmm yy", "2026-03-14"),
      ("yyyy\\-mm\\-dd hh:mm:ss", "2026-03-14 00:00:00"),
      ("[Red]m/d/yy h:mm", "2026-03-14 00:00:00"),
      ("#,##0.00", "46095"), ("General", "46095"), ("GENERAL", "46095"),
      ("0&quot; days&quot;", "46095"),
      ("#,##0\\ \\d\\a\\y", "46095"), ("0.00E+00", "46095"), ("@", "46095"),
      ("[h]:mm", "1106280:00:00"),
      ("0_m;[Red]-0_d", "46095"), ("0;d", "46095"), ("[&gt;100]0", "46095"),
      ("# ##0\\ [$₽-419]", "46095"),
    ])
  func `tells days by the number format`(format: String, text: String) throws {
    #expect(try shown("46095", format: format) == text)
  }

  @Test func `shows times, lengths of time and days with their times`() throws {
    #expect(try shown("46095.395833333336", format: "dd.mm.yyyy h:mm") == "2026-03-14 09:30:00")
    #expect(try shown("46095.3958333333", format: "dd.mm.yyyy h:mm") == "2026-03-14 09:30:00")
    #expect(try shown("46095.395833333336", format: "dd.mm.yyyy") == "2026-03-14 09:30:00")
    #expect(
      try shown("46095.39584490741", format: "yyyy-mm-dd h:mm:ss.000") == "2026-03-14 09:30:01")
    #expect(try shown("46095.395836226", format: "h:mm:ss.0") == "2026-03-14 09:30:00.250")
    #expect(try shown("0.395833333333333", format: "h:mm AM/PM") == "09:30:00")
    #expect(try shown("0.5", format: "dd.mm.yyyy hh:mm") == "12:00:00")
    #expect(try shown("1.0625", format: "[h]:mm:ss") == "25:30:00")
    #expect(try shown("0.00173611111111111", format: "[mm]:ss") == "0:02:30")
  }

  @Test func `counts days from 1900, with Excel's leap day, or from 1904`() throws {
    let day = "dd.mm.yyyy"
    let days = [
      ("1", "1900-01-01"), ("59", "1900-02-28"), ("60", "1900-02-29"), ("61", "1900-03-01"),
      ("25569", "1970-01-01"), ("45350", "2024-02-28"), ("45351", "2024-02-29"),
      ("2958465", "9999-12-31"), ("2958466", "2958466"), ("0", "0"), ("-5", "-5"),
    ]
    for (serial, text) in days { #expect(try shown(serial, format: day) == text) }
    for value in ["1", "true"] {
      let attributes = "date1904=\"\(value)\""
      #expect(try shown("44633", format: day, attributes: attributes) == "2026-03-14")
      #expect(try shown("0", format: day, attributes: attributes) == "1904-01-01")
    }
    #expect(try shown("46095", format: day, attributes: "date1904=\"0\"") == "2026-03-14")
  }

  @Test func `knows the formats that have no code`() throws {
    let row =
      "<row><c s=\"0\"><v>46095</v></c><c s=\"1\"><v>46095</v></c><c s=\"2\"><v>46095.5</v></c>"
      + "<c s=\"77\"><v>46095</v></c></row>"
    #expect(
      try fixture.rows(Workbook(row)) == [["46095", "2026-03-14", "2026-03-14 12:00:00", "46095"]])
  }
}

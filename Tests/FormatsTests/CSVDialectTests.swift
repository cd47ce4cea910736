import Formats
import Foundation
import Glibc
import Testing

/// The odd files: in `PLANERKA_TEST_DATA`, else in `../shared/data` beside the checkout.
private let dialects: String = {
  let named = ProcessInfo.processInfo.environment["PLANERKA_TEST_DATA"]
    .map { URL(fileURLWithPath: $0) }
  let beside = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "shared/data")
  return (named ?? beside).appending(path: "csv-dialects").path
}()

/// Other projects' odd files, which a fresh clone does not have: each is
/// read into the cells that Python's `csv` finds, or refused by name.
@Suite(.enabled(if: access(dialects, R_OK) == 0))
struct CSVDialectTests {
  /// A file, the number of its records, a hash of all its cells and the encoding to be named.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var records: Int
    var hash: UInt64
    var encoding: TextEncoding?
    var sheet: String?

    init(
      _ name: String, _ records: Int, _ hash: UInt64, _ encoding: TextEncoding? = nil,
      sheet: String? = nil
    ) {
      testDescription = name
      self.records = records
      self.hash = hash
      self.encoding = encoding
      self.sheet = sheet
    }
  }

  static let cases = [
    Case("csvkit/bad.csv", 4, 0x5ED2_9FDE_85D9_511A),
    Case("csvkit/bad_skip_lines.csv", 4, 0x5ED2_9FDE_85D9_511A),
    Case("csvkit/blanks.csv", 2, 0x1A74_ED03_F719_E79C),
    Case("csvkit/dummy_col_shuffled_ragged.csv", 2, 0xDBAC_4E09_5FDA_2B65),
    Case("csvkit/mac_newlines.csv", 3, 0x14F2_8D60_6C8E_64A9),
    Case("csvkit/optional_quote_characters.csv", 2, 0xB987_4CB9_A6E3_4A0F),
    Case("csvkit/test_header_newline.csv", 2, 0x47C9_C7CF_E235_52B1),
    Case("csvkit/test_latin1.csv", 3, 0xBC55_E02C_D208_D73A),
    Case("csvkit/test_locale.csv", 2, 0xC85C_421C_225C_6FE3),
    Case("csvkit/test_skip_lines.csv", 2, 0xB987_4CB9_A6E3_4A0F),
    Case("csvkit/test_utf16_big.csv", 3, 0x0320_8D69_7123_3D29),
    Case("csvkit/test_utf16_little.csv", 3, 0x0320_8D69_7123_3D29),
    Case("csvkit/test_utf8_bom.csv", 3, 0xEB34_CCA2_5628_5685),
    Case("frictionless/accent.csv", 3, 0x022C_9C3F_8040_9364),
    Case("frictionless/blank-headers.csv", 3, 0xDA7C_817A_F2F8_0D3C),
    Case("frictionless/blank-rows.csv", 4, 0x5210_179B_E205_7CFE),
    Case("frictionless/bom.csv", 3, 0x9C0F_F132_6A39_BAB2),
    Case("frictionless/defective-rows.csv", 3, 0x1B0C_72DC_1EF4_5A8D),
    Case("frictionless/delimiter.csv", 3, 0x9C0F_F132_6A39_BAB2),
    Case("frictionless/dialect.csv", 3, 0xCA6A_A82E_2C43_333A),
    Case("frictionless/doublequote.csv", 6, 0xC538_073A_AD52_2C36),
    Case("frictionless/duplicate-column.csv", 2, 0x8421_9819_566E_99C2),
    Case("frictionless/duplicate-headers.csv", 3, 0x169A_2FEB_1A40_E1E4),
    Case("frictionless/encoding-issue-274.csv", 508, 0xA3D2_3B7B_261E_C743),
    Case("frictionless/issue-1009-comma.csv", 2, 0x87B4_F550_CB62_A60D),
    Case("frictionless/issue-1009-semicolon.csv", 2, 0x87B4_F550_CB62_A60D),
    Case("frictionless/latin1.csv", 3, 0x58A0_C5D2_7F0B_CF87),
    Case("frictionless/leading-zeros.csv", 4, 0x439D_0C76_4AB7_5F28),
    Case("frictionless/number-test.csv", 14, 0x5BE1_4A0B_1E64_09D4),
    Case("frictionless/skip-blank-at-the-end.csv", 3, 0x3A92_A583_64E2_DF4E),
    Case("frictionless/skip-rows-before-headers.csv", 4, 0x5884_FB76_E11E_81BC),
    Case("frictionless/table-delimiter.csv", 3, 0x9C0F_F132_6A39_BAB2),
    Case("frictionless/table-infer-iso-8859-7.csv", 5, 0xD50F_A8E8_A2D0_1CA4, .iso8859_7),
    Case("frictionless/table-unicode-headers.csv", 3, 0xD961_B84D_743F_8D7C),
    Case("frictionless/table-with-accents.csv", 639, 0xA3FF_4925_B0E0_394E, .iso8859_1),
    Case("frictionless/table.tsv", 4, 0x2CFD_6BFC_CB44_CB6B),
    Case("frictionless/without-headers.csv", 3, 0xFACA_DBEB_9BE1_41B5),
    Case("messytables/begrotingsanalyse-2011.csv", 43, 0x73C5_8692_B2DC_B697),
    Case("messytables/example.tsv", 141, 0xC323_1D60_92D1_5A07),
    Case("messytables/excel_pasting.csv", 21, 0xA8B7_609F_29CF_35F4),
    Case("messytables/mixedGLB.csv", 137, 0xC9AE_22EA_A2F7_EF40),
    Case("messytables/null.csv", 10, 0x4234_7773_A4BE_B196),
    Case("messytables/simple.csv", 7, 0x2151_1192_F04B_D7F3),
    Case("messytables/simple.psv", 29, 0x76A2_C471_B63A_8FC3),
    Case("messytables/simple.ssv", 7, 0x2151_1192_F04B_D7F3),
    Case("messytables/skip_initials.csv", 3, 0xB8E4_8CD2_FB39_EE8A),
    Case("messytables/spanish_chars.csv", 117, 0x8CCE_6463_4F91_17D5, .windows1252),
    Case("messytables/sparse_with_column_errors.csv", 2238, 0x5FDD_AD53_8CF3_4E41, .windows1252),
    Case("messytables/utf-16le_encoded.csv", 328, 0x434A_773B_3338_57F5),
    Case("messytables/utf8bom.csv", 1, 0xCF87_E36C_F98D_D16E),
    Case("messytables/weird_head_padding.csv", 85, 0x7C03_636B_329C_2AD3),
    Case("frictionless/table.xlsx", 3, 0x9C0F_F132_6A39_BAB2),
    Case("frictionless/table.xlsx", 2, 0x4F43_5D08_378A_3E44, sheet: "Sheet 2"),
    Case("frictionless/sheets.xlsx", 2, 0xDE56_F10A_2D1B_D81C),
    Case("frictionless/sheets.xlsx", 2, 0xB7C8_FDB5_02E0_8882, sheet: "sheet2"),
    Case("frictionless/sheets.xlsx", 2, 0x64D2_BA69_15D8_15F9, sheet: "Sheet3"),
    Case("frictionless/skip-rows.xlsx", 4, 0x57EA_8408_115C_AE0D),
    Case("frictionless/issue-320.xlsx", 54, 0xCA72_0E59_36BC_C822, sheet: "IPC"),
    Case("messytables/simple.xlsx", 7, 0x2151_1192_F04B_D7F3),
    Case("messytables/simple.zip", 7, 0x2151_1192_F04B_D7F3),
  ]

  private func rows(_ example: Case) throws -> [[String]] {
    let path = "\(dialects)/\(example.testDescription)"
    let file = TableFile(path: path, sheet: example.sheet, encoding: example.encoding)
    return try Fixture().rows(file)
  }

  private func fault(_ name: String) -> FormatFault? {
    #expect(throws: FormatFault.self) { try rows(Case(name, 0, 0)) }
  }

  /// FNV-1a over the cells, each closed by 0x1F, and the records, each closed by 0x1E.
  private func hash(_ rows: [[String]]) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for row in rows {
      for cell in row {
        for byte in cell.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ 0x1F) &* 0x100_0000_01B3
      }
      hash = (hash ^ 0x1E) &* 0x100_0000_01B3
    }
    return hash
  }

  @Test(arguments: cases)
  func `reads the cells that another reader finds`(example: Case) throws {
    let rows = try rows(example)
    #expect(rows.count == example.records)
    #expect(hash(rows) == example.hash, "\(rows.prefix(4)) … \(rows.suffix(1))")
  }

  @Test func `takes quotes behind spaces as people mean them`() throws {
    let temperatures = try rows(Case("messytables/complex.csv", 4, 0))
    #expect(temperatures.last == ["2011-01-03", " ", "6,000,000", "Galway"])
    let lines = try rows(Case("frictionless/escaping.csv", 4, 0))
    #expect(lines[1...2] == [["1", "Test line 1"], ["2", "Test \" line 2"]])
    #expect(lines[3] == ["3", " \"Test \\\" line 3\""])
  }

  @Test(
    arguments: [
      ("frictionless/table.xls", "file.spreadsheet_old"),
      ("messytables/excel_properties.xls", "file.spreadsheet_old"),
      ("messytables/simple.xls", "file.spreadsheet_old"),
      ("messytables/unicode_sheet_name.xls", "file.spreadsheet_old"),
      ("messytables/blank_line.ods", "file.ods"),
      ("csvkit/null_byte.csv", "file.not_text"),
      ("messytables/characters.csv", "file.encoding_unclear"),
      ("messytables/spanish_chars.csv", "file.encoding_unclear"),
      ("messytables/sparse_with_column_errors.csv", "file.encoding_unclear"),
      ("frictionless/table-with-accents.csv", "file.encoding_unclear"),
      ("frictionless/table-infer-iso-8859-7.csv", "file.encoding_unclear"),
    ])
  func `refuses by name what it does not read`(name: String, key: String) {
    #expect(fault(name)?.key == key)
  }
}

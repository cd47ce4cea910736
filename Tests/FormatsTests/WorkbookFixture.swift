import Formats
import Testing

/// A ZIP archive of these members, stored as they are.
func zip(_ members: [(name: String, bytes: [UInt8])]) -> [UInt8] {
  func little(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }
  var archive: [UInt8] = []
  var directory: [UInt8] = []
  for member in members {
    let name = Array(member.name.utf8)
    let size = little(member.bytes.count, 4)
    let common =
      little(20, 2) + little(0x800, 2) + little(0, 2) + little(0x5821_0000, 4)
      + little(Int(checksum(member.bytes)), 4) + size + size + little(name.count, 2)
      + little(0, 2)
    directory += [0x50, 0x4B, 0x01, 0x02] + little(20, 2) + common + little(0, 10)
    directory += little(archive.count, 4) + name
    archive += [0x50, 0x4B, 0x03, 0x04] + common + name + member.bytes
  }
  let count = little(members.count, 2)
  let end = little(0, 4) + count + count + little(directory.count, 4) + little(archive.count, 4)
  return archive + directory + [0x50, 0x4B, 0x05, 0x06] + end + little(0, 2)
}

/// The CRC-32 of the bytes, which ZIP archives keep.
private func checksum(_ bytes: [UInt8]) -> UInt32 {
  var sum: UInt32 = 0xFFFF_FFFF
  for byte in bytes {
    sum ^= UInt32(byte)
    for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
  }
  return ~sum
}

/// An XLSX workbook of hand-written parts.
struct Workbook {
  /// The rows of the one sheet, as XML.
  var rows = ""
  /// The names of the sheets; all of them show the same rows.
  var sheets = ["Лист1"]
  /// The states of the sheets that are not visible, by their names.
  var states: [String: String] = [:]
  /// The shared texts, as XML of `si` elements.
  var strings: String?
  /// The number formats of the styles 1, 2, 3 …; the style 0 is General.
  var formats: [String] = []
  var attributes = ""
  /// What stands before the root of the sheet.
  var prologue = ""
  /// Whether the shared texts and the contents stand after the sheet in the archive.
  var isBackwards = false
  /// The members left out or replaced.
  var replaced: [String: String?] = [:]

  /// A workbook of these rows.
  init(_ rows: String) {
    self.rows = rows
  }

  /// The bytes of the file.
  var bytes: [UInt8] {
    var members = [("[Content_Types].xml", "<Types/>")]
    members.append(
      (
        "_rels/.rels",
        "<Relationships><Relationship Id=\"r\" Type=\"t/officeDocument\" "
          + "Target=\"xl/workbook.xml\"/></Relationships>"
      ))
    let listed = sheets.enumerated().map { index, name in
      "<sheet name=\"\(name)\" state=\"\(states[name] ?? "visible")\" r:id=\"s\(index)\"/>"
    }
    members.append(
      (
        "xl/workbook.xml",
        "<workbook xmlns:r=\"r\"><workbookPr \(attributes)/><sheets>"
          + "\(listed.joined())</sheets></workbook>"
      ))
    let links = sheets.indices.map { index in
      "<Relationship Id=\"s\(index)\" Type=\"t/worksheet\" Target=\"worksheets/sheet.xml\"/>"
    }
    members.append(
      (
        "xl/_rels/workbook.xml.rels",
        "<Relationships>\(links.joined())"
          + "<Relationship Id=\"a\" Type=\"t/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>"
          + "<Relationship Id=\"b\" Type=\"t/styles\" Target=\"styles.xml\"/></Relationships>"
      ))
    if let strings { members.append(("xl/SharedStrings.xml", "<sst>\(strings)</sst>")) }
    let codes = formats.enumerated().map { index, code in
      "<numFmt numFmtId=\"\(164 + index)\" formatCode=\"\(code)\"/>"
    }
    let styles = formats.indices.map { "<xf numFmtId=\"\(164 + $0)\"/>" }
    members.append(
      (
        "xl/styles.xml",
        "<styleSheet><numFmts>\(codes.joined())</numFmts><cellStyleXfs>"
          + "<xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf/>\(styles.joined())"
          + "<xf numFmtId=\"14\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>"
      ))
    let sheet = "\(prologue)<worksheet><sheetData>\(rows)</sheetData></worksheet>"
    members.append(("xl/worksheets/sheet.xml", sheet))
    for (name, text) in replaced {
      members.removeAll { $0.0 == name }
      if let text { members.append((name, text)) }
    }
    return zip((isBackwards ? members.reversed() : members).map { ($0.0, Array($0.1.utf8)) })
  }
}

extension Fixture {
  /// Every row of a file of these bytes, by the reader that fits.
  func rows(_ bytes: [UInt8], sheet: String? = nil) throws -> [[String]] {
    try rows(TableFile(path: try file(bytes, named: "table.xlsx"), sheet: sheet))
  }

  /// Every row of a workbook.
  func rows(_ workbook: Workbook, sheet: String? = nil) throws -> [[String]] {
    try rows(workbook.bytes, sheet: sheet)
  }

  /// Every row of a file.
  func rows(_ file: TableFile) throws -> [[String]] {
    let reader = try file.open()
    var rows: [[String]] = []
    while try reader.next() { rows.append((0..<reader.row.count).map(reader.row.text)) }
    return rows
  }

  /// The fault that reading all of a file of these bytes ends with.
  func fault(ofWorkbook bytes: [UInt8], sheet: String? = nil) throws -> FormatFault? {
    #expect(throws: FormatFault.self) { try rows(bytes, sheet: sheet) }
  }

  /// The text of a packed member of a ZIP archive.
  func member(_ name: String, of archive: [UInt8]) throws -> String? {
    func number(_ at: Int, _ count: Int) -> Int {
      (0..<count).reversed().reduce(0) { $0 << 8 | Int(archive[at + $1]) }
    }
    // The directory at the end names every member; as gzip, its bytes unpack by what we have.
    let entry = archive.indices.first { at in
      archive[at...].starts(with: [0x50, 0x4B, 0x01, 0x02])
        && archive[(at + 46)...].starts(with: name.utf8) && number(at + 28, 2) == name.utf8.count
    }
    guard let entry else { return nil }
    let header = number(entry + 42, 4)
    let start = header + 30 + number(header + 26, 2) + number(header + 28, 2)
    let packed = archive[start..<start + number(entry + 20, 4)]
    let checks = archive[entry + 16..<entry + 20] + archive[entry + 24..<entry + 28]
    let path = try file([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + packed + checks, named: "member.gz")
    return String(decoding: try ByteSource(path: path).read(upTo: 1_000_000), as: UTF8.self)
  }
}

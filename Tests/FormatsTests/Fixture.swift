import Formats
import Glibc
import Testing

/// A temporary directory of hand-written files, removed with its last owner.
final class Fixture {
  let directory: String
  private var names: [String] = []

  init() throws {
    var template = Array("/tmp/planerka-formats-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    directory = try #require(made)
  }

  deinit {
    for name in names { unlink("\(directory)/\(name)") }
    rmdir(directory)
  }

  /// Writes a file of these bytes and returns its path.
  func file(_ bytes: [UInt8], named name: String = "table.csv") throws -> String {
    let path = "\(directory)/\(name)"
    let stream = try #require(fopen(path, "wb"))
    defer { fclose(stream) }
    #expect(fwrite(bytes, 1, bytes.count, stream) == bytes.count)
    names.append(name)
    return path
  }

  /// Writes a file of this text in UTF-8 and returns its path.
  func file(_ text: String, named name: String = "table.csv") throws -> String {
    try file(Array(text.utf8), named: name)
  }

  /// Every record of a text.
  func cells(
    _ text: String, encoding: TextEncoding? = nil, delimiter: UInt8? = nil
  ) throws -> [[String]] {
    try cells(Array(text.utf8), encoding: encoding, delimiter: delimiter)
  }

  /// Every record of a file of these bytes.
  func cells(
    _ bytes: [UInt8], encoding: TextEncoding? = nil, delimiter: UInt8? = nil
  ) throws -> [[String]] {
    let path = try file(bytes)
    let reader = try CSVReader(path: path, encoding: encoding, delimiter: delimiter)
    var records: [[String]] = []
    while try reader.next() { records.append((0..<reader.row.count).map(reader.row.text)) }
    return records
  }

  /// The fault that reading all of a file of these bytes ends with.
  func fault(_ bytes: [UInt8], encoding: TextEncoding? = nil) throws -> FormatFault? {
    #expect(throws: FormatFault.self) { try cells(bytes, encoding: encoding) }
  }
}

/// The bytes of a text of ASCII and Russian letters in windows-1251.
func windows1251(_ text: String) -> [UInt8] {
  text.unicodeScalars.map { scalar in
    switch scalar.value {
    case 0x410...0x44F: UInt8(scalar.value - 0x410 + 0xC0)
    case 0x401: 0xA8
    case 0x451: 0xB8
    case 0xAB, 0xBB: UInt8(scalar.value)
    case 0x2116: 0xB9
    default: UInt8(truncatingIfNeeded: scalar.value)
    }
  }
}

/// The bytes of a text in UTF-16, without a mark.
func utf16(_ text: String, bigEndian: Bool = false) -> [UInt8] {
  text.utf16.flatMap { unit in
    let high = UInt8(unit >> 8)
    let low = UInt8(unit & 0xFF)
    return bigEndian ? [high, low] : [low, high]
  }
}

import Formats
import Foundation
import Store

/// What is kept as it was received, in packed parts.
struct RawFile {
  private let nextPart: () throws -> [UInt8]?

  /// Opens the file at a path.
  init(_ path: String) throws {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw FormatFault.unreadable(path, reason: String(cString: strerror(errno)))
    }
    nextPart = { try file.read(upToCount: Deflate.partSize).map { Array($0) } }
  }

  /// Bytes that are at hand.
  init(_ bytes: [UInt8]) {
    var rest = bytes[...]
    nextPart = {
      defer { rest = rest.dropFirst(Deflate.partSize) }
      return Array(rest.prefix(Deflate.partSize))
    }
  }

  /// Keeps the next part with the import under way; false when there is none left.
  func keepNext(in intake: Intake) throws -> Bool {
    guard let bytes = try nextPart(), !bytes.isEmpty else { return false }
    let packed = try Deflate.compress(bytes, level: 1)
    try intake.keep(rawPart: packed, size: bytes.count)
    return true
  }
}

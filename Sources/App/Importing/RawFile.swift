import Formats
import Foundation
import Store

/// A file kept as it was received, in packed parts.
enum RawFile {
  /// Keeps a file with the import under way, part by part.
  static func keep(_ path: String, in intake: Intake) throws {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw FormatFault.unreadable(path, reason: String(cString: strerror(errno)))
    }
    while let bytes = try file.read(upToCount: Deflate.partSize), !bytes.isEmpty {
      let packed = try Deflate.compress(Array(bytes), level: 1)
      try intake.keep(rawPart: packed, size: bytes.count)
    }
  }
}

import Formats
import Foundation
import Store

/// A file that is kept as it was received, in packed parts.
struct RawFile {
  private let file: FileHandle

  /// Opens the file at a path.
  init(_ path: String) throws {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw FormatFault.unreadable(path, reason: String(cString: strerror(errno)))
    }
    self.file = file
  }

  /// Keeps the next part with the import under way; false when there is none left.
  func keepNext(in intake: Intake) throws -> Bool {
    guard let bytes = try file.read(upToCount: Deflate.partSize), !bytes.isEmpty else {
      return false
    }
    let packed = try Deflate.compress(Array(bytes), level: 1)
    try intake.keep(rawPart: packed, size: bytes.count)
    return true
  }
}

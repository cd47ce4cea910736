/// One part of a workbook, unpacked on a walk of its own through the archive.
///
/// libarchive reads members in their order, so every part opens the archive anew.
final class WorkbookPart {
  /// The most bytes a part may unpack to, whatever the size of the file.
  static let sizeLimit = 8_589_934_592
  /// The bytes any part may unpack to, however small the file is.
  static let plainSize = 67_108_864
  /// How many times its file a larger part may unpack to; deflate can do a thousand.
  static let ratioLimit = 200

  let path: String
  /// The name of the part inside the archive, such as `xl/workbook.xml`.
  let name: String
  /// The number of unpacked bytes handed out.
  private(set) var produced = 0
  private let archive: ArchiveStream
  private let limit: Int

  /// Opens the part at its start; nothing when the workbook has none of this name.
  ///
  /// `limit` bounds the unpacked bytes. Throws `file.workbook_locked` and the faults of archives.
  init?(
    _ name: String, ofWorkbook path: String, size: Int, limit: Int = sizeLimit
  ) throws(FormatFault) {
    let archive = try ArchiveStream(path: path, isZip: true)
    let wanted = Self.plain(name)
    while true {
      guard let member = try archive.nextMember() else { return nil }
      guard Self.plain(member.name) == wanted else { continue }
      if member.isLocked { throw .workbookLocked(path) }
      break
    }
    self.path = path
    self.name = name
    self.archive = archive
    self.limit = min(limit, max(Self.plainSize, size * Self.ratioLimit))
  }

  /// The number of bytes of the file on disk taken so far.
  var consumed: Int { archive.consumed }

  /// Reads the next unpacked bytes and returns their number, 0 at the end.
  ///
  /// Throws `file.workbook_too_large`, `file.truncated` or `file.archive_damaged`.
  func read(into target: UnsafeMutableBufferPointer<UInt8>) throws(FormatFault) -> Int {
    let count = try archive.read(into: target)
    produced += count
    if produced > limit { throw .workbookTooLarge(path, part: name, limit: limit) }
    return count
  }

  /// The fault of a part that is not as it should be.
  func damaged(_ reason: String) -> FormatFault {
    .workbookDamaged(path, part: name, reason: reason)
  }

  /// A name as parts are compared: some programs write other letter cases and slashes than they
  /// refer by.
  private static func plain(_ name: String) -> String {
    name.replacing("\\", with: "/").lowercased()
  }
}

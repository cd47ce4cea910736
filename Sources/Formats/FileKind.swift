/// What a file is by its first bytes.
public enum FileKind: String, Sendable {
  /// A file that is read as it stands.
  case plain
  /// A gzip-compressed file.
  case gzip
  /// An xz-compressed file.
  case xz
  /// A ZIP archive with one member.
  case zip
  /// An Office Open XML workbook.
  case xlsx

  /// Recognises the kind of an opened file and, for a ZIP archive, of its members.
  ///
  /// Throws `file.spreadsheet_old`, `file.workbook_locked`, `file.ods`, `file.archive_members`,
  /// `file.archive_locked`, `file.truncated` or `file.archive_damaged`.
  static func of(_ file: PlainFile) throws(FormatFault) -> FileKind {
    let head = try file.peek(at: 0, count: 8)
    if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw try holdsLockedWorkbook(file) ? .workbookLocked(file.path) : .spreadsheetOld(file.path)
    }
    switch packing(head) {
    case .zip?: return try ofZip(file)
    case let kind: return kind ?? .plain
    }
  }

  /// Whether the beginning of what was unpacked is that of a packed file, a workbook or an archive.
  static func isPacked(_ head: [UInt8]) -> Bool { packing(head) != nil }

  /// Whether the beginning is that of an archive, such as a workbook is.
  static func isArchive(_ head: [UInt8]) -> Bool { packing(head) == .zip }

  /// How a file that begins so is packed; nil when it is not.
  private static func packing(_ head: [UInt8]) -> FileKind? {
    if head.starts(with: [0x1F, 0x8B]) { return .gzip }
    if head.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) { return .xz }
    let isZip =
      head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0x50, 0x4B, 0x05, 0x06])
    return isZip ? .zip : nil
  }

  /// Whether a compound file, the container of XLS, holds an XLSX locked with a password.
  private static func holdsLockedWorkbook(_ file: PlainFile) throws(FormatFault) -> Bool {
    let head = try file.peek(at: 0, count: 512)
    guard head.count == 512 else { return false }
    // The header tells the power of two of the sector size and the first sector of the directory.
    let sector = (48..<52).reversed().reduce(0) { $0 << 8 | Int(head[$1]) }
    let offset = (sector + 1) << min(Int(head[30]), 12)
    guard offset < file.size else { return false }
    let directory = try file.peek(at: offset, count: min(file.size - offset, 8192))
    let name = "EncryptedPackage".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    return stride(from: 0, to: directory.count, by: 128).contains { entry in
      directory[entry...].starts(with: name)
    }
  }

  private static func ofZip(_ file: PlainFile) throws(FormatFault) -> FileKind {
    let tailCount = min(file.size, 65_557)
    let tail = try file.peek(at: file.size - tailCount, count: tailCount)
    if !holdsDirectoryEnd(tail) { throw .truncated(file.path) }
    let archive = try ArchiveStream(path: file.path, isZip: true)
    var contents = 0
    var isLocked = false
    while let member = try archive.nextMember() {
      if member.name == "[Content_Types].xml" { return .xlsx }
      if member.name == "mimetype", try isOpenDocument(archive) { throw .openDocument(file.path) }
      if member.isContent {
        contents += 1
        isLocked = isLocked || member.isLocked
      }
    }
    if contents != 1 { throw .archiveMembers(file.path, count: contents) }
    if isLocked { throw .archiveLocked(file.path) }
    return .zip
  }

  private static func isOpenDocument(_ archive: ArchiveStream) throws(FormatFault) -> Bool {
    let target = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 128)
    defer { target.deallocate() }
    let count = try archive.read(into: target)
    return String(decoding: target.prefix(count), as: UTF8.self).contains("opendocument")
  }

  /// Whether the end of a file holds the record that closes a ZIP archive.
  private static func holdsDirectoryEnd(_ tail: [UInt8]) -> Bool {
    guard tail.count >= 22 else { return false }
    for at in stride(from: tail.count - 22, through: 0, by: -1)
    where tail[at...].starts(with: [0x50, 0x4B, 0x05, 0x06]) {
      return true
    }
    return false
  }
}

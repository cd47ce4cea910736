import Carchive
import Glibc

/// The unpacked bytes of an xz file or of the one member of a ZIP archive, by libarchive.
final class ArchiveStream {
  private let path: String
  private let archive: OpaquePointer

  /// Opens the archive at its start.
  ///
  /// `isZip` chooses between a ZIP archive and an xz file.  Throws `file.archive_damaged` or
  /// `file.truncated`.
  init(path: String, isZip: Bool) throws(FormatFault) {
    guard let archive = archive_read_new() else {
      throw .archiveDamaged(path, reason: "archive_read_new")
    }
    self.path = path
    self.archive = archive
    if isZip {
      archive_read_support_format_zip(archive)
    } else {
      archive_read_support_filter_xz(archive)
      archive_read_support_format_raw(archive)
    }
    let code = archive_read_open_filename(archive, path, ByteSource.blockSize)
    if code != ARCHIVE_OK { throw fault() }
  }

  deinit {
    archive_read_free(archive)
  }

  /// The locale that members are named in: in that of C, where a Swift program starts, libarchive
  /// knows no letters beyond ASCII.
  private nonisolated(unsafe) static let locale = newlocale(1 << LC_CTYPE, "C.UTF-8", nil)

  /// Moves to the next member and returns its name, or nothing after the last.
  func nextMember() throws(FormatFault) -> Member? {
    let callers = uselocale(Self.locale)
    defer { uselocale(callers) }
    var entry: OpaquePointer?
    let code = archive_read_next_header(archive, &entry)
    if code == ARCHIVE_EOF { return nil }
    guard code == ARCHIVE_OK || code == ARCHIVE_WARN, let entry else { throw fault() }
    let name = archive_entry_pathname(entry).map { String(cString: $0) } ?? ""
    return Member(name: name, isLocked: archive_entry_is_encrypted(entry) != 0)
  }

  /// Reads the next bytes of the member and returns their number, 0 at its end.
  func read(into target: UnsafeMutableBufferPointer<UInt8>) throws(FormatFault) -> Int {
    let count = archive_read_data(archive, target.baseAddress, target.count)
    if count < 0 { throw fault() }
    return count
  }

  /// The number of bytes of the packed file taken so far.
  var consumed: Int { Int(archive_filter_bytes(archive, -1)) }

  private func fault() -> FormatFault {
    let reason = archive_error_string(archive).map { String(cString: $0) } ?? ""
    // The last is what liblzma says of a file that ends too early.
    let signs = ["truncated", "Truncated", "No progress is possible"]
    if signs.contains(where: reason.contains) { return .truncated(path) }
    return .archiveDamaged(path, reason: reason)
  }

  /// A member of an archive.
  struct Member {
    var name: String
    var isLocked: Bool

    /// Whether the member is content, not a folder or a trace left by a packer.
    var isContent: Bool {
      !name.hasSuffix("/") && !name.hasPrefix("__MACOSX/") && !name.hasSuffix(".DS_Store")
    }
  }
}

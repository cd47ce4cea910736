import Glibc

/// A workbook in a compressed file; it is unpacked into a file without a name, which is gone with it.
final class PackedWorkbook: RowSource {
  private let path: String
  private let unpacked: NamelessFile
  private let reader: XLSXReader

  /// Opens a sheet of the workbook; nil when the compressed file holds something else than an archive.
  ///
  /// Throws the faults of `ByteSource` and `XLSXReader`, `file.packed_twice` when the archive is no
  /// workbook, and `file.unwritable` when there is no room to unpack it.
  init?(path: String, sheet: String?) throws(FormatFault) {
    let source = try ByteSource(path: path)
    let head = try source.read(upTo: 4)
    guard FileKind.isArchive(head) else { return nil }
    let file = try NamelessFile(for: path)
    let limit = min(
      WorkbookPart.sizeLimit, max(WorkbookPart.plainSize, source.size * WorkbookPart.ratioLimit))
    let piece = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: ByteSource.blockSize)
    defer { piece.deallocate() }
    _ = piece.initialize(from: head)
    var count = head.count
    while count > 0 {
      try file.write(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(piece)[..<count]))
      if file.size > limit { throw .workbookTooLarge(path, part: path, limit: limit) }
      count = try source.read(into: piece)
    }
    self.path = path
    unpacked = file
    do {
      reader = try XLSXReader(path: file.path, sheet: sheet)
    } catch {
      let isOther = ["file.not_workbook", "file.archive_members", "file.ods"].contains(error.key)
      throw isOther ? .packedTwice(path) : error.of(path)
    }
  }

  var row: Row { reader.row }

  var progress: (consumed: Int, size: Int) { reader.progress }

  func next() throws(FormatFault) -> Bool {
    do {
      return try reader.next()
    } catch {
      throw error.of(path)
    }
  }
}

/// A file that no folder knows: it is there as long as it is open.
private final class NamelessFile {
  /// How the system names it while it is open.
  let path: String
  private(set) var size = 0
  private let descriptor: Int32
  private let owner: String

  init(for owner: String) throws(FormatFault) {
    let made = try TemporaryFile(for: owner)
    unlink(made.path)
    descriptor = made.descriptor
    path = "/proc/self/fd/\(descriptor)"
    self.owner = owner
  }

  deinit { close(descriptor) }

  func write(_ bytes: UnsafeRawBufferPointer) throws(FormatFault) {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw .unwritable(owner, reason: String(cString: strerror(errno)))
      }
      size += count
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }
}

extension FormatFault {
  /// The same of another file.
  fileprivate func of(_ path: String) -> FormatFault {
    FormatFault(key: key, arguments: arguments.merging(["file": path]) { $1 }, line: line)
  }
}

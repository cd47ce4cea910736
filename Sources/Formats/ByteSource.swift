/// The bytes of a file, unpacked when the file is compressed; or bytes that are at hand.
public final class ByteSource {
  /// The size of the blocks that files are read in, in bytes.
  public static let blockSize = 262_144

  /// The path the file was opened by.
  public let path: String
  /// What the file is by its first bytes.
  public let kind: FileKind
  /// The length of the file on disk, in bytes, before it is unpacked.
  public let size: Int

  private let origin: Origin
  private let archive: ArchiveStream?
  private let gzip: GzipStream?
  private var plainConsumed = 0

  private enum Origin {
    case file(PlainFile)
    case memory([UInt8])
  }

  /// Opens the file and recognises what it is.
  ///
  /// A workbook is opened as `.xlsx` with its packed bytes.  Throws `file.missing`,
  /// `file.empty`, `file.spreadsheet_old`, `file.ods`, `file.archive_members`,
  /// `file.truncated` and the other faults of files.
  public init(path: String) throws(FormatFault) {
    let file = try PlainFile(path: path)
    if file.size == 0 { throw .empty(path) }
    let kind = try FileKind.of(file)
    var archive: ArchiveStream?
    var gzip: GzipStream?
    switch kind {
    case .plain, .xlsx: break
    case .gzip: gzip = try GzipStream(file)
    case .xz, .zip:
      let opened = try ArchiveStream(path: path, isZip: kind == .zip)
      while let member = try opened.nextMember() {
        if member.isContent || kind != .zip { break }
      }
      archive = opened
    }
    self.path = path
    origin = .file(file)
    self.kind = kind
    self.archive = archive
    self.gzip = gzip
    size = file.size
  }

  /// Bytes that are at hand, which are not packed; messages call them `name`.
  init(_ bytes: [UInt8], named name: String) {
    path = name
    origin = .memory(bytes)
    kind = .plain
    archive = nil
    gzip = nil
    size = bytes.count
  }

  /// The number of bytes of the file on disk taken so far, out of `size`.
  public var consumed: Int { archive?.consumed ?? gzip?.consumed ?? plainConsumed }

  /// Reads the next unpacked bytes and returns their number, 0 at the end of the file.
  ///
  /// Throws `file.truncated`, `file.archive_damaged` or `file.unreadable`.
  public func read(
    into target: UnsafeMutableBufferPointer<UInt8>
  ) throws(FormatFault) -> Int {
    if let archive { return try archive.read(into: target) }
    if let gzip { return try gzip.read(into: target) }
    let count: Int
    switch origin {
    case .file(let file): count = try file.read(into: target)
    case .memory(let bytes):
      let end = min(plainConsumed + target.count, bytes.count)
      count = target.update(fromContentsOf: bytes[plainConsumed..<end])
    }
    plainConsumed += count
    return count
  }

  /// Reads the next unpacked bytes, up to `count` of them, fewer only at the end of the file.
  ///
  /// Throws the faults of `read(into:)`.
  public func read(upTo count: Int) throws(FormatFault) -> [UInt8] {
    let target = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(count, 1))
    defer { target.deallocate() }
    var filled = 0
    while filled < count {
      let part = UnsafeMutableBufferPointer(rebasing: target[filled..<count])
      let got = try read(into: part)
      if got == 0 { break }
      filled += got
    }
    return Array(target.prefix(filled))
  }
}

import Glibc

/// Refuses a file that cannot be opened for reading; throws `file.missing`, `file.not_a_file`,
/// `file.forbidden` or `file.unreadable`.
public func refuseUnreadable(_ path: String) throws(FormatFault) {
  _ = try PlainFile(path: path)
}

/// A file opened for reading, read straight from the disk.
public final class PlainFile {
  /// The path the file was opened by.
  public let path: String
  /// The length of the file when it was opened, in bytes.
  public let size: Int
  private let descriptor: Int32

  /// Opens the file; throws `file.missing`, `file.not_a_file`, `file.forbidden` or
  /// `file.unreadable`.
  public init(path: String) throws(FormatFault) {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.fault(path, errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let code = errno
      Glibc.close(descriptor)
      throw Self.fault(path, code)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      Glibc.close(descriptor)
      throw status.st_mode & S_IFMT == S_IFDIR ? .notAFile(path) : .special(path)
    }
    self.path = path
    self.descriptor = descriptor
    size = Int(status.st_size)
  }

  deinit {
    Glibc.close(descriptor)
  }

  /// Reads the next bytes and returns their number, 0 at the end.
  func read(into target: UnsafeMutableBufferPointer<UInt8>) throws(FormatFault) -> Int {
    while true {
      let count = Glibc.read(descriptor, target.baseAddress, target.count)
      if count >= 0 { return count }
      if errno != EINTR { throw Self.fault(path, errno) }
    }
  }

  /// Returns up to `count` bytes from `offset`, without moving the place of `read`; fewer at the end.
  ///
  /// Throws `file.unreadable`.
  public func peek(at offset: Int, count: Int) throws(FormatFault) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = bytes.withUnsafeMutableBytes { target in
        pread(
          descriptor, target.baseAddress.map { $0 + filled }, count - filled,
          off_t(offset + filled))
      }
      if got == 0 { break }
      if got < 0 {
        if errno == EINTR { continue }
        throw Self.fault(path, errno)
      }
      filled += got
    }
    return Array(bytes.prefix(filled))
  }

  private static func fault(_ path: String, _ code: Int32) -> FormatFault {
    switch code {
    case ENOENT, ENOTDIR: .missing(path)
    case EISDIR: .notAFile(path)
    case EACCES, EPERM: .forbidden(path)
    default: .unreadable(path, reason: strerror(code).map { String(cString: $0) } ?? String(code))
    }
  }
}

import Glibc

/// An empty file of a new name where the system keeps what is needed for a while (`TMPDIR`).
struct TemporaryFile {
  let path: String
  /// Open for reading and writing; whoever made the file closes it.
  let descriptor: Int32

  /// Makes the file for what `owner` names in messages.
  ///
  /// Throws `file.unwritable`.
  init(for owner: String? = nil) throws(FormatFault) {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    // Why: `mkstemp` puts a free name in the place of the capitals.
    var template = Array("\(folder)/planerka-XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    guard descriptor >= 0 else {
      throw .unwritable(owner ?? path, reason: String(cString: strerror(errno)))
    }
    // Why: whoever is started meanwhile need not have it.
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }
}

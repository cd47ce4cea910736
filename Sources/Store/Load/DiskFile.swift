import Glibc

/// A file that is read or written from beginning to end.
final class DiskFile {
  private let stream: UnsafeMutablePointer<FILE>

  /// Opens a file for reading (`r`) or anew for writing (`w`).
  init(_ path: String, _ mode: String) throws {
    guard let stream = fopen(path, mode + "e") else { throw Refused() }
    self.stream = stream
  }

  deinit { fclose(stream) }

  /// Its length in bytes.
  func size() throws -> Int {
    var status = stat()
    guard fstat(fileno(stream), &status) == 0 else { throw Refused() }
    return Int(status.st_size)
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    guard fwrite(bytes.baseAddress, 1, bytes.count, stream) == bytes.count else { throw Refused() }
  }

  func read(into bytes: UnsafeMutableRawBufferPointer) throws {
    guard fread(bytes.baseAddress, 1, bytes.count, stream) == bytes.count else { throw Refused() }
  }

  /// Waits until everything written is on the disk.
  func sync() throws {
    guard fflush(stream) == 0, fsync(fileno(stream)) == 0 else { throw Refused() }
  }

  /// What the system says when it refuses.
  struct Refused: Error, CustomStringConvertible {
    let description = String(cString: strerror(errno))
  }
}

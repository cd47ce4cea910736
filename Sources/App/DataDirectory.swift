public import Domain
import Glibc

/// The folder that holds the embedded database and what stands beside it.
public struct DataDirectory: Sendable {
  /// The folder's path, as given.
  public let path: String

  /// A folder by its path; nothing is touched.
  public init(_ path: String) {
    self.path = path
  }

  /// The database file.
  public var database: String { path + "/planerka.sqlite" }

  /// The file that keeps the columns of the cube; without it, or when it is out of date, they are
  /// read from the database.
  public var columns: String { path + "/planerka.columns" }

  /// Whether there is a database in it.
  public var hasDatabase: Bool {
    var status = stat()
    // Why: a start on a full disk leaves an empty file.
    return stat(database, &status) == 0 && status.st_size > 0
  }

  /// Whether both are one folder, however they are named.
  func isSame(as other: DataDirectory) -> Bool {
    var (own, others) = (stat(), stat())
    guard stat(path, &own) == 0, stat(other.path, &others) == 0 else { return false }
    return own.st_dev == others.st_dev && own.st_ino == others.st_ino
  }

  /// Refuses a folder whose database cannot be told from none.
  ///
  /// - Throws: `PlainFault` `directory.unusable` with the system's reason, `database.missing` when there
  ///   is none.
  func refuseMissing() throws(PlainFault) {
    if hasDatabase { return }
    var status = stat()
    if stat(database, &status) != 0, errno == EACCES || errno == ENOTDIR {
      throw PlainFault(
        .outside, "directory.unusable", ["path": path, "reason": String(cString: strerror(errno))])
    }
    throw PlainFault(.missing, "database.missing", ["path": path])
  }

  /// Makes the folder, and those above it, when they are missing.
  ///
  /// - Throws: `PlainFault` `directory.unusable` with the system's reason.
  public func make() throws(PlainFault) {
    var built = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      built += part + "/"
      guard mkdir(built, 0o750) != 0, errno != EEXIST, errno != EISDIR else { continue }
      throw PlainFault(
        .outside, "directory.unusable", ["path": path, "reason": String(cString: strerror(errno))])
    }
  }

  /// Takes the directory for the one `serve` that may run on it; kept until the value is dropped.
  ///
  /// - Throws: `PlainFault` `directory.taken` when another `serve` has it.
  public func lock() throws(PlainFault) -> DirectoryLock {
    let file = path + "/serve.lock"
    let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else {
      throw PlainFault(
        .outside, "directory.unusable", ["path": path, "reason": String(cString: strerror(errno))])
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw PlainFault(.outside, "directory.taken", ["path": path])
    }
    return DirectoryLock(descriptor: descriptor)
  }
}

/// The right to serve a data directory; the system takes it back when the process ends.
public final class DirectoryLock: Sendable {
  private let descriptor: Int32

  fileprivate init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }
}

import Glibc

/// The room on a disk.
enum FreeSpace {
  /// How many bytes the disk of a file has left for us; nil when the system does not say.
  static func bytes(at path: String) -> Int? {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
    var status = statvfs()
    guard statvfs(folder.isEmpty ? "." : folder, &status) == 0 else { return nil }
    return Int(status.f_bavail) * Int(status.f_frsize)
  }
}

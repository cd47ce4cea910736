import Domain
import GRDB

/// Failures of SQLite as a person is told of them.
enum SQLiteFault {
  /// A database that could not be opened.
  static func opening(_ error: DatabaseError, _ path: String) -> PlainFault {
    known(error, path)
      ?? PlainFault(.outside, "database.unusable", ["path": path, "reason": words(error)])
  }

  /// A statement that failed.
  static func working(_ error: DatabaseError, _ path: String) -> PlainFault {
    known(error, path)
      ?? PlainFault(.outside, "database.failed", ["path": path, "reason": words(error)])
  }

  private static func known(_ error: DatabaseError, _ path: String) -> PlainFault? {
    let key: String
    switch error.resultCode {
    case .SQLITE_FULL: key = "disk.full"
    case .SQLITE_IOERR where isFull(path): key = "disk.full"
    case .SQLITE_BUSY, .SQLITE_LOCKED: key = "database.busy"
    case .SQLITE_READONLY: key = "database.readonly"
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: key = "database.unopened"
    case .SQLITE_CORRUPT: key = "database.damaged"
    case .SQLITE_NOTADB: key = "database.none"
    default: return nil
    }
    return PlainFault(.outside, key, ["path": path])
  }

  /// Whether the disk of a file has no room left for its log.
  private static func isFull(_ path: String) -> Bool { FreeSpace.bytes(at: path) ?? .max < 65_536 }

  /// What SQLite says, without the statement it says it of.
  private static func words(_ error: DatabaseError) -> String {
    error.message ?? "SQLite \(error.resultCode.rawValue)"
  }
}

public import Domain
import Glibc
import Store

/// How it stands with a company's data, for those who watch the program.
public struct Health: Sendable {
  /// The revision of the latest change.
  public let revision: Int
  /// The bytes of the database file.
  public let databaseBytes: Int
  /// The cube that answers questions; nil while there is none.
  public let cube: CubeSize?
  /// What became of the rows of all imports, by kind.
  public let imported: [String: IntakeTally]
}

/// Which changes a cube holds, and in how many bytes.
public struct CubeSize: Sendable {
  /// The revision of the latest change it holds.
  public let revision: Int
  /// The bytes of its columns and texts.
  public let bytes: Int
}

extension Planerka {
  /// How it stands with the data.
  ///
  /// - Throws: `PlainFault` `database.unreadable` when the file is gone or does not answer.
  public func health() throws(PlainFault) -> Health {
    var status = stat()
    guard stat(directory.database, &status) == 0 else {
      throw unreadable(String(cString: strerror(errno)))
    }
    do {
      return Health(
        revision: try storage.revision(), databaseBytes: Int(status.st_size), cube: cubes?.size,
        imported: try storage.importedRows())
    } catch {
      throw unreadable("\(error)")
    }
  }

  private func unreadable(_ reason: String) -> PlainFault {
    PlainFault(
      .outside, "database.unreadable", ["path": directory.database, "reason": reason])
  }
}

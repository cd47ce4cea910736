public import Domain
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
    do {
      let pulse = try storage.pulse()
      return Health(
        revision: pulse.revision, databaseBytes: pulse.bytes, cube: cubes?.size,
        imported: pulse.imported)
    } catch let fault as PlainFault where fault.message.key != "database.failed" {
      throw fault
    } catch {
      throw PlainFault(
        .outside, "database.unreadable", ["path": storage.place, "reason": "\(error)"])
    }
  }
}

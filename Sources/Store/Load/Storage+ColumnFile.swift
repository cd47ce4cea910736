import Domain
public import Engine
import Glibc

extension Storage {
  /// Keeps a cube in a file, from which the next start takes it instead of reading every record.
  ///
  /// The file is whole or not there: it is written under another name and put in place when it is on
  /// the disk. Only one process may write it.
  /// - Throws: `PlainFault` `columns.unwritable`, or a fault of the database.
  public func save(_ cube: Cube, to path: String) throws {
    let keeper = home.keeper(ofColumns: path)
    let token = "\(keeper)\(String(UInt64.random(in: 0 ... .max), radix: 16))"
    let mark = try home.read { try Self.mark($0, token) }
    let part = path + ".part"
    do {
      let file = try DiskFile(part, "w")
      try CubeImage(LoadedRelations.all, mark: mark).write(cube) { try file.write($0) }
      try file.sync()
      try home.write { session in
        try session.run("DELETE FROM column_file WHERE \(Self.isOurs)", Self.ours(keeper))
        try session.run("INSERT INTO column_file VALUES (?)", [token])
      }
      guard rename(part, path) == 0 else { throw DiskFile.Refused() }
    } catch let fault as PlainFault {
      unlink(part)
      throw fault
    } catch {
      unlink(part)
      throw PlainFault(.outside, "columns.unwritable", ["path": path, "reason": "\(error)"])
    }
  }

  /// The cube kept in a file, as it stood when it was kept; nil when there is no file, or when it was
  /// written from another database, by another version or for another zone.
  ///
  /// - Throws: `PlainFault` `columns.unreadable` when the file cannot be read, `columns.damaged` when
  ///   it is not as it was written.
  public func savedCube(_ path: String) throws -> Cube? {
    let mark = try home.read { session in
      let token: String? = try session.first(
        "SELECT token FROM column_file WHERE \(Self.isOurs)",
        Self.ours(home.keeper(ofColumns: path)))
      return try Self.mark(session, token ?? "")
    }
    guard access(path, F_OK) == 0 else { return nil }
    do {
      let file = try DiskFile(path, "r")
      return try CubeImage(LoadedRelations.all, mark: mark)
        .read(size: try file.size()) { try file.read(into: $0) }
    } catch is DamagedImage {
      throw PlainFault(.outside, "columns.damaged", ["path": path])
    } catch {
      throw PlainFault(.outside, "columns.unreadable", ["path": path, "reason": "\(error)"])
    }
  }

  /// That a token begins with that of a keeper.
  private static let isOurs = "SUBSTR(token, 1, ?) = ?"

  private static func ours(_ keeper: String) -> [(any Storable)?] {
    [keeper.unicodeScalars.count, keeper]
  }

  /// What a column file is made from: the database at the moment it was saved, its schema, its zone.
  private static func mark(_ session: any Session, _ token: String) throws -> String {
    let schema = try session.schemaVersion()
    let zone =
      try session.first("SELECT value FROM setting WHERE key = 'time_zone'") ?? ""
    return "\(token) \(schema) \(zone)"
  }
}

public import Domain
import Foundation
import Glibc
import Store

extension Planerka {
  /// Writes the whole database into one file: whole or, when that fails, not at all.
  ///
  /// - Throws: `PlainFault` `backup.exists` when the file is there already, `output.unwritable` or a
  ///   fault of the database.
  public func backUp(
    to path: String, progress: @escaping (_ done: Int, _ whole: Int) -> Void
  ) throws {
    guard access(path, F_OK) != 0 else {
      throw PlainFault(.input, "backup.exists", ["path": path])
    }
    let part = path + ".part"
    unlink(part)
    do {
      try storage.copy(to: part, progress: progress)
      try Self.sync(part)
      guard rename(part, path) == 0 else { throw Self.unwritable(path) }
    } catch {
      unlink(part)
      throw error
    }
  }

  /// What is wrong in the database; none when all is well.
  public func check() throws -> [Message] { try storage.check() }

  /// Spreads the large tables of a PostgreSQL database over the servers that its Citus knows.
  ///
  /// - Parameter progress: told how many steps of how many are done.
  /// - Returns: how messages name the database, and over how many servers it is spread.
  /// - Throws: `PlainFault` `distribute.embedded`, `distribute.twice`, `distribute.citus_missing`,
  ///   `distribute.citus_old`, `distribute.citus_no_servers`, `postgres.empty` or a fault of the
  ///   database; nothing is changed then.
  public static func distribute(
    _ place: DataPlace, progress: @escaping (_ done: Int, _ whole: Int) -> Void
  ) throws -> (path: String, servers: Int) {
    let storage = try place.storage(create: false)
    if case .directory(let directory) = place {
      throw PlainFault(.input, "distribute.embedded", ["path": directory.path])
    }
    return (storage.place, try storage.distribute(progress: progress))
  }

  /// Fills a PostgreSQL database, which holds no company yet, from a backup; its history tells of it.
  ///
  /// - Parameters:
  ///   - directory: where the backup is unpacked to be looked at.
  ///   - author: who restores it.
  ///   - now: when.
  /// - Returns: how messages name the database.
  /// - Throws: `PlainFault` `restore.missing`, `restore.damaged`, `move.not_empty` or a fault of the
  ///   database, which is as it was then.
  public static func restore(
    _ path: String, intoServer url: String, through directory: DataDirectory, by author: Author,
    now: Moment, progress: @escaping (_ done: Int, _ whole: Int) -> Void
  ) throws -> String {
    let part = directory.database + ".restored"
    defer { remove(part) }
    try unpack(path, to: part, in: directory)
    try Storage(path: part).note(.restoring(from: path, by: author), at: now)
    let target = try Storage(postgres: url, create: true)
    try Storage(path: part).copy(into: target, progress: progress)
    return target.place
  }

  /// Puts a backup in the place of a data directory's database, which is kept beside it; the history
  /// of what comes back tells of it.
  ///
  /// The caller holds the directory's lock.
  /// - Returns: where the database that was there is now; nil when there was none.
  /// - Throws: `PlainFault` `restore.missing`, `restore.damaged` or what opening it throws; the
  ///   directory is as it was then.
  public static func restore(
    _ path: String, into directory: DataDirectory, by author: Author, now: Moment
  ) throws -> String? {
    let part = directory.database + ".restored"
    do {
      try unpack(path, to: part, in: directory)
      try Storage(path: part).note(.restoring(from: path, by: author), at: now)
      for suffix in ["-wal", "-shm"] { unlink(part + suffix) }
      try sync(part)
    } catch {
      remove(part)
      throw error
    }
    var kept: String?
    if directory.hasDatabase {
      let before = "\(directory.database).before-\(now.seconds)"
      for suffix in ["-wal", "-shm", ""] {
        rename(directory.database + suffix, before + suffix)
      }
      kept = before
    }
    guard rename(part, directory.database) == 0 else { throw unwritable(directory.database) }
    return kept
  }

  /// Copies a backup, and looks whether it is sound.
  private static func unpack(
    _ path: String, to part: String, in directory: DataDirectory
  ) throws {
    guard access(path, R_OK) == 0 else {
      throw PlainFault(.input, "restore.missing", ["path": path])
    }
    try directory.make()
    remove(part)
    try FileManager.default.copyItem(atPath: path, toPath: part)
    guard try isSound(part) else {
      throw PlainFault(.content, "restore.damaged", ["path": path])
    }
  }

  private static func remove(_ database: String) {
    for suffix in ["", "-wal", "-shm"] { unlink(database + suffix) }
  }

  /// Whether a file is a database of ours, brought to this program's version, with nothing wrong.
  private static func isSound(_ path: String) throws -> Bool {
    do {
      return try Storage(path: path).check().isEmpty
    } catch let fault as PlainFault where fault.message.key == "database.unusable" {
      return false
    }
  }

  /// Waits until a file is on the disk.
  private static func sync(_ path: String) throws {
    let descriptor = Glibc.open(path, O_RDONLY)
    guard descriptor >= 0 else { throw unwritable(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw unwritable(path) }
  }

  private static func unwritable(_ path: String) -> PlainFault {
    PlainFault(
      .outside, "output.unwritable", ["path": path, "reason": String(cString: strerror(errno))])
  }
}

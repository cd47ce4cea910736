public import Domain
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
      throw PlainFault(.conflict, "backup.exists", ["path": path])
    }
    let part = path + ".part"
    unlink(part)
    // Why: the database would be blamed for a path nothing can be written to.
    let descriptor = Glibc.open(part, O_WRONLY | O_CREAT | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { throw Self.unwritable(path) }
    close(descriptor)
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
  /// - Throws: `PlainFault` `restore.missing`, `restore.no_file`, `restore.damaged`, `move.not_empty` or
  ///   a fault of the database, which is as it was then.
  public static func restore(
    _ path: String, intoServer url: String, through directory: DataDirectory, by author: Author,
    now: Moment, progress: @escaping (_ done: Int, _ whole: Int) -> Void
  ) throws -> String {
    let part = directory.database + ".restored"
    defer { remove(part) }
    try unpack(path, to: part, in: directory, .restoring(from: path, by: author), now)
    let target = try Storage(postgres: url, create: true)
    try Storage(path: part).copy(into: target, progress: progress)
    return target.place
  }

  /// Puts a backup in the place of a data directory's database, which is kept beside it; the history
  /// of what comes back tells of it.
  ///
  /// The caller holds the directory's lock.
  /// - Returns: where the database that was there is now; nil when there was none.
  /// - Throws: `PlainFault` `restore.missing`, `restore.no_file`, `restore.damaged`, what opening it
  ///   throws, or `output.unwritable`; what was there is there then, or beside it under its new name.
  public static func restore(
    _ path: String, into directory: DataDirectory, by author: Author, now: Moment
  ) throws -> String? {
    let part = directory.database + ".restored"
    var kept: String?
    do {
      try unpack(path, to: part, in: directory, .restoring(from: path, by: author), now)
      if directory.hasDatabase {
        let before = free(beside: "\(directory.database).before-\(now.seconds)")
        try Storage.move(directory.database, to: before)
        kept = before
      }
      // Why: a log that lies there without its database would be taken for that of the restored one.
      for suffix in ["-wal", "-shm"] { unlink(directory.database + suffix) }
      guard rename(part, directory.database) == 0 else { throw unwritable(directory.database) }
    } catch {
      remove(part)
      throw error
    }
    remove(part)
    try sync(directory.path)
    return kept
  }

  /// A path that nothing has yet.
  private static func free(beside path: String) -> String {
    guard access(path, F_OK) == 0 else { return path }
    var number = 2
    while access("\(path)-\(number)", F_OK) == 0 { number += 1 }
    return "\(path)-\(number)"
  }

  /// Copies a backup into one file of this program's version that is sound, and notes in its history
  /// that it is restored.
  private static func unpack(
    _ path: String, to part: String, in directory: DataDirectory, _ change: Change, _ now: Moment
  ) throws {
    var status = stat()
    guard stat(path, &status) == 0, access(path, R_OK) == 0 else {
      throw PlainFault(.missing, "restore.missing", ["path": path])
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw PlainFault(.content, "restore.no_file", ["path": path])
    }
    try directory.make()
    remove(part)
    try copy(path, to: part)
    guard Storage.isCompany(at: part) else {
      throw PlainFault(.content, "restore.damaged", ["path": path])
    }
    do {
      let storage = try Storage(path: part)
      guard try storage.check().isEmpty else {
        throw PlainFault(.content, "restore.damaged", ["path": path])
      }
      try storage.note(change, at: now)
      try storage.close()
    } catch let fault as PlainFault where areDamage.contains(fault.message.key) {
      throw PlainFault(.content, "restore.damaged", ["path": path])
    }
    try sync(part)
  }

  private static let areDamage: Set = [
    "database.unusable", "database.damaged", "database.none", "database.failed",
  ]

  private static func copy(_ path: String, to other: String) throws {
    let source = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else { throw PlainFault(.missing, "restore.missing", ["path": path]) }
    defer { close(source) }
    let target = Glibc.open(other, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
    guard target >= 0 else { throw unwritable(other) }
    defer { close(target) }
    var piece = [UInt8](repeating: 0, count: 1_048_576)
    while true {
      let count = read(source, &piece, piece.count)
      guard count >= 0 else { throw PlainFault(.missing, "restore.missing", ["path": path]) }
      if count == 0 { return }
      var written = 0
      while written < count {
        let more = piece[written..<count].withUnsafeBytes {
          write(target, $0.baseAddress, $0.count)
        }
        guard more > 0 else { throw unwritable(other) }
        written += more
      }
    }
  }

  private static func remove(_ database: String) {
    for suffix in ["", "-wal", "-shm"] { unlink(database + suffix) }
  }

  /// Waits until a file is on the disk.
  private static func sync(_ path: String) throws {
    let descriptor = Glibc.open(path, O_RDONLY)
    guard descriptor >= 0 else { throw unwritable(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw unwritable(path) }
  }

  fileprivate static func unwritable(_ path: String) -> PlainFault {
    PlainFault(
      .outside, "output.unwritable", ["path": path, "reason": String(cString: strerror(errno))])
  }
}

public import Domain
public import Semantics
public import Store

/// The program over one company's data: what every command and page starts from.
public struct Planerka: Sendable {
  /// Where the company's records are.
  public let storage: Storage
  /// The folder that holds the database and the files on their way in.
  public let directory: DataDirectory
  /// Keeps the cube that answers questions; without one, or before it is made, SQL answers them.
  public var cubes: CubeKeeper?
  let kept = KeptFacts()

  /// What answers questions now.
  public var engine: any Answering { cubes?.engine ?? storage }

  /// Opens the data directory's database.
  ///
  /// - Throws: `PlainFault` when there is no database and `create` is false, when the directory
  ///   cannot be made, or when the database is unusable.
  public init(directory: DataDirectory, create: Bool) throws(PlainFault) {
    if create {
      try directory.make()
    } else if !directory.hasDatabase {
      throw PlainFault(.missing, "database.missing", ["path": directory.path])
    }
    self.directory = directory
    storage = try Storage(path: directory.database)
  }
}

extension Planerka {
  /// Whether there is no record: none was ever taken in, or all were taken back.
  public func isEmpty() throws -> Bool { try storage.isEmpty() }
}

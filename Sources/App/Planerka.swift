public import Domain
public import Semantics
public import Store

/// The program over one company's data: what every command and page starts from.
public struct Planerka: Sendable {
  /// Where the company's records are.
  public let storage: Storage
  /// The folder that holds the embedded database, the files on their way in and the columns of the
  /// cube.
  public let directory: DataDirectory
  /// Keeps the cube that answers questions; without one, or before it is made, SQL answers them.
  public var cubes: CubeKeeper?
  /// Which engine was chosen to answer questions, and why; nil when nothing was chosen.
  public var decision: EngineDecision?
  let kept = KeptFacts()
  /// What was given for settings that the company does not have yet, where nothing is kept.
  var assumed: [String: String] = [:]

  /// What answers questions now.
  public var engine: any Answering { cubes?.engine ?? storage }

  /// How messages name where the company is: its directory, or its database.
  public let place: String

  /// Whether questions are answered from memory now.
  public var answersFromMemory: Bool { cubes?.engine != nil }

  /// Opens the data directory's database, or that of a PostgreSQL server.
  ///
  /// - Parameters:
  ///   - database: `postgres://…`; nil for the one in the directory.
  ///   - create: whether a database without a company gets one.
  /// - Throws: `PlainFault` when there is no database and `create` is false, when the directory
  ///   cannot be made, or when the database is unusable or out of reach.
  public init(directory: DataDirectory, database: String? = nil, create: Bool) throws(PlainFault) {
    self.directory = directory
    if create { try directory.make() }
    let kept = database.map { DataPlace.server($0) } ?? .directory(directory)
    storage = try kept.storage(create: create)
    place = database == nil ? directory.path : storage.place
  }
}

extension Planerka {
  /// Whether there is no record: none was ever taken in, or all were taken back.
  public func isEmpty() throws -> Bool { try storage.isEmpty() }
}

public import App
import Domain
public import Foundation
public import Store

/// A place of its own for a company of a test: a folder and a database, both gone with the value.
///
/// The database is embedded, or in the PostgreSQL server that `PLANERKA_TEST_HOME` names.
public final class TestPlace: Sendable {
  /// The folder.
  public let folder: URL
  private let database: TestDatabase?

  /// Makes the folder and, where companies live in a server, the database.
  public convenience init() throws { try self.init(server: TestDatabase.server) }

  /// Makes the folder and, on a server, the database.
  public init(server: String?) throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "planerka-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    database = try server.map { try TestDatabase(on: $0) }
  }

  deinit {
    do {
      try FileManager.default.removeItem(at: folder)
      try database?.drop()
    } catch {
      // Why: what a test leaves behind is no failure of the program, but somebody should see it.
      print("a test's place is still there: \(error)")
    }
  }

  /// The address of the database; nil for an embedded one.
  public var url: String? { database?.url }

  /// The address of a PostgreSQL server that tests may use, wherever companies live; nil for none.
  public static var server: String? {
    ProcessInfo.processInfo.environment["PLANERKA_TEST_POSTGRES"]
  }

  /// Whether companies live in a PostgreSQL server.
  public static var isServed: Bool { TestDatabase.server != nil }

  /// Whether the large tables of the databases of companies are distributed.
  public static var isDistributed: Bool { isServed && TestDatabase.distributed != nil }

  /// The company's program, on a new or an old database.
  public func planerka() throws -> Planerka {
    try Planerka(directory: DataDirectory(folder.path), database: database?.url, create: true)
  }

  /// The company's storage, on a new or an old database.
  public func storage() throws -> Storage {
    guard let database else { return try Storage(path: DataDirectory(folder.path).database) }
    return try Storage(postgres: database.url, create: true)
  }
}

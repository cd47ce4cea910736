import Foundation
import Store
import Synchronization
import Testing

/// A database of its own in a PostgreSQL server.
final class TestDatabase: Sendable {
  let url: String
  private let server: String
  private let name: String

  /// The server that companies of tests live in; nil when they live in files.
  static let server = ProcessInfo.processInfo.environment["PLANERKA_TEST_HOME"]

  init(on server: String) throws {
    self.server = server
    name = "test_" + UUID().uuidString.lowercased().replacing("-", with: "")
    url = try Self.url(server, name)
    let template = try Self.template(on: server)
    try Self.administer(server, "CREATE DATABASE \(name) TEMPLATE \(template)")
  }

  func drop() throws {
    try Self.administer(server, "DROP DATABASE \(name) WITH (FORCE)")
  }

  /// A database with the schema and nothing else, from which the others are copied.
  private static func template(on server: String) throws -> String {
    try made.withLock { made in
      let name = "planerka_template"
      if made { return name }
      try administer(server, "DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
      try administer(server, "CREATE DATABASE \(name)")
      try prepare(url(server, name))
      // Why: a database that somebody is connected to cannot be copied.
      try administer(server, "ALTER DATABASE \(name) ALLOW_CONNECTIONS false")
      try administer(
        server, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(name)'")
      made = true
      return name
    }
  }

  private static let made = Mutex(false)

  /// How databases are distributed, as `PLANERKA_TEST_DISTRIBUTED` says: by Citus (`citus`), or as
  /// it would be but on one server without it (`families`); nil when they are not.
  static let distributed = ProcessInfo.processInfo.environment["PLANERKA_TEST_DISTRIBUTED"]

  /// Makes the schema.
  private static func prepare(_ url: String) throws {
    let storage = try Storage(postgres: url, create: true)
    switch distributed {
    case "citus":
      _ = try TestConnection(url).run("CREATE EXTENSION citus")
      _ = try storage.distribute { _, _ in }
    case "families": try storage.gatherFamilies()
    default: break
    }
  }

  /// Runs a statement outside any transaction.
  private static func administer(_ server: String, _ sql: String) throws {
    _ = try TestConnection(server).run(sql)
  }

  private static func url(_ server: String, _ name: String) throws -> String {
    var parts = try #require(URLComponents(string: server))
    parts.path = "/" + name
    return try #require(parts.string)
  }
}

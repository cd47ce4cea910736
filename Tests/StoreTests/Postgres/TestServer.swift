import Foundation
import Store
import TestKit
import Testing

/// A PostgreSQL server that tests may use, as `Tests/Postgres/with-postgres` makes it.
struct TestServer: Sendable {
  let url: String
  private let controller: String

  static let isThere = TestPlace.server != nil

  /// The server all tests share.
  static func shared() throws -> TestServer {
    let controller = ProcessInfo.processInfo.environment["PLANERKA_TEST_POSTGRES_CONTROL"]
    return TestServer(url: try #require(TestPlace.server), controller: controller ?? "")
  }

  /// Another server, which a test may stop.
  static func another() throws -> TestServer {
    let lines = try shared().control("another").split(separator: "\n")
    return TestServer(url: String(try #require(lines.first)), controller: String(lines[1]))
  }

  /// Starts, stops, restarts or kills it.
  @discardableResult
  func control(_ verb: String) throws -> String {
    // Why not `Process`: it waits until whatever the program has started has ended too.
    let pipe = try #require(popen("'\(controller)' \(verb)", "re"))
    var answer = ""
    var line = [CChar](repeating: 0, count: 1_024)
    while fgets(&line, Int32(line.count), pipe) != nil {
      answer += line.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    }
    try #require(pclose(pipe) == 0, "\(verb) failed")
    return answer
  }

  /// The address of one of its databases, with other options.
  func address(_ base: String, _ options: String = "") throws -> PostgresAddress {
    try PostgresAddress(urlOf(base) + options)
  }

  func urlOf(_ base: String) -> String {
    url.replacingOccurrences(of: ":///postgres?", with: ":///\(base)?")
  }

  /// Runs statements outside any transaction and returns the first cell of the last answer.
  @discardableResult
  func run(_ sql: String, in base: String = "postgres") throws -> String {
    try TestConnection(urlOf(base)).run(sql) ?? ""
  }
}

/// A database of a test's own.
final class TestBase {
  let server: TestServer
  let name = "test_\(UInt64.random(in: 0 ... .max))"

  init(_ server: TestServer? = nil) throws {
    self.server = try server ?? .shared()
    try self.server.run("CREATE DATABASE \(name)")
  }

  deinit {
    do {
      try server.run("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
    } catch {
      Issue.record(error)
    }
  }

  func home(
    _ options: String = "", connections: Int = 8, lockTime: Int = 10_000, readTime: Int = 60_000,
    patience: Int = 10, waiting: Int = 10_000
  ) throws -> PostgresHome {
    PostgresHome(
      try server.address(name, options), connections: connections, lockTime: lockTime,
      readTime: readTime, patience: patience, waiting: waiting)
  }

  /// A home whose database has the table of the revision.
  func ready(lockTime: Int = 10_000) throws -> PostgresHome {
    let home = try home(lockTime: lockTime)
    try home.write {
      try $0.script(
        "CREATE TABLE revision (last BIGINT NOT NULL); INSERT INTO revision VALUES (0)")
    }
    return home
  }

  @discardableResult
  func run(_ sql: String) throws -> String { try server.run(sql, in: name) }
}

extension TestBase {
  /// Runs the program, and kills it when it has put rows into this database.
  func kill(_ arguments: [String]) throws {
    let program = Process()
    program.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "planerka")
    program.arguments = arguments
    program.standardOutput = FileHandle.nullDevice
    program.standardError = FileHandle.nullDevice
    try program.run()
    let copying = """
      SELECT COUNT(*) FROM pg_stat_progress_copy p JOIN pg_stat_activity a ON a.pid = p.pid
      WHERE a.datname = '\(name)' AND p.tuples_processed > 1000
      """
    while try run(copying) == "0", program.isRunning { usleep(2_000) }
    Foundation.kill(program.processIdentifier, SIGKILL)
    program.waitUntilExit()
    #expect(program.terminationReason == .uncaughtSignal)
  }
}

extension PostgresHome {
  /// Changes something with one statement.
  func change(_ sql: String) throws { _ = try write { try $0.run(sql) } }
}

/// Waits until something holds, for a minute at most.
func until(_ holds: () throws -> Bool) rethrows {
  for _ in 0..<6_000 {
    if try holds() { return }
    Thread.sleep(forTimeInterval: 0.01)
  }
  Issue.record("it never came to hold")
}

/// What work throws; nil when it does not.
func thrown(_ work: () throws -> Void) -> (any Error)? {
  do {
    try work()
    return nil
  } catch {
    return error
  }
}

import Domain
import Engine
import Foundation
import Store
import Testing

/// What becomes of an import when the server, or the program, ends in the middle of it.
@Suite(.enabled(if: TestServer.isThere), .timeLimit(.minutes(15)))
struct ImportFaultTests {
  @Test func `a server that is killed in mid-import keeps nothing, and the import is done again`()
    throws
  {
    let server = try TestServer.another()
    let base = try TestBase(server)
    let storage = try Storage(postgres: server.urlOf(base.name), create: true)
    _ = try storage.takeIn(try calls()) { try record(0..<10, $0) }
    let fault = #expect(throws: PlainFault.self) {
      _ = try storage.takeIn(try calls()) { intake in
        _ = try record(10..<20_000, intake)
        try server.control("kill")
        return try record(20_000..<40_000, intake)
      }
    }
    #expect(fault?.message.key == "postgres.lost")
    try server.control("start")
    #expect(try storage.cube().count("call") == 10)
    #expect(try storage.imports(limit: 9).entries.count == 1)
    let tally = try storage.takeIn(try calls()) { try record(0..<20_000, $0) }
    #expect(tally.created == 19_990)
    #expect(tally.unchanged == 10)
  }

  @Test func `a restart between two questions is not noticed, nor by a cube that follows`() throws {
    let server = try TestServer.another()
    let base = try TestBase(server)
    let storage = try Storage(postgres: server.urlOf(base.name), create: true)
    _ = try storage.takeIn(try calls()) { try record(0..<10, $0) }
    let cube = try storage.cube()
    try server.control("restart")
    #expect(try storage.caughtUp(cube).count("call") == 10)
    try server.control("restart")
    _ = try storage.takeIn(try calls()) { try record(0..<30, $0) }
    #expect(try storage.caughtUp(cube).count("call") == 30)
  }

  @Test func `a program killed in mid-import leaves nothing behind, and nobody waits for it`()
    throws
  {
    let server = try TestServer.shared()
    let base = try TestBase(server)
    let storage = try Storage(postgres: server.urlOf(base.name), create: true)
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "planerka-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
    let file = folder.appending(path: "calls.csv")
    let rows = (0..<400_000).map { "c\($0),2026-03-10T10:00:00,60,k\($0 % 500)" }
    try Data("id,started_at,duration_s,client\n\(rows.joined(separator: "\n"))".utf8).write(
      to: file)
    try base.kill([
      "--data", folder.path, "--database", server.urlOf(base.name), "import", "calls", file.path,
    ])
    #expect(try storage.cube().count("call") == 0)
    #expect(try storage.imports(limit: 9).entries.isEmpty)
    #expect(try storage.takeIn(try calls()) { try record(0..<100, $0) }.created == 100)
  }

  @Test func `an import that commits late has the later revisions`() async throws {
    let server = try TestServer.shared()
    let base = try TestBase(server)
    let (a, b) = (
      try Storage(postgres: server.urlOf(base.name), create: true),
      try Storage(postgres: server.urlOf(base.name), create: true)
    )
    let (begun, begin) = AsyncStream.makeStream(of: Void.self)
    let order = try calls()
    async let late = Task.detached {
      try a.takeIn(order) { intake in
        _ = try record(0..<100, intake)
        begin.yield()
        usleep(300_000)
        return true
      }
    }.value
    _ = await begun.first { true }
    let cube = try b.cube()
    let second = try await Task.detached { try b.takeIn(order) { try record(100..<150, $0) } }.value
    #expect(second.created == 50)
    #expect(try await late.created == 100)
    // Whoever followed before both sees all of both.
    #expect(try b.caughtUp(cube).count("call") == 150)
  }
}

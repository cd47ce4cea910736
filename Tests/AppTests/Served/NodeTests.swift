import App
import Domain
import Engine
import Foundation
import Semantics
import Store
import Synchronization
import TestKit
import Testing

/// Several programs on one company in a PostgreSQL server.
@Suite(.enabled(if: ServedCompany.isPossible), .timeLimit(.minutes(15)))
struct NodeTests {
  private let company: ServedCompany

  init() throws { company = try ServedCompany() }

  @Test func `two programs that take the same file in at once keep every row once`() async throws {
    let (a, b) = (try company.node("a"), try company.node("b"))
    let file = try company.calls(0..<3_000)
    async let first = offLoop { try a.takeInCalls(file) }
    async let second = offLoop { try b.takeInCalls(file) }
    let tallies = try await [first, second]
    #expect(tallies.map(\.created).sorted() == [0, 3_000])
    #expect(tallies.map(\.unchanged).sorted() == [0, 3_000])
    #expect(try a.storage.cube().count("call") == 3_000)
    #expect(try a.check().isEmpty)
  }

  @Test func `of two programs that write the same records at once the later one holds`()
    async throws
  {
    let (a, b) = (try company.node("a"), try company.node("b"))
    try a.takeInCalls(try company.calls(0..<500))
    let (short, long) = (
      try company.calls(0..<500, seconds: 30), try company.calls(0..<500, seconds: 90)
    )
    async let first = offLoop { try a.takeInCalls(short) }
    async let second = offLoop { try b.takeInCalls(long) }
    let tallies = try await [first, second]
    #expect(tallies.map(\.updated) == [500, 500])
    #expect(try a.storage.cube().count("call") == 500)
    // Whichever came last, its file changes nothing any more; the other one changes all.
    let again = try [short, long].map { try a.takeInCalls($0).updated }
    #expect(again == [500, 500] || again == [0, 500])
    #expect(try a.check().isEmpty)
  }

  @Test func `a program's cube follows what another program takes in`()
    async throws
  {
    let (a, b) = (try company.node("a"), try company.node("b"))
    let keeper = CubeKeeper(b.storage, file: b.directory.columns) { Issue.record($0) }
    async let _ = keeper.run()
    try await until { keeper.size?.revision == 0 }
    for part in 0..<3 {
      try a.takeInCalls(try company.calls(part * 100..<(part + 1) * 100))
      let revision = try a.storage.revision()
      try await until { keeper.size?.revision == revision }
    }
    let cube = try #require(keeper.engine as? CubeEngine).cube
    #expect(cube.count("call") == 300)
  }

  @Test func `each program keeps columns of its own`() throws {
    let (a, b) = (try company.node("a"), try company.node("b"))
    try a.takeInCalls(try company.calls(0..<100))
    try a.storage.save(try a.storage.cube(), to: a.directory.columns)
    try b.storage.save(try b.storage.cube(), to: b.directory.columns)
    #expect(try a.storage.savedCube(a.directory.columns)?.count("call") == 100)
    #expect(try b.storage.savedCube(b.directory.columns)?.count("call") == 100)
    // The file of one is not the other's, wherever it is put.
    try FileManager.default.removeItem(atPath: b.directory.columns)
    try FileManager.default.copyItem(atPath: a.directory.columns, toPath: b.directory.columns)
    #expect(try b.storage.savedCube(b.directory.columns) == nil)
  }

  @Test func `jobs are done by one program, and by another when it ends`() async throws {
    let counts = Mutex<[String: Int]>([:])
    func runner(_ name: String) throws -> JobRunner {
      let job = Job("count", every: .milliseconds(20)) { _, _ in
        counts.withLock { $0[name, default: 0] += 1 }
      }
      return JobRunner(
        try company.node(name).storage, [job], pause: .milliseconds(20),
        failed: { Issue.record($0) })
    }
    let (a, b) = (try runner("a"), try runner("b"))
    let first = Task { await a.run() }
    try await until { counts.withLock { $0["a", default: 0] } > 2 }
    async let _ = b.run()
    try await Task.sleep(for: .milliseconds(200))
    #expect(a.isOnDuty && !b.isOnDuty)
    #expect(counts.withLock { $0["b"] } == nil)
    first.cancel()
    await first.value
    try await until { counts.withLock { $0["b", default: 0] } > 2 }
    #expect(b.isOnDuty && !a.isOnDuty)
  }

  private func until(_ holds: () throws -> Bool) async throws {
    for _ in 0..<12_000 {
      if try holds() { return }
      try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("it did not come about in two minutes")
  }
}

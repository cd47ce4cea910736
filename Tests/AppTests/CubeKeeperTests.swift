import App
import Domain
import Foundation
import Reports
import Store
import Synchronization
import Testing

/// The cube that follows the database, and its file.
@Suite(.timeLimit(.minutes(15))) struct CubeKeeperTests {
  private let office: Office
  private let told = Told()
  private var storage: Storage { office.planerka.storage }
  private var columns: String { office.planerka.directory.columns }

  init() throws {
    office = try Office()
    try office.takeIn("employees", "id,name\ne1,Anna\ne2,Boris")
    try takeIn(0..<30)
  }

  @Test func `the next start has the cube at once, and it answers as SQL does`() async throws {
    try await following(keeper()) { FileManager.default.fileExists(atPath: columns) }
    try takeIn(20..<50)
    let next = keeper()
    #expect(next.engine == nil)
    await next.open()
    #expect(next.engine is CubeEngine)
    #expect(next.size?.revision == (try storage.revision()))
    try expectAnswers(of: next)
    #expect(told.keys.isEmpty)
  }

  @Test func `it follows what comes in while it runs`() async throws {
    let keeper = keeper()
    try await following(keeper) { FileManager.default.fileExists(atPath: columns) }
    try takeIn(20..<50)
    try await following(keeper) { try keeper.size?.revision == storage.revision() }
    try expectAnswers(of: keeper)
    #expect(told.keys.isEmpty)
  }

  @Test func `a damaged file is told of, and the cube is made and kept anew`() async throws {
    try await following(keeper()) { FileManager.default.fileExists(atPath: columns) }
    var bytes = try Data(contentsOf: URL(fileURLWithPath: columns))
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: URL(fileURLWithPath: columns))
    let next = keeper()
    await next.open()
    #expect(told.keys == ["columns.damaged"])
    #expect(next.engine == nil)

    try await following(next) { try Data(contentsOf: URL(fileURLWithPath: columns)) != bytes }
    try expectAnswers(of: next)
    let third = keeper()
    await third.open()
    #expect(third.engine is CubeEngine)
    #expect(told.keys == ["columns.damaged"])
  }

  @Test func `a place that cannot be written is told of, and changes are followed`() async throws {
    let keeper = keeper(file: office.path("none/planerka.columns"))
    try await following(keeper) { !told.keys.isEmpty }
    #expect(told.keys == ["columns.unwritable"])
    try takeIn(20..<50)
    try await following(keeper) { try keeper.size?.revision == storage.revision() }
    try expectAnswers(of: keeper)
    #expect(told.keys == ["columns.unwritable"])
  }

  private func keeper(file: String? = nil) -> CubeKeeper {
    CubeKeeper(storage, file: file ?? columns) { [told] in told.add($0) }
  }

  /// Takes in calls of these numbers.
  private func takeIn(_ numbers: Range<Int>) throws {
    let rows = numbers.map { number in
      "x\(number),2026-03-02T1\(number % 9):00:00Z,e\(1 + number % 2),out,\(number * 7),yes"
    }
    try office.takeIn(
      "calls",
      "id,started_at,manager,direction,duration_s,answered\n" + rows.joined(separator: "\n"))
  }

  /// Runs a keeper until a condition holds.
  private func following(_ keeper: CubeKeeper, until condition: () throws -> Bool) async throws {
    async let _ = keeper.run()
    while try !condition() { try await Task.sleep(for: .milliseconds(10)) }
  }

  private func expectAnswers(of keeper: CubeKeeper) throws {
    var beside = office.planerka
    beside.cubes = keeper
    for report in ["talk-time", "call-structure"] {
      let question = ReportQuestion(
        id: report, parameters: [("from", "2026-03-01"), ("to", "2026-03-31")])
      let now = Moment(seconds: 1_800_000_000)
      let rows = try office.planerka.report(question, now: now).rows
      #expect(!rows.isEmpty)
      #expect(try beside.report(question, now: now).rows == rows)
    }
  }
}

/// The faults a keeper has told of.
private final class Told: Sendable {
  private let faults = Mutex<[any Error]>([])

  var keys: [String] {
    faults.withLock { $0.map { ($0 as? PlainFault)?.message.key ?? "\($0)" } }
  }

  func add(_ fault: any Error) { faults.withLock { $0.append(fault) } }
}

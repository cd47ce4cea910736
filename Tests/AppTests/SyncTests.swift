import App
import Domain
import Engine
import Foundation
import Store
import TestKit
import Testing

/// Connections to outside systems, and what looks at them bring.
@Suite struct SyncTests {
  private let office: Office
  private var planerka: Planerka { office.planerka }
  private let now = Moment(seconds: 1_800_000_000)

  init() throws { office = try Office() }

  /// Rows of a log of calls to extension 101, of Greenwich time, as `cdr_csv` writes them.
  static func rows(_ numbers: Range<Int>, talk: Int = 30) -> String {
    numbers.map { number in
      let (minute, second) = (number / 60 % 60, number % 60)
      let time =
        "2026-03-10 10:\(minute < 10 ? "0" : "")\(minute):\(second < 10 ? "0" : "")\(second)"
      let end = "2026-03-10 11:59:59"
      let id = "pbx-\(1_773_136_800 + number % 3_600).\(number)"
      return """
        "","\(79_160_000_000 + number)","101","office","","SIP/line-\(number)","SIP/101-\(number)","Dial","",\
        "\(time)","\(time)","\(end)",60,\(talk),"ANSWERED","DOCUMENTATION","\(id)","","","\(id)",\(number)

        """
    }.joined()
  }

  private func connect(_ text: String = rows(0..<3), pause: Int = 60) throws {
    let file = try office.write("Master.csv", text)
    try planerka.connect(
      "pbx", by: "asterisk", ["file": file, "time_zone": "UTC"], pause: pause,
      author: .commandLine, now: now)
  }

  private func append(_ text: String) throws {
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: office.path("Master.csv")))
    try file.seekToEnd()
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }

  private func sync(isAnew: Bool = false, at moment: Moment? = nil) throws -> SyncResult {
    try planerka.sync("pbx", isAnew: isAnew, now: moment ?? now)
  }

  private func calls() throws -> Int { try planerka.storage.cube().count("call") }

  private func key(_ work: () throws -> Void) -> String? {
    do {
      try work()
      return nil
    } catch {
      return (error as? any Fault)?.message.key
    }
  }

  @Test func `what is new comes once`() throws {
    try connect()
    let first = try sync().tally
    #expect((first.created, first.updated, first.unchanged, first.rejected) == (3, 0, 0, 0))
    #expect(first.references == ["employees": 1])
    #expect(try sync().tally == IntakeTally())
    try append(Self.rows(3..<5))
    #expect(try sync().tally.created == 2)
    let again = try sync(isAnew: true).tally
    #expect((again.created, again.updated, again.unchanged) == (0, 0, 5))
    #expect(try calls() == 5)
    #expect(try planerka.check().isEmpty)
  }

  @Test func `each look is an import with its raw rows, and can be undone`() throws {
    try connect()
    _ = try sync()
    try append(Self.rows(3..<5))
    _ = try sync()
    let entries = try planerka.imports(limit: 9).entries
    try #require(entries.count == 2)
    #expect(try planerka.imports(limit: 9, areOfFiles: true).entries.isEmpty)
    #expect(try planerka.connections()[0].lastImport == entries[0].id)
    #expect(entries.map(\.source) == ["pbx", "pbx"])
    #expect(entries.map(\.tally.created) == [2, 3])
    #expect(try planerka.rawPart(1, of: entries[0].id) == Array(Self.rows(3..<5).utf8))
    _ = try planerka.undo(import: entries[0].id, by: .commandLine, now: now)
    #expect(try calls() == 3)
    #expect(try sync().tally == IntakeTally())
    #expect(try sync(isAnew: true).tally.created == 2)
  }

  @Test func `rows that are no calls keep no others out, and are told of`() throws {
    try connect("nonsense,here\n" + Self.rows(0..<2))
    let result = try sync()
    #expect(result.tally.created == 2)
    #expect(result.tally.rejected == 1)
    #expect(result.errors.map(\.line) == [1])
    #expect(result.errors.map(\.value) == ["nonsense,here"])
    #expect(try sync().tally == IntakeTally())
  }

  @Test func `a look that fails is noted, and the next one goes on`() throws {
    try connect()
    _ = try sync()
    let (path, away) = (office.path("Master.csv"), office.path("away"))
    try FileManager.default.moveItem(atPath: path, toPath: away)
    #expect(key { _ = try sync() } == "file.missing")
    #expect(try planerka.connections()[0].failure?.key == "file.missing")
    try FileManager.default.moveItem(atPath: away, toPath: path)
    try append(Self.rows(3..<4))
    #expect(try sync().tally.created == 1)
    let connection = try planerka.connections()[0]
    #expect(connection.failure == nil)
    #expect(connection.brought == 4)
    #expect(connection.broughtAt == now)
  }

  @Test func `a log begun anew without the one before is told of`() throws {
    try connect()
    _ = try sync()
    _ = try office.write("Master.csv", Self.rows(7..<8))
    let result = try sync()
    #expect(result.tally.created == 1)
    #expect(result.notes.map(\.key) == ["asterisk.torn"])
    // Who did not look on sees it later, until everything is pulled anew.
    _ = try sync(at: Moment(seconds: now.seconds + 60))
    let warned = try planerka.connections()[0]
    #expect(warned.warning?.key == "asterisk.torn")
    #expect(warned.warning?.arguments == ["path": office.path("Master.csv")])
    #expect(warned.warnedAt == now)
    _ = try sync(isAnew: true)
    #expect(try planerka.connections()[0].warning == nil)
  }

  @Test func `two programs that look at once take every call once`() async throws {
    try connect(Self.rows(0..<9_000))
    let (planerka, now) = (planerka, now)
    async let a = offLoop { try planerka.sync("pbx", now: now).tally }
    async let b = offLoop { try planerka.sync("pbx", now: now).tally }
    let tallies = try await [a, b]
    #expect(tallies.map(\.created).sorted() == [0, 9_000])
    #expect(tallies.map(\.unchanged) == [0, 0])
    #expect(try planerka.storage.cube().count("call") == 9_000)
    #expect(try planerka.imports(limit: 9).entries.count == 1)
  }

  @Test func `calls within the company are no import, and are left behind`() throws {
    try connect(Self.rows(0..<1).replacing("SIP/line", with: "SIP/102"))
    #expect(try sync().tally == IntakeTally())
    #expect(try planerka.imports(limit: 9).entries.isEmpty)
    #expect(try planerka.connections()[0].cursor != nil)
  }

  @Test func `connections are added, listed and taken away, and the history tells so`() throws {
    try connect(pause: 30)
    _ = try sync()
    let connection = try #require(try planerka.connections().first)
    #expect(connection.name == "pbx")
    #expect(connection.told == "asterisk file=\(office.path("Master.csv")) time_zone=UTC")
    #expect(connection.pause == 30)
    #expect(!connection.isDue(at: Moment(seconds: now.seconds + 29)))
    #expect(connection.isDue(at: Moment(seconds: now.seconds + 30)))
    try planerka.disconnect("pbx", by: .commandLine, now: now)
    #expect(try planerka.connections().isEmpty)
    #expect(try calls() == 3)
    let changes = try planerka.history(limit: 2).entries
    #expect(changes.map(\.subject) == ["connection", "connection"])
    #expect(changes.map(\.key) == ["pbx", "pbx"])
    #expect(changes[0].before == connection.told && changes[0].after == nil)
    #expect(changes[1].before == nil && changes[1].after == connection.told)
  }

  @Test func `what is wrong with a connection is told, and nothing is kept`() throws {
    let file = try office.write("Master.csv", "")
    func refusal(_ name: String, _ connector: String, _ options: [String: String]) -> String? {
      key {
        try planerka.connect(name, by: connector, options, author: .commandLine, now: now)
      }
    }
    #expect(refusal("pbx", "astrisk", [:]) == "connector.unknown")
    #expect(refusal("pbx", "asterisk", [:]) == "connector.option_missing")
    #expect(refusal("pbx", "asterisk", ["file": file, "x": "y"]) == "connector.option")
    #expect(refusal("pbx", "asterisk", ["file": file, "time_zone": "Mars"]) == "zone.unknown")
    #expect(refusal("pbx", "asterisk", ["file": file + "x"]) == "file.missing")
    for name in [" ", "file", "a:b"] {
      #expect(refusal(name, "asterisk", ["file": file]) == "connection.name")
    }
    #expect(try planerka.connections().isEmpty)
    #expect(refusal("pbx", "asterisk", ["file": file]) == nil)
    #expect(refusal("pbx", "asterisk", ["file": file]) == "connection.exists")
    #expect(key { _ = try planerka.sync("abc", now: now) } == "connection.missing")
    #expect(
      key { try planerka.disconnect("abc", by: .commandLine, now: now) } == "connection.missing")
    #expect(try planerka.connections().count == 1)
  }

  @Test func `a server looks by itself, and one broken system keeps nobody from the others`()
    async throws
  {
    let gone = try office.write("gone.csv", "")
    try planerka.connect(
      "a", by: "asterisk", ["file": gone], pause: 5, author: .commandLine, now: now)
    try FileManager.default.removeItem(atPath: gone)
    try connect(pause: 5)
    let failures = Failures()
    let runner = JobRunner(
      planerka.storage, [planerka.syncing], pause: .milliseconds(20)
    ) { failures.add($0) }
    let running = Task { await runner.run() }
    for _ in 0..<3_000 {
      if try calls() == 3, !failures.keys.isEmpty { break }
      try await Task.sleep(for: .milliseconds(10))
    }
    running.cancel()
    await running.value
    #expect(try calls() == 3)
    #expect(Set(failures.keys) == ["file.missing"])
  }
}

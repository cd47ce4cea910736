import App
import Domain
import Foundation
import TestKit
import Testing

/// What commands say to those who run them.
@Suite struct CommandTests {
  /// Runs the program on a company, in English; what it says on standard error, and its exit status.
  private func run(
    _ arguments: [String], in place: TestPlace
  ) throws -> (said: String, status: Int32) {
    let program = Process()
    program.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "planerka")
    let database = place.url.map { ["--database", $0] } ?? []
    program.arguments = arguments + ["--data", place.folder.path] + database
    let errors = Pipe()
    program.standardError = errors
    program.standardOutput = FileHandle.nullDevice
    try program.run()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    program.waitUntilExit()
    return (String(decoding: said, as: UTF8.self), program.terminationStatus)
  }

  @Test func `each thing that is wrong with a question is said on a line of its own`() throws {
    let place = try TestPlace()
    try place.planerka().settle(["locale": "en"], by: .commandLine, now: .init(seconds: 0))
    let question = ["report", "managers", "--from", "soon", "--by", "day", "--compare", "best"]
    let answer = try run(question, in: place)
    #expect(
      answer.said == """
        Error: The report managers has one shape: it takes no by=day.
        Error: from: «soon» is not a date. Expected: 2026-03-14.
        Error: «best» is not known for compare. Known: previous, year.

        """)
    #expect(answer.status == 2)
    let one = try run(["report", "managers", "--from", "soon"], in: place)
    #expect(one.said == "Error: from: «soon» is not a date. Expected: 2026-03-14.\n")
    #expect(one.status == 2)
  }

  @Test(arguments: [
    (["import", "employes", "x.csv"], "There is no kind employes.", 2),
    (["import", "calls", "missing.csv"], "missing.csv", 1),
    (["import", "calls", "/dev/null", "--encoding", "nope"], "There is no encoding nope.", 2),
    (["demo", "--today", "31.03.2026x"], "--today", 2),
    (["--time-zone", "Mars/X", "demo"], "Mars/X", 2),
    (["--currency", "XYZQ", "demo"], "XYZQ", 2),
    (["serve", "--port", "99999"], "--port: 0 … 65535", 2),
    (["serve", "--memory-limit", "0"], "--memory-limit", 2),
  ])
  func `what is wrong with a command is said before anything is made`(
    arguments: [String], reason: String, status: Int32
  ) throws {
    let place = try TestPlace()
    let answer = try run(arguments + ["--locale", "en"], in: place)
    #expect(answer.said.contains(reason))
    #expect(answer.status == status)
    let left = try FileManager.default.contentsOfDirectory(atPath: place.folder.path)
    #expect(!left.contains { $0.hasPrefix("planerka") }, "\(left)")
  }

  @Test func `what only reads keeps no settings`() throws {
    let place = try TestPlace()
    let planerka = try place.planerka()
    #expect(try run(["check", "--time-zone", "Asia/Tokyo"], in: place).status == 0)
    #expect(try run(["report", "channels"], in: place).status == 0)
    #expect(try planerka.history(limit: 5).entries.isEmpty)
  }

  @Test func `rows that would be left out are told by a dry run`() throws {
    let place = try TestPlace()
    let file = place.folder.appending(path: "calls.csv")
    try Data("id,started_at,duration_s\nc1,2026-03-14,1\nc2,soon,1\n".utf8).write(to: file)
    let asked = ["import", "calls", file.path, "--dry-run", "--locale", "en"]
    let refused = try run(asked, in: place)
    #expect(refused.said.contains("nothing was taken in"))
    #expect(refused.status == 1)
    let well = try run(asked + ["--skip-bad"], in: place)
    #expect(well.said.contains("those rows would be left out"))
    #expect(well.status == 0)
    #expect(try place.planerka().isEmpty())
  }
}

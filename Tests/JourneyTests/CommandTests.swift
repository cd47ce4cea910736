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
}

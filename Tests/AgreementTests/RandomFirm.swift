import App
import Domain
import Foundation
import Render
import Store
import TestKit
import Testing

/// A random company: its files, the same taken in, and the oracle that reads the files.
final class RandomFirm {
  /// How a firm is made.
  struct Make: Sendable, CustomTestStringConvertible {
    let seed: Int
    var isOdd = false
    /// Whether it lives in a server, in tables as a distributed database has them.
    var isDistributed = false
    var testDescription: String {
      "seed \(seed)\(isOdd ? ", odd" : "")\(isDistributed ? ", distributed" : "")"
    }

    /// One that is distributed, where there is a server.
    static func distributed(seed: Int) -> [Make] {
      guard TestPlace.server != nil else { return [] }
      return [Make(seed: seed, isOdd: true, isDistributed: true)]
    }
  }

  let planerka: Planerka
  /// The files' folder.
  let files: URL
  private let place: TestPlace
  private static let programs = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Oracle")

  init(_ make: Make) throws {
    place = try make.isDistributed ? TestPlace(server: TestPlace.server) : TestPlace()
    if make.isDistributed, !TestPlace.isDistributed { try place.storage().gatherFamilies() }
    files = place.folder.appending(path: "files")
    planerka = try place.planerka()
    _ = try Self.run(
      ["firm.py", "--seed", "\(make.seed)", "--out", files.path] + (make.isOdd ? ["--odd"] : []))
    for kind in RecordKind.all.sorted(by: { $0.name == "rates" && $1.name != "rates" }) {
      let file = files.appending(path: "\(kind.name).csv").path
      guard FileManager.default.fileExists(atPath: file) else { continue }
      let result = try planerka.takeIn(
        ImportOrder(kind: kind, path: file), by: .commandLine, now: Moment(seconds: 1_800_000_000),
        say: \.key)
      try #require(result.errorCount == 0, "\(kind.name): \(result.errors)")
    }
  }

  /// The texts of a column of one of the files.
  func column(_ name: String, of kind: String) throws -> [String] {
    let lines = try String(contentsOf: files.appending(path: "\(kind).csv"), encoding: .utf8)
      .split(whereSeparator: \.isNewline).map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
    let place = try #require(lines.first?.firstIndex { $0 == name })
    return lines.dropFirst().filter { $0.count == lines[0].count }.map { String($0[place]) }
  }

  /// A report's rows and total as the program answers them.
  func answer(_ question: Question) throws -> Any {
    var asked = ReportQuestion(id: question.report)
    for (name, value) in question.parameters { asked.parameters.append((name, value)) }
    let report = try planerka.report(asked, now: Moment(seconds: 1_800_000_000))
    let json = try JSONSerialization.jsonObject(
      with: Data(ReportJSON.bytes(report, Words.of("en"))))
    let whole = try #require(json as? [String: Any])
    return ["rows": whole["rows"] ?? [], "total": whole["total"] ?? NSNull()]
  }

  /// The same as the oracle works them out.
  func oracle(_ questions: [Question]) throws -> [Any] {
    let input = try JSONSerialization.data(withJSONObject: questions.map(\.json))
    let output = try Self.run(["answers.py", files.path], input: input)
    return try #require(JSONSerialization.jsonObject(with: output) as? [Any])
  }

  private static func run(_ arguments: [String], input: Data = Data()) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    process.currentDirectoryURL = programs
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["PYTHONDONTWRITEBYTECODE": "1"]) { _, new in new }
    let asked = FileManager.default.temporaryDirectory
      .appending(path: "planerka-\(UUID().uuidString).json")
    try input.write(to: asked)
    defer { unlink(asked.path) }
    process.standardInput = try FileHandle(forReadingFrom: asked)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let answer = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(arguments)")
    return answer
  }
}

/// A question to both programs.
struct Question: CustomStringConvertible {
  let report: String
  var parameters: [(name: String, value: String)]

  var json: [String: Any] {
    var json: [String: Any] = ["report": report]
    var filters: [String] = []
    let plain = ["from", "to", "date", "as_of", "by", "slice", "mode"]
    for (name, value) in parameters {
      if plain.contains(name) { json[name] = value } else { filters.append("\(name)=\(value)") }
    }
    json["where"] = filters
    return json
  }

  var description: String {
    "\(report) " + parameters.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
  }
}

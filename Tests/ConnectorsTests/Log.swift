import Connectors
import Domain
import Foundation
import Testing

/// A log of Asterisk in a folder of its own, and what is pulled from it.
final class Log {
  let folder: URL
  private var cursor: String?
  private let options: [String: String]

  init(_ options: [String: String] = [:]) throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "planerka-log-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    self.options = options.merging(["file": folder.appending(path: "Master.csv").path]) { $1 }
    try write("")
  }

  deinit {
    do { try FileManager.default.removeItem(at: folder) } catch { Issue.record(error) }
  }

  private func url(_ name: String) -> URL { folder.appending(path: name) }

  func write(_ text: String, to name: String = "Master.csv") throws {
    try Data(text.utf8).write(to: url(name))
  }

  func write(_ bytes: [UInt8]) throws { try Data(bytes).write(to: url("Master.csv")) }

  func append(_ text: String) throws {
    let file = try FileHandle(forWritingTo: url("Master.csv"))
    try file.seekToEnd()
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }

  func rename(_ name: String = "Master.csv", to other: String) throws {
    try FileManager.default.moveItem(at: url(name), to: url(other))
  }

  func copy(to other: String) throws {
    try FileManager.default.copyItem(at: url("Master.csv"), to: url(other))
  }

  func source() throws -> any Source {
    let moscow = ZoneTable(name: "Europe/Moscow", first: 10_800, starts: [], offsets: [])
    return try Connector.named("asterisk").source(options, zone: moscow) {
      name throws(PlainFault) in
      guard name == "UTC" else { throw PlainFault(.input, "zone.unknown", ["name": name]) }
      return .utc
    }
  }

  /// Everything that is new, each call as its cells; and moves on behind it.
  func pull() throws -> [[String]] {
    var rows: [[String]] = []
    while let pull = try source().pull(after: cursor) {
      rows += pull.rows.map(\.cells)
      cursor = pull.cursor
      notes += pull.notes.map(\.key)
      pulls += 1
      if !pull.hasMore { break }
    }
    return rows
  }

  private(set) var notes: [String] = []
  private(set) var pulls = 0
}

/// A row of the log, as `cdr_csv` writes it.
struct Leg {
  var source = "89161234567"
  var destination = "101"
  var context = "office"
  var channel = "PJSIP/trunk-00000001"
  var bridged = "PJSIP/101-00000002"
  /// Seconds since 10:00 at which it began.
  var start = 0
  var ring = 5
  var talk = 30
  var isAnswered = true
  /// The channel's second and number.
  var unique = "1"
  var linked: String?
  var sequence = 1

  /// 21 columns; times are of the zone three hours ahead of Greenwich.
  var columns: [String] {
    let end = start + ring + (isAnswered ? talk : 0)
    return [
      "", source, destination, context, "\"\"Анна\"\" <\(source)>", channel, bridged, "Dial",
      "PJSIP/101,30,t", time(start), isAnswered ? time(start + ring) : "", time(end),
      String(end - start), String(isAnswered ? talk : 0), isAnswered ? "ANSWERED" : "NO ANSWER",
      "DOCUMENTATION", number(unique), "", "", number(linked ?? unique), String(sequence),
    ]
  }

  func line(_ places: [Int] = Array(0..<21)) -> String {
    places.map { "\"\(columns[$0])\"" }.joined(separator: ",") + "\n"
  }

  var line: String { line() }

  /// 2026-03-10 10:00:00 in the zone is the second 1773126000.
  private func number(_ channel: String) -> String { "1773126000.\(channel)" }

  private func time(_ second: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let all = 36_000 + second
    return "2026-03-10 \(two(all / 3_600)):\(two(all / 60 % 60)):\(two(all % 60))"
  }
}

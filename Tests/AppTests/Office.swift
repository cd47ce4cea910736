import App
import Domain
import Foundation
import TestKit
import Testing

/// A company in a directory of its own, with files to take in.
final class Office {
  let planerka: Planerka
  private let place: TestPlace

  init() throws {
    place = try TestPlace()
    planerka = try place.planerka()
  }

  func path(_ name: String) -> String { place.folder.appending(path: name).path }

  /// The names of the files in its directory, but for the database's own.
  var names: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: place.folder.path)
        .filter { !$0.hasPrefix("planerka.sqlite") }.sorted()
    }
  }

  /// Writes a file and returns its path.
  func write(_ name: String, _ text: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
    return path(name)
  }

  @discardableResult func takeIn(
    _ kind: String, _ text: String, map: String? = nil, source: String = "file",
    at now: Moment = Moment(seconds: 1_800_000_000),
    _ change: (inout ImportOrder) -> Void = { _ in }
  ) throws -> ImportResult {
    let file = path("\(kind).csv")
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    var order = ImportOrder(kind: try #require(RecordKind.named(kind)), path: file)
    order.source = source
    if let map { order.mapping = try ColumnMapping(json: Array(map.utf8), path: "map.json") }
    change(&order)
    return try planerka.takeIn(
      order, by: .commandLine, now: now, say: \.key)
  }

  func tally(_ kind: String, _ text: String, source: String = "file") throws -> [Int] {
    let tally = try takeIn(kind, text, source: source).tally
    return [tally.created, tally.updated, tally.unchanged, tally.rejected]
  }
}

import App
import Domain
import Foundation
import Store
import TestKit
import Testing

/// A company in a database of its own in a PostgreSQL server, and programs that work on it.
final class ServedCompany {
  private let place: TestPlace
  let url: String

  /// Whether there is a server to put companies into.
  static let isPossible = TestPlace.server != nil

  init() throws {
    place = try TestPlace(server: TestPlace.server)
    url = try #require(place.url)
  }

  var folder: URL { place.folder }

  /// A program of its own on the company, with a directory of its own.
  func node(_ name: String = "a") throws -> Planerka {
    try Planerka(
      directory: DataDirectory(folder.appending(path: name).path), database: url, create: true)
  }

  /// Lays its tables out as a distributed database has them.
  func gatherFamilies() throws { try Storage(postgres: url, create: true).gatherFamilies() }

  /// Writes a file of calls and returns its path.
  func calls(_ numbers: Range<Int>, seconds: Int = 60) throws -> String {
    let rows = numbers.map { "c\($0),2026-03-\(10 + $0 % 15)T10:00:00,\(seconds),k\($0 % 50)" }
    let file = folder.appending(path: "calls-\(UUID().uuidString).csv")
    try Data("id,started_at,duration_s,client\n\(rows.joined(separator: "\n"))".utf8)
      .write(to: file)
    return file.path
  }
}

extension Planerka {
  /// Takes a file of calls in.
  @discardableResult
  func takeInCalls(_ path: String) throws -> IntakeTally {
    let kind = try #require(RecordKind.named("calls"))
    return try takeIn(
      ImportOrder(kind: kind, path: path), by: .commandLine, now: Moment(seconds: 1_800_000_000),
      say: \.key
    ).tally
  }
}

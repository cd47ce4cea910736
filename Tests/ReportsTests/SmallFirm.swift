import App
import Domain
import Foundation
import Render
import Reports
import TestKit
import Testing

/// A company in a directory of its own.
final class SmallFirm {
  let planerka: Planerka
  private let place: TestPlace

  init() throws {
    place = try TestPlace()
    planerka = try place.planerka()
  }

  func takeIn(_ kind: String, _ text: String, at seconds: Int = 1_800_000_000) throws {
    let file = place.folder.appending(path: "\(kind).csv")
    try Data(text.utf8).write(to: file)
    let order = ImportOrder(kind: try #require(RecordKind.named(kind)), path: file.path)
    let result = try planerka.takeIn(
      order, by: .commandLine, now: Moment(seconds: seconds), say: \.key)
    try #require(result.errorCount == 0, "\(result.errors)")
  }

  func report(_ id: String, _ parameters: [(String, String)]) throws -> [String: Any] {
    let question = ReportQuestion(
      id: id, parameters: parameters.map { (name: $0.0, value: $0.1) })
    let report = try planerka.report(question, now: Moment(seconds: 1_800_000_000))
    let json = try JSONSerialization.jsonObject(
      with: Data(ReportJSON.bytes(report, Words.of("en"))))
    return try #require(json as? [String: Any])
  }

  /// A question of one's own about March 2026: "NAME figure, NAME figure".
  func query(
    _ subject: String, _ measure: String, by key: String, asOf day: String
  ) throws -> String {
    let question = ReportQuestion(
      id: "query",
      parameters: [
        ("subject", subject), ("measures", measure), ("by", key), ("from", "2026-03-01"),
        ("to", "2026-03-31"), ("as_of", day),
      ])
    let report = try planerka.query(question, now: Moment(seconds: 1_800_000_000))
    let json = try JSONSerialization.jsonObject(
      with: Data(ReportJSON.bytes(report, Words.of("en"))))
    let rows = try #require((json as? [String: Any])?["rows"] as? [[String: Any]])
    return rows.map { "\($0[key] ?? "") \($0[measure] ?? "")" }.joined(separator: ", ")
  }

  func rows(_ id: String, _ parameters: [(String, String)]) throws -> [[String: Any]] {
    try #require(report(id, parameters)["rows"] as? [[String: Any]])
  }
}

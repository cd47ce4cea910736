import App
import Domain
import Foundation
import Reports
import TestKit
import Testing

/// A company in a directory of its own that takes one set in through its mapping files.
final class ExampleCompany {
  private let planerka: Planerka
  private let place: TestPlace
  private let maps: URL

  init(_ set: String, currency: String) throws {
    maps = ExampleData.examples.appending(path: set)
    place = try TestPlace()
    planerka = try place.planerka()
    try planerka.set("time_zone", to: "UTC", by: .commandLine, now: Moment(seconds: 0))
    try planerka.set("currency", to: currency, by: .commandLine, now: Moment(seconds: 0))
  }

  /// Takes a file in; the mapping file is called like the kind unless told.
  func takeIn(_ kind: String, _ file: URL, map: String? = nil) throws -> IntakeTally {
    let map = maps.appending(path: "\(map ?? kind).json")
    var order = ImportOrder(kind: try #require(RecordKind.named(kind)), path: file.path)
    order.mapping = try ColumnMapping(json: Array(Data(contentsOf: map)), path: map.path)
    return try takeIn(order)
  }

  /// Takes in the stages that stand beside the mapping files.
  func takeInStages() throws {
    let file = maps.appending(path: "stages.csv").path
    _ = try takeIn(ImportOrder(kind: try #require(RecordKind.named("stages")), path: file))
  }

  private func takeIn(_ order: ImportOrder) throws -> IntakeTally {
    let result = try planerka.takeIn(order, by: .commandLine, now: Self.now, say: \.key)
    try #require(result.errorCount == 0, "\(order.path): \(result.errors)")
    return result.tally
  }

  /// A report's figures.
  func ask(_ id: String, _ parameters: [(name: String, value: String)]) throws -> Answer {
    try Answer(planerka.report(ReportQuestion(id: id, parameters: parameters), now: Self.now))
  }

  private static let now = Moment(seconds: 1_800_000_000)
}

/// A report's figures by the texts of their row's keys.
struct Answer {
  /// The rows' keys, in order; `none` for the row of records without one.
  let keys: [[String]]
  private let names: [String]
  private let rows: [[String]: [Figure]]
  private let total: [Figure]

  init(_ report: Report) {
    names = report.columns.filter { !$0.isKey }.map(\.key)
    keys = report.rows.map { $0.keys.map { $0.text ?? "none" } }
    rows = Dictionary(zip(keys, report.rows.map(\.figures))) { first, _ in first }
    if case .figures(let figures, _) = report.total { total = figures } else { total = [] }
  }

  /// A figure of the row of these keys; money in whole units, nil for one that says nothing.
  func figure(_ name: String, _ keys: String...) throws -> Double? {
    try number(name, #require(rows[keys], "no row \(keys)"))
  }

  /// A figure of the total.
  func total(_ name: String) throws -> Double? { try number(name, total) }

  private func number(_ name: String, _ figures: [Figure]) throws -> Double? {
    let place = try #require(names.firstIndex(of: name), "no column \(name)")
    try #require(place < figures.count)
    switch figures[place] {
    case .none, .word: return nil
    case .count(let count): return Double(count)
    case .money(let minor, let digits): return Double(minor) / (digits == 2 ? 100 : 1)
    case .real(let number): return number
    }
  }
}

/// Whether two figures are the same number, however they were divided.
func same(_ given: Double?, _ wanted: Double) -> Bool {
  guard let given else { return false }
  return abs(given - wanted) <= 1e-9 * max(1, abs(wanted))
}

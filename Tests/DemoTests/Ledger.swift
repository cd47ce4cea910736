import Demo
import Domain

/// A sink that keeps the rows of the kinds it is asked to, by column.
struct Ledger: DemoSink {
  /// A kept row: its cells under the names of the columns.
  struct Row {
    let columns: [String]
    let cells: [Cell]

    subscript(_ column: String) -> Cell {
      columns.firstIndex(of: column).map { cells[$0] } ?? .none
    }
    func text(_ column: String) -> String? {
      if case .text(let text) = self[column] { text } else { nil }
    }
    func number(_ column: String) -> Int? {
      switch self[column] {
      case .integer(let number): number
      case .decimal(let number): number.minor(digits: 0)
      default: nil
      }
    }
  }

  private let kept: [String]
  private var kind = ""
  private var isKept = false
  private var columns: [String] = []
  private(set) var rows: [String: [Row]] = [:]
  private(set) var kinds: [String] = []
  private(set) var counts: [String: Int] = [:]
  private let isHashing: Bool
  private var hasher = Hasher()

  /// A ledger of some kinds; of the others it only counts the rows.
  init(keeping kept: String..., hashing isHashing: Bool = false) {
    self.kept = kept
    self.isHashing = isHashing
  }

  /// One number for all rows in their order, when the ledger is hashing.
  var digest: Int { hasher.finalize() }

  mutating func begin(_ kind: RecordKind, _ fields: [RecordField], attributes: [String]) throws {
    self.kind = kind.name
    isKept = kept.contains(kind.name)
    kinds.append(kind.name)
    columns = fields.map(\.name) + attributes.map { "attr.\($0)" }
    hasher.combine(columns)
  }

  mutating func row(_ cells: [Cell]) throws {
    counts[kind, default: 0] += 1
    if isHashing { hasher.combine(cells) }
    if isKept { rows[kind, default: []].append(Row(columns: columns, cells: cells)) }
  }

  subscript(_ kind: String) -> [Row] { rows[kind] ?? [] }
}

/// Moscow since 2014: three hours east of Greenwich.
let moscow = ZoneTable(name: "Europe/Moscow", first: 10_800, starts: [], offsets: [])

/// Berlin in 2026: summer time from 29 March 01:00 UTC to 25 October 01:00 UTC.
let berlin = ZoneTable(
  name: "Europe/Berlin", first: 3_600,
  starts: [1_774_746_000, 1_792_890_000], offsets: [7_200, 3_600])

/// Friday, 20 November 2026, 15:30.
let friday = Day(20_777)

func afternoon(in zone: ZoneTable) -> Moment {
  zone.moment(of: LocalTime(day: friday, millisecond: 55_800_000))
}

func company(
  managers: Int = 8, months: Int = 6, seed: UInt64 = 1, language: String = "ru",
  zone: ZoneTable = moscow
) -> DemoCompany {
  DemoCompany(
    managers: managers, months: months, seed: seed, today: friday, now: afternoon(in: zone),
    language: language, zone: zone)
}

extension DemoCompany {
  /// The rows of some kinds.
  func ledger(_ ledger: Ledger) throws -> Ledger {
    var ledger = ledger
    try fill(&ledger) { _, _ in }
    return ledger
  }
}

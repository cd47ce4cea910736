import Domain
import SQLCompiler

/// Which records belong to one family, worked out from everything that records name.
///
/// Only records that others may name are looked at one by one; the rest live with what they name.
struct FamilyTree {
  /// The spread kinds that spread records name.
  let kinds: [RecordKind]
  /// For each record the number of one it belongs together with, at last its own.
  ///
  /// A record's number is its id after those of the kinds before.
  private var towards: [Int]
  private let offsets: [Int]

  /// Reads what all records name.
  init(_ session: any Session) throws {
    let spread = RecordKind.all.filter { Dialect.spreadTables.contains($0.table) }
    let kinds = spread.filter { kind in
      spread.contains { $0.fields.contains { $0.holds == .reference(kind.name) } }
    }
    var offsets: [Int] = []
    var count = 0
    for kind in kinds {
      offsets.append(count)
      count += (try session.first("SELECT MAX(id) FROM \"\(kind.table)\"") ?? 0) + 1
    }
    self.kinds = kinds
    self.offsets = offsets
    towards = Array(0..<count)
    for kind in spread { try read(kind, session) }
  }

  /// Ties what each record of a kind names with it and with each other.
  private mutating func read(_ kind: RecordKind, _ session: any Session) throws {
    var named = kind.named(among: kinds)
    if let own = kinds.firstIndex(of: kind) { named.insert((own, "id"), at: 0) }
    guard named.count > 1 else { return }
    let columns = named.map { "\"\($0.column)\"" }
    let filled = columns.map { "CASE WHEN \($0) IS NULL THEN 0 ELSE 1 END" }
    let rows = try session.cursor(
      """
      SELECT DISTINCT \(columns.joined(separator: ", ")) FROM "\(kind.table)"
      WHERE \(filled.joined(separator: " + ")) > 1
      """, [])
    defer { rows.reset() }
    while try rows.step() {
      var first: Int?
      for (place, (kind, _)) in named.enumerated() where !rows.isEmpty(place) {
        let number = offsets[kind] + Int(rows.integer(place))
        // Why: a record that is not there ties nothing.
        guard number < end(of: kind) else { continue }
        if let first { tie(first, number) } else { first = number }
      }
    }
  }

  /// The number after those of a kind's records.
  private func end(of kind: Int) -> Int {
    kind + 1 < offsets.count ? offsets[kind + 1] : towards.count
  }

  private mutating func tie(_ a: Int, _ b: Int) {
    let (a, b) = (last(a), last(b))
    // Why: a family has the number of its first record, and clients come first.
    if a != b { towards[max(a, b)] = min(a, b) }
  }

  private mutating func last(_ number: Int) -> Int {
    var number = number
    while towards[number] != number {
      towards[number] = towards[towards[number]]
      number = towards[number]
    }
    return number
  }

  /// The family of each record of a kind by its id, from 0.
  mutating func families(of kind: Int) -> [Int64] {
    (offsets[kind]..<end(of: kind)).map { number in
      let first = last(number)
      let kind = offsets.lastIndex { $0 <= first } ?? 0
      return kinds[kind].family(ofNew: Int64(first - offsets[kind]))
    }
  }
}

extension RecordKind {
  /// The columns that name records of other kinds, with the places of these.
  func named(among kinds: [RecordKind]) -> [(kind: Int, column: String)] {
    fields.compactMap { field in
      guard case .reference(let name) = field.holds,
        let place = kinds.firstIndex(where: { $0.name == name })
      else { return nil }
      return (place, "\(field.name)_id")
    }
  }
}

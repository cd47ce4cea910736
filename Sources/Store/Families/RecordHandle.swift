import Domain
import SQLCompiler

/// A record by its number, and its family in a distributed database; elsewhere the family is 0.
struct RecordHandle {
  let id: Int64
  let family: Int64
}

extension RecordKind {
  /// Whether its records have families in a database.
  func hasFamilies(in dialect: Dialect) -> Bool {
    dialect == .citus && Dialect.spreadTables.contains(table)
  }

  /// What gives a record's family in a selection from its table.
  func family(in dialect: Dialect) -> String { hasFamilies(in: dialect) ? "family" : "0" }

  /// The family of a new record that names none that has one: no other record begins it.
  func family(ofNew id: Int64) -> Int64 {
    let place = RecordKind.all.firstIndex { $0.table == table } ?? 0
    return id * Int64(RecordKind.all.count) + Int64(place)
  }
}

/// The condition that a row is that of one record.
struct OneRecord {
  /// The condition as SQL.
  let sql: String
  private let gap: Int
  private let hasFamily: Bool

  /// - Parameters:
  ///   - name: what the statement calls the table, with a point; nothing where it has no other.
  ///   - gap: the first gap that is bound.
  init(of kind: RecordKind, in dialect: Dialect, _ name: String = "", gap: Int) {
    self.gap = gap
    hasFamily = kind.hasFamilies(in: dialect)
    sql = "\(name)id = ?\(gap)" + (hasFamily ? " AND \(name)family = ?\(gap + 1)" : "")
  }

  func bind(_ record: RecordHandle, to statement: any RowStatement) throws {
    try statement.bind(record.id, at: gap)
    if hasFamily { try statement.bind(record.family, at: gap + 1) }
  }
}

public import Domain
import GRDB
public import Semantics

extension SQLiteStorage {
  /// The names behind the numbers of answers, and everything a filter may name.
  public func directory() throws -> Directory {
    try pool.read { db in
      Directory(
        employees: try names("employee", "team", db), channels: try names("channel", "NULL", db),
        products: try names("product", "NULL", db),
        ladders: try Settling(db: db, zone: .utc, since: 0).ladders()
          .map { (pipeline: $0.0, ladder: $0.1) },
        texts: try texts(db),
        attributes: try String.fetchAll(
          db,
          sql: """
            SELECT DISTINCT SUBSTR(field, 9) FROM known_text
            WHERE field LIKE 'segment.%'
              AND field NOT IN ('segment.marital_status', 'segment.occupation') ORDER BY 1
            """))
    }
  }

  /// The company's working days.
  public func workCalendar() throws -> WorkCalendar {
    try pool.read { db in
      var exceptions: [Day: Bool] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT date, working FROM holiday ORDER BY id") {
        exceptions[Day(row[0])] = (row[1] as Bool?) ?? false
      }
      return WorkCalendar(exceptions: exceptions)
    }
  }

  /// The plans of single sellers, who are named by id or else by name, the oldest first.
  public func plans() throws -> Plans {
    try pool.read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT p.metric, p.period, p."from", p.value, COALESCE(
            (SELECT e.id FROM employee e WHERE e.key = p.who AND e.source_id = p.source_id),
            (SELECT MIN(e.id) FROM employee e WHERE e.key = p.who),
            (SELECT MIN(e.id) FROM employee e WHERE e.name = p.who))
          FROM plan p WHERE COALESCE(p.scope, 1) = 1 AND p.who IS NOT NULL ORDER BY p.id
          """)
      return Plans(
        rows.compactMap { row in
          guard let manager = row[4] as Int?, let period = Plan.Period(rawValue: row[1]) else {
            return nil
          }
          return Plan(
            metric: (row[0] as Int) - 1, manager: manager, period: period, from: Day(row[2]),
            value: row[3])
        })
    }
  }

  /// The number of the last change of any record.
  public func revision() throws -> Int {
    try pool.read { db in try Int.fetchOne(db, sql: "SELECT last FROM revision") ?? 0 }
  }

  private func names(_ table: String, _ team: String, _ db: Database) throws -> Names {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT r.id, r.key, COALESCE(r.name, r.key), \(team), s.name,
          (SELECT COUNT(*) FROM "\(table)" o WHERE o.key = r.key)
        FROM "\(table)" r JOIN source s ON s.id = r.source_id
        """)
    var entries: [Int: Names.Entry] = [:]
    for row in rows {
      let key: String = row[1]
      let source: String = row[4]
      let isShared = (row[5] as Int) > 1
      entries[row[0]] = Names.Entry(
        id: isShared ? "\(source):\(key)" : key, name: row[2], team: row[3])
    }
    return Names(entries)
  }

  /// The texts that fields without an id have, by bytes.
  private func texts(_ db: Database) throws -> [Field: [String]] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT field, value FROM known_text
        UNION SELECT 'pipeline', pipeline FROM rung ORDER BY 1, 2
        """)
    var texts: [Field: [String]] = [:]
    for row in rows {
      guard let field = Field.named(row[0]) else { continue }
      texts[field, default: []].append(row[1])
    }
    return texts
  }
}

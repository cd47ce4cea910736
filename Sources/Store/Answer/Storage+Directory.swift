public import Domain
public import Semantics

extension Storage {
  /// The names behind the numbers of answers, and everything a filter may name.
  public func directory() throws -> Directory {
    try home.read { session in
      Directory(
        employees: try names("employee", "team", session),
        channels: try names("channel", "NULL", session),
        products: try names("product", "NULL", session),
        ladders: try Settling(session, zone: .utc, since: 0).ladders()
          .map { (pipeline: $0.0, ladder: $0.1) },
        texts: try texts(session),
        attributes: try session.column(
          """
          SELECT DISTINCT SUBSTR(field, 9) FROM known_text
          WHERE field LIKE 'segment.%'
            AND field NOT IN ('segment.marital_status', 'segment.occupation') ORDER BY 1
          """))
    }
  }

  /// The company's working days.
  public func workCalendar() throws -> WorkCalendar {
    try home.read { session in
      var exceptions: [Day: Bool] = [:]
      for row in try session.rows("SELECT date, working FROM holiday ORDER BY id") {
        exceptions[Day(row[0])] = (row[1] as Bool?) ?? false
      }
      return WorkCalendar(exceptions: exceptions)
    }
  }

  /// The plans of sellers, who are named by id or else by name, of teams and of the company, the oldest
  /// first.
  public func plans() throws -> Plans {
    try home.read { session in
      let rows = try session.cursor(
        """
        SELECT metric, period, "from", value, who, source_id, COALESCE(scope, 1) FROM plan
        ORDER BY id
        """, [])
      defer { rows.reset() }
      let seller = try session.statement(
        """
        SELECT COALESCE(
          (SELECT id FROM employee WHERE key = ?1 AND source_id = ?2),
          (SELECT MIN(id) FROM employee WHERE key = ?1),
          (SELECT MIN(id) FROM employee WHERE name = ?1), 0)
        """)
      // Why: there are many plans and few sellers.
      var sellers: [PlannedSeller: Int] = [:]
      var plans: [Plan] = []
      func number(of who: String) throws -> Int {
        let named = PlannedSeller(who: who, source: rows.integer(5))
        if let known = sellers[named] { return known }
        try seller.bind(named.who, at: 1)
        try seller.bind(named.source, at: 2)
        let number = try seller.step() ? Int(seller.integer(0)) : 0
        seller.reset()
        sellers[named] = number
        return number
      }
      while try rows.step() {
        guard let period = Plan.Period(rawValue: Int(rows.integer(1))) else { continue }
        let who = rows.text(4) ?? ""
        let owner: Plan.Owner
        switch rows.integer(6) {
        case 3: owner = .company
        case 2 where !who.isEmpty: owner = .team(who)
        default:
          let manager = try number(of: who)
          if manager == 0 { continue }
          owner = .manager(manager)
        }
        plans.append(
          Plan(
            metric: Int(rows.integer(0)) - 1, owner: owner, period: period,
            from: Day(Int(rows.integer(2))), value: rows.real(3)))
      }
      return Plans(plans)
    }
  }

  /// What tells whether something that holds for the company has changed: every setting by its key,
  /// and for each part, `directory`, `calendar` and `plans`, a number that rises with every change of
  /// what the part is read from.
  public func marks() throws -> (settings: [String: String], numbers: [String: Int]) {
    try home.look { session in
      var settings: [String: String] = [:]
      var numbers: [String: Int] = [:]
      let rows = try session.rows(
        """
        SELECT part, number, NULL FROM fact UNION ALL SELECT key, NULL, value FROM setting
        """)
      for row in rows {
        if let number: Int = row[1] { numbers[row[0]] = number } else { settings[row[0]] = row[2] }
      }
      return (settings, numbers)
    }
  }

  /// The number of the last change of any record.
  public func revision() throws -> Int {
    try home.look { session in Int(try session.revision()) }
  }

  private func names(_ table: String, _ team: String, _ session: any Session) throws -> Names {
    let rows = try session.rows(
      """
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
  private func texts(_ session: any Session) throws -> [Field: [String]] {
    let rows = try session.rows(
      """
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

/// Whom a plan names, and in which source.
private struct PlannedSeller: Hashable {
  let who: String
  let source: Int64
}

public import Domain

extension Storage {
  /// A part of what people changed, the newest first.
  ///
  /// - Parameter before: only changes with a lower number, when it is given.
  public func history(limit: Int, before: Int? = nil) throws -> HistoryPart {
    try home.read { session in
      // Why: one more than asked tells whether anything is left.
      let found = try session.rows(
        """
        SELECT id, at, author, verb, subject, key, field, "before", "after"
        FROM history WHERE id < ? ORDER BY id DESC LIMIT ?
        """,
        [before ?? .max, limit + 1]
      ).map(HistoryEntry.init)
      let entries = Array(found.prefix(limit))
      return HistoryPart(
        entries: entries, next: found.count > limit ? entries.last?.id : nil,
        count: try session.first("SELECT COUNT(*) FROM history") ?? 0)
    }
  }

  /// Notes a change of the database as a whole.
  public func note(_ change: Change, at now: Moment) throws {
    try home.write { try change.insert($0, at: now) }
  }

  /// Keeps settings, and notes those that are other than before.
  ///
  /// - Parameter standards: what holds for a setting that was never set, where something does.
  static func keep(
    _ settings: [String: String], over standards: [String: String], by author: Author,
    at now: Moment, _ session: any Session
  ) throws {
    for (key, value) in settings.sorted(by: { $0.key < $1.key }) {
      let kept: String? = try session.first("SELECT value FROM setting WHERE key = ?", [key])
      try session.run(
        """
        INSERT INTO setting (key, value) VALUES (?, ?)
        ON CONFLICT (key) DO UPDATE SET value = excluded.value
        """, [key, value])
      let old = kept ?? standards[key]
      if old != value {
        try Change.setting(key, from: old, to: value, by: author).insert(session, at: now)
      }
    }
  }
}

extension Change {
  /// Writes it down in the transaction that makes it.
  func insert(_ session: any Session, at now: Moment) throws {
    try session.run(
      """
      INSERT INTO history (at, author, verb, subject, key, field, "before", "after")
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        now.milliseconds, author.rawValue, verb.rawValue, subject, key, field, before, after,
      ])
  }
}

extension HistoryEntry {
  fileprivate init(_ row: StoredRow) {
    self.init(
      id: row[0], at: Moment(milliseconds: row[1]), author: row[2], verb: row[3], subject: row[4],
      key: row[5], field: row[6], before: row[7], after: row[8])
  }
}

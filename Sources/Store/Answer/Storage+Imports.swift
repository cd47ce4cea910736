public import Domain
import FoundationEssentials

extension Storage {
  /// A part of the imports, the newest first.
  ///
  /// - Parameters:
  ///   - before: only those with a lower number, when it is given.
  ///   - areOfFiles: whether only files that somebody gave are listed, not what connections brought.
  public func imports(
    limit: Int, before: Int? = nil, areOfFiles: Bool = false
  ) throws -> ImportPart {
    try home.read { session in
      let which = areOfFiles ? "AND i.connection_id IS NULL" : ""
      // Why: one more than asked tells whether anything is left.
      let found = try session.rows(
        "\(Self.entries) WHERE i.id < ? \(which) ORDER BY i.id DESC LIMIT ?",
        [before ?? Int.max, limit + 1]
      ).map(ImportEntry.init)
      let entries = Array(found.prefix(limit))
      return ImportPart(
        entries: entries, next: found.count > limit ? entries.last?.id : nil)
    }
  }

  /// An import by its number; nil when there is none.
  public func importEntry(_ id: Int) throws -> ImportEntry? {
    try home.read { session in
      try session.row("\(Self.entries) WHERE i.id = ?", [id])
        .map(ImportEntry.init)
    }
  }

  /// A part of an import's file, from 1, packed, with its length before; nil beyond the last.
  public func rawPart(_ number: Int, of id: Int) throws -> (bytes: [UInt8], size: Int)? {
    try home.read { session in
      guard
        let row = try session.row(
          "SELECT bytes, size FROM raw_part WHERE import_id = ? AND number = ?",
          [id, number])
      else { return nil }
      return (row[0], row[1])
    }
  }

  private static let entries = """
    SELECT i.id, i.kind, s.name, i.file, i.at, i.created, i.updated, i.unchanged, i.rejected,
      i.referred, i.raw_size, i.undone_at, i.since IS NOT NULL
    FROM import i JOIN source s ON s.id = i.source_id
    """
}

extension ImportEntry {
  fileprivate init(_ row: StoredRow) {
    var tally = IntakeTally()
    tally.created = row[5]
    tally.updated = row[6]
    tally.unchanged = row[7]
    tally.rejected = row[8]
    tally.references = ReferenceCounts.read(row[9])
    self.init(
      id: row[0], kind: row[1], source: row[2], file: row[3], at: Moment(milliseconds: row[4]),
      tally: tally, rawSize: row[10],
      undoneAt: (row[11] as Int?).map { Moment(milliseconds: $0) }, isReversible: row[12])
  }
}

/// How many records of each kind came to be by being referred to, as the list of imports keeps it.
enum ReferenceCounts {
  static func json(_ counts: [String: Int]) -> String {
    let parts = counts.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
    return "{\(parts.joined(separator: ", "))}"
  }

  static func read(_ json: String) -> [String: Int] {
    do {
      return try JSONDecoder().decode([String: Int].self, from: Data(json.utf8))
    } catch {
      // Why: only `json` above writes it; another text is a bug.
      preconditionFailure("counts of references are no JSON: \(json)")
    }
  }
}

extension Storage {
  /// What was answered under a key; nil when nothing was.
  public func answer(under key: String) throws -> KeptAnswer? {
    try home.read { session in
      try session.row(
        "SELECT address, digest, status, type, bytes FROM kept_answer WHERE key = ?",
        [key]
      ).map { row in
        return KeptAnswer(
          key: key, address: row[0], digest: row[1], status: row[2], type: row[3],
          bytes: row[4])
      }
    }
  }

  /// Keeps an answer under its key.
  public func keep(_ answer: KeptAnswer, at now: Moment) throws {
    try home.write { try answer.insert($0, at: now) }
  }
}

extension KeptAnswer {
  /// Keeps it; the first answer under a key holds.
  func insert(_ session: any Session, at now: Moment) throws {
    try session.run(
      """
      INSERT INTO kept_answer (key, address, digest, status, type, bytes, at)
      VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING
      """,
      [key, address, digest, status, type, bytes, now.milliseconds])
  }
}

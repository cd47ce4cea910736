public import Domain

extension Storage {
  /// Takes an import back, as one transaction: what it created is deleted, what it changed is what
  /// it was before.
  ///
  /// - Parameters:
  ///   - answer: makes what the undo is answered under a key, kept in the same transaction.
  /// - Throws: `PlainFault` `import.missing`, `undo.twice` or `undo.too_old`; `UndoRefusal` when
  ///   records were changed or referred to since. Nothing is changed then.
  public func undo(
    _ id: Int, by author: Author, at now: Moment, zone: ZoneTable,
    answer: ((UndoTally) -> KeptAnswer)? = nil
  ) throws -> UndoTally {
    guard let entry = try importEntry(id) else {
      throw PlainFault(.missing, "import.missing", ["import": String(id)])
    }
    let name = ["import": String(id), "file": entry.file]
    guard entry.isReversible else { throw PlainFault(.conflict, "undo.too_old", name) }
    return try home.write { session in
      let stands: Bool? = try session.first(
        "SELECT undone_at IS NULL FROM import WHERE id = ?", [id])
      guard stands == true else { throw PlainFault(.conflict, "undo.twice", name) }
      let undoing = Undoing(session: session, importID: Int64(id), now: now, zone: zone)
      let tally = try undoing.undo()
      try Change.undoing(id, of: entry.file, by: author).insert(session, at: now)
      if let answer { try answer(tally).insert(session, at: now) }
      return tally
    }
  }
}

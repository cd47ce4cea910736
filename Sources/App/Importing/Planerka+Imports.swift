public import Domain
import Formats
import Store

extension Planerka {
  /// An import by its number.
  ///
  /// - Throws: `PlainFault` `import.missing`.
  public func importEntry(_ id: Int) throws -> ImportEntry {
    guard let entry = try storage.importEntry(id) else {
      throw PlainFault(.missing, "import.missing", ["import": String(id)])
    }
    return entry
  }

  /// A part of the imports, the newest first.
  ///
  /// - Parameters:
  ///   - before: only those with a lower number, when it is given.
  ///   - areOfFiles: whether only files that somebody gave are listed, not what connections brought.
  public func imports(
    limit: Int, before: Int? = nil, areOfFiles: Bool = false
  ) throws -> ImportPart {
    try storage.imports(limit: limit, before: before, areOfFiles: areOfFiles)
  }

  /// A part of the file that an import came from, counted from 1; nil beyond the last.
  public func rawPart(_ number: Int, of id: Int) throws -> [UInt8]? {
    guard let part = try storage.rawPart(number, of: id) else { return nil }
    do {
      return try Deflate.inflate(part.bytes, count: part.size)
    } catch {
      throw PlainFault(error)
    }
  }

  /// Takes an import back: what it created is deleted, what it changed is what it was before.
  ///
  /// - Throws: `PlainFault` `import.missing`, `undo.twice` or `undo.too_old`; `UndoRefusal` when
  ///   records were changed or referred to since. Nothing is changed then.
  public func undo(
    import id: Int, by author: Author, now: Moment, answer: ((UndoTally) -> KeptAnswer)? = nil
  ) throws -> UndoTally {
    try storage.undo(id, by: author, at: now, zone: try zone(), answer: answer)
  }

  /// What was answered under an `Idempotency-Key`; nil when nothing was.
  public func answer(under key: String) throws -> KeptAnswer? { try storage.answer(under: key) }

  /// Keeps an answer under its key for seven days.
  public func keep(_ answer: KeptAnswer, at now: Moment) throws {
    try storage.keep(answer, at: now)
  }
}

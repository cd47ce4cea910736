/// An import as the list of imports shows it.
public struct ImportEntry: Sendable, Equatable {
  /// Its number.
  public let id: Int
  /// The kind of its rows.
  public let kind: String
  /// The system the records came from.
  public let source: String
  /// The file's name.
  public let file: String
  /// When it was taken in.
  public let at: Moment
  /// What became of its rows.
  public let tally: IntakeTally
  /// The length of the file that is kept as it was received; nil when it is not kept.
  public let rawSize: Int?
  /// When it was undone; nil when it stands.
  public let undoneAt: Moment?
  /// Whether what was before it is known, so that it can be undone.
  public let isReversible: Bool

  /// An entry with everything that is known of the import.
  public init(
    id: Int, kind: String, source: String, file: String, at: Moment, tally: IntakeTally,
    rawSize: Int?, undoneAt: Moment?, isReversible: Bool
  ) {
    self.id = id
    self.kind = kind
    self.source = source
    self.file = file
    self.at = at
    self.tally = tally
    self.rawSize = rawSize
    self.undoneAt = undoneAt
    self.isReversible = isReversible
  }
}

/// A part of the list of imports, the newest first.
public struct ImportPart: Sendable, Equatable {
  /// The imports.
  public let entries: [ImportEntry]
  /// The number before which the next part begins; nil when nothing is left.
  public let next: Int?

  /// A part with what is left after it.
  public init(entries: [ImportEntry], next: Int?) {
    self.entries = entries
    self.next = next
  }
}

/// What an undo did.
public struct UndoTally: Sendable, Equatable {
  /// Records that were taken away again.
  public let deleted: Int
  /// Records that are what they were before.
  public let restored: Int

  /// Counts of an undo.
  public init(deleted: Int, restored: Int) {
    self.deleted = deleted
    self.restored = restored
  }
}

/// A record that stands in the way of an undo.
public struct UndoBlocker: Sendable, Equatable {
  /// Why it does.
  public enum Reason: String, Sendable {
    /// It was changed after the import.
    case changed
    /// It came after the import and refers to a record of the import.
    case refers
    /// It came after the import under the id that a record of the import had before.
    case replaced
  }

  /// The kind of the record.
  public let kind: String
  /// Its id in its file.
  public let id: String
  /// Why it stands in the way.
  public let reason: Reason
  /// The import that it came with or was changed by, when one is known.
  public let importID: Int?

  /// A record in the way.
  public init(kind: String, id: String, reason: Reason, importID: Int?) {
    self.kind = kind
    self.id = id
    self.reason = reason
    self.importID = importID
  }
}

/// An undo is refused: later records hang on what it would take away.
public struct UndoRefusal: Fault, Equatable {
  /// The import that was to be undone.
  public let importID: Int
  /// The first 20 records in the way.
  public let blockers: [UndoBlocker]
  /// How many there are.
  public let count: Int

  /// A refusal with the records in the way.
  public init(importID: Int, blockers: [UndoBlocker], count: Int) {
    self.importID = importID
    self.blockers = blockers
    self.count = count
  }

  public var kind: FaultKind { .conflict }

  public var message: Message {
    let shown = blockers.prefix(3).map { "\($0.kind) \($0.id)" }.joined(separator: ", ")
    let rest = count > 3 ? " …" : ""
    return Message(
      "undo.blocked",
      ["import": String(importID), "count": String(count), "records": shown + rest])
  }
}

/// By whom something is changed: until people sign in, the way their change came.
public enum Author: String, CaseIterable, Sendable {
  /// Somebody at a terminal of the machine.
  case commandLine = "command line"
  /// Somebody on the pages.
  case browser
  /// A program.
  case api
}

/// What a person did, as the history keeps it: whose, what, and the value before and after.
///
/// Of a record that is edited there is one of these a field.
public struct Change: Equatable, Sendable {
  /// What is done.
  public enum Verb: String, CaseIterable, Sendable {
    /// A value is given.
    case set
    /// A file is taken in.
    case `import`
    /// An import is taken back.
    case undo
    /// An empty database is filled.
    case fill
    /// A backup is put in the place of a database.
    case restore
  }

  /// Who does it.
  public let author: Author
  /// What is done.
  public let verb: Verb
  /// The sort of thing it is done to: `setting`, `import`, `company`, a kind of record.
  public let subject: String
  /// Which of them.
  public let key: String
  /// The field that changes; nil when the thing has no fields, or is changed whole.
  public let field: String?
  /// What it was; nil when it was not there.
  public let before: String?
  /// What it is then; nil when it is not there any more.
  public let after: String?

  /// A change of a thing, or of one of its fields.
  public init(
    _ verb: Verb, _ subject: String, _ key: String, field: String? = nil, from before: String?,
    to after: String?, by author: Author
  ) {
    self.author = author
    self.verb = verb
    self.subject = subject
    self.key = key
    self.field = field
    self.before = before
    self.after = after
  }
}

extension Change {
  /// The sorts of things that are no records, in reading order.
  public static let subjects = ["setting", "import", "company", "connection"]

  /// A setting gets a value.
  public static func setting(
    _ key: String, from before: String?, to after: String, by author: Author
  ) -> Change {
    Change(.set, "setting", key, from: before, to: after, by: author)
  }

  /// A file is taken in as an import.
  public static func taking(in file: String, as id: Int, by author: Author) -> Change {
    Change(.import, "import", String(id), from: nil, to: file, by: author)
  }

  /// An import of a file is taken back.
  public static func undoing(_ id: Int, of file: String, by author: Author) -> Change {
    Change(.undo, "import", String(id), from: file, to: nil, by: author)
  }

  /// A connection to a system is added, or taken away.
  public static func connection(
    _ name: String, from before: String?, to after: String?, by author: Author
  ) -> Change {
    Change(.set, "connection", name, from: before, to: after, by: author)
  }

  /// An empty database is filled with the demo company.
  public static func filling(with company: String, by author: Author) -> Change {
    Change(.fill, "company", "demo", from: nil, to: company, by: author)
  }

  /// The company comes back from a backup, a file of that path.
  public static func restoring(from path: String, by author: Author) -> Change {
    Change(.restore, "company", "backup", from: nil, to: path, by: author)
  }
}

/// A change that was made, as the history tells of it.
public struct HistoryEntry: Equatable, Sendable {
  /// Its number: later changes have higher ones.
  public let id: Int
  /// When it was made.
  public let at: Moment
  /// Who made it.
  public let author: String
  /// What was done.
  public let verb: String
  /// The sort of thing it was done to.
  public let subject: String
  /// Which of them.
  public let key: String
  /// The field that changed; nil when the thing has no fields, or was changed whole.
  public let field: String?
  /// What it was; nil when it was not there.
  public let before: String?
  /// What it was then; nil when it was not there any more.
  public let after: String?

  /// A change that was made.
  public init(
    id: Int, at: Moment, author: String, verb: String, subject: String, key: String,
    field: String?, before: String?, after: String?
  ) {
    self.id = id
    self.at = at
    self.author = author
    self.verb = verb
    self.subject = subject
    self.key = key
    self.field = field
    self.before = before
    self.after = after
  }
}

/// A part of the history, the newest changes first.
public struct HistoryPart: Equatable, Sendable {
  /// The changes.
  public let entries: [HistoryEntry]
  /// The number before which the next part begins; nil when nothing is left.
  public let next: Int?
  /// How many changes there are in all.
  public let count: Int

  /// A part of so many changes.
  public init(entries: [HistoryEntry], next: Int?, count: Int) {
    self.entries = entries
    self.next = next
    self.count = count
  }
}

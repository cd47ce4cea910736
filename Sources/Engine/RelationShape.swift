/// What a relation of the cube holds: the columns that are asked, and the key its rows are found by.
public struct RelationShape: Sendable {
  /// The relation's name.
  public let name: String
  /// The column its rows are found by; a row's own id, or its owner's.
  public let key: String
  /// Whether a key has at most one row.
  public let isUnique: Bool
  /// The columns; the key is the first.
  public let columns: [ColumnShape]
  /// The columns by which a chunk's rows are ordered, so that rows asked for together lie together;
  /// none when they are in the order of their keys. No link leads to rows in another order.
  public let arrangedBy: [String]

  /// A relation by its key and its other columns.
  public init(
    _ name: String, key: String, isUnique: Bool = true, arrangedBy: [String] = [],
    _ columns: [ColumnShape]
  ) {
    self.name = name
    self.key = key
    self.isUnique = isUnique
    self.arrangedBy = arrangedBy
    self.columns = [ColumnShape(key)] + columns
  }

  /// How many of a key's low bits tell its place in a chunk.
  ///
  /// A change makes whole chunks be read anew, so those of records that change after they came are
  /// small. Rows of one key stand in one chunk, so owners of several rows are as few a chunk.
  var shift: Int { arrangedBy.isEmpty ? 14 : 16 }
}

/// A column of a relation.
public struct ColumnShape: Sendable {
  /// Its name.
  public let name: String
  /// What it holds.
  public let kind: Kind

  /// What a column holds.
  public enum Kind: Sendable {
    /// Whole numbers.
    case number
    /// Texts, each as its number among the cube's texts.
    case text
    /// 1 where there is something: for long texts of which only that is asked.
    case presence
  }

  /// A column by its name.
  public init(_ name: String, _ kind: Kind = .number) {
    self.name = name
    self.kind = kind
  }
}

extension Int {
  /// What stands where there is no value.
  @inlinable public static var missing: Int { .min }
}

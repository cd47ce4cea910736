public import Domain

/// The names behind the numbers of an answer, and everything a filter may name.
public struct Directory: Sendable {
  /// Sellers, with their teams.
  public var employees: Names
  /// Channels.
  public var channels: Names
  /// Products.
  public var products: Names
  /// The ladder of every pipeline, by the pipelines' names.
  public var ladders: [(pipeline: String, ladder: StageLadder)]
  /// The texts that stand in fields without an id: teams, campaigns, regions, segments.
  public var texts: [Field: [String]]
  /// The names of the company's own attributes of clients.
  public var attributes: [String]

  /// A directory of names.
  public init(
    employees: Names, channels: Names, products: Names,
    ladders: [(pipeline: String, ladder: StageLadder)], texts: [Field: [String]],
    attributes: [String]
  ) {
    self.employees = employees
    self.channels = channels
    self.products = products
    self.ladders = ladders
    self.texts = texts
    self.attributes = attributes
  }

  /// The names of a field whose values are ids.
  public func names(_ field: Field) -> Names? {
    switch field {
    case .manager: employees
    case .channel: channels
    case .product: products
    default: nil
    }
  }
}

/// The records of one kind by our number.
public struct Names: Sendable {
  /// A record's id as files spell it, and its name.
  public struct Entry: Sendable, Equatable {
    /// The id as files spell it; `SOURCE:ID` where two sources use the same one.
    public let id: String
    /// Its name, else its id.
    public let name: String
    /// The team of a seller.
    public let team: String?

    /// A record's id, name and team.
    public init(id: String, name: String, team: String? = nil) {
      self.id = id
      self.name = name
      self.team = team
    }
  }

  /// Every record by our number.
  public let entries: [Int: Entry]
  /// The place of every record in the order of names, equal ones in that of ids, by our number.
  public let places: [Int: Int]
  private let byID: [String: Int]
  private let byName: [String: [Int]]

  /// Names of records by our numbers.
  public init(_ entries: [Int: Entry]) {
    self.entries = entries
    let ordered = entries.sorted { a, b in
      let (first, second) = (a.value, b.value)
      return first.name.utf8.elementsEqual(second.name.utf8)
        ? first.id.utf8.lexicographicallyPrecedes(second.id.utf8)
        : first.name.utf8.lexicographicallyPrecedes(second.name.utf8)
    }
    places = Dictionary(
      ordered.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    byID = Dictionary(entries.map { ($1.id, $0) }, uniquingKeysWith: min)
    byName = Dictionary(grouping: entries.keys.sorted()) { entries[$0]?.name ?? "" }
  }

  /// The records an id, or else a name, means.
  public func find(_ text: String) -> [Int] {
    byID[text].map { [$0] } ?? byName[text] ?? []
  }

  /// Every id, in order.
  public var ids: [String] {
    entries.values.map(\.id).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

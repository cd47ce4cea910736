/// The company's records in memory, as they stood at a revision: an immutable value that all
/// readers share.
public struct Cube: Sendable {
  /// The revision of the records it holds.
  public let revision: Int
  let relations: [Relation]
  let texts: Texts
  /// How many cubes came before it, each made of the one before.
  let version: Int
  /// How many rows its changes have taken in since it was made whole.
  public let drift: Int
  private let places: [String: Int]

  init(revision: Int, relations: [Relation], texts: Texts, version: Int = 0, drift: Int = 0) {
    self.revision = revision
    self.relations = relations
    self.texts = texts
    self.version = version
    self.drift = drift
    places = Dictionary(
      relations.enumerated().map { ($1.shape.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func place(of relation: String) -> Int? { places[relation] }

  /// How many rows a relation has.
  public func count(_ relation: String) -> Int {
    guard let place = place(of: relation) else { return 0 }
    return relations[place].chunks.reduce(0) { $0 + ($1?.count ?? 0) }
  }
}

/// A relation or column that was asked and is not in the cube: a mistake of the program.
public struct NotInCube: Error, CustomStringConvertible {
  /// What was asked.
  public let name: String
  /// The same, for a reader of the failure.
  public var description: String { "\(name) is not in the cube" }
}

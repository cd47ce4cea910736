public import Domain
import Store

/// Which engine a server is told to answer questions with.
public enum EngineChoice: String, Sendable, CaseIterable {
  /// A cube in memory.
  case cube
  /// The database.
  case sql
  /// A cube while it fits in memory, else the database.
  case auto
}

/// Which engine answers questions, and why.
public struct EngineDecision: Sendable, Equatable {
  /// Why an engine answers.
  public enum Reason: String, Sendable {
    /// The server was told so.
    case asked
    /// The cube fits in memory.
    case fits
    /// The cube would not fit.
    case large
  }

  /// Whether it is the cube.
  public let isCube: Bool
  /// Why.
  public let reason: Reason
  /// About how many bytes the cube takes or would take.
  public let bytes: Int
  /// How many it may take.
  public let limit: Int

  /// The decision in words' keys, for the log.
  public var message: Message {
    func megabytes(_ bytes: Int) -> String { String((bytes + 999_999) / 1_000_000) }
    return Message(
      "engine.\(isCube ? "cube" : "sql").\(reason.rawValue)",
      ["size": megabytes(bytes), "limit": megabytes(limit)])
  }
}

extension Planerka {
  /// Decides which engine is to answer.
  ///
  /// - Parameter limit: how many bytes a cube may take.
  public func decide(_ choice: EngineChoice, limit: Int) throws -> EngineDecision {
    let bytes = try storage.cubeBytes()
    let isCube = choice == .cube || (choice == .auto && bytes <= limit)
    return EngineDecision(
      isCube: isCube, reason: choice != .auto ? .asked : isCube ? .fits : .large, bytes: bytes,
      limit: limit)
  }
}

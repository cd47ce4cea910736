public import Domain
public import Formats

/// An outside system of which new records can be asked.
public protocol Source: Sendable {
  /// Refuses a system that cannot be asked at all.
  ///
  /// - Throws: `PlainFault` or `FormatFault` that says what is missing.
  func check() throws

  /// Pulls what came after a cursor, as much as is well taken in at once; nil when nothing did.
  ///
  /// - Parameter cursor: where the last pull ended; nil for everything there is.
  /// - Throws: `PlainFault` or `FormatFault` when the system cannot be asked, or does not answer as it
  ///   should.
  func pull(after cursor: String?) throws -> Pull?
}

/// What was pulled from a system at once.
public struct Pull: Sendable {
  /// What it was pulled from, as a list of imports names it.
  public let name: String
  /// Our columns.
  public let header: [String]
  /// Rows of cells below them, with the lines of the raw bytes they were made of.
  public let rows: [ListedRows.Listed]
  /// The bytes as the system gave them, to be kept.
  public let raw: [UInt8]
  /// Where the next pull begins.
  public let cursor: String
  /// Whether more is there already.
  public let hasMore: Bool
  /// What people should know of it.
  public let notes: [Message]
}

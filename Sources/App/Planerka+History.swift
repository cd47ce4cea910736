public import Domain
import Store

extension Planerka {
  /// A part of what people changed, the newest first.
  ///
  /// - Parameter before: only changes with a lower number, when it is given.
  public func history(limit: Int, before: Int? = nil) throws -> HistoryPart {
    try storage.history(limit: limit, before: before)
  }
}

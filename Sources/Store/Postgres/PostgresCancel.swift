import Cpq

/// Breaks off what a connection is doing, from any thread.
///
/// Why unchecked: libpq promises that this structure may be used beside the connection; it is
/// never changed.
final class PostgresCancel: @unchecked Sendable {
  private let raw: OpaquePointer

  /// Nil when there is no connection.
  init?(_ connection: OpaquePointer) {
    guard let raw = PQgetCancel(connection) else { return nil }
    self.raw = raw
  }

  deinit { PQfreeCancel(raw) }

  /// Asks the server to break off; nothing happens when nothing runs.
  func cancel() {
    var words = [CChar](repeating: 0, count: 256)
    // Why: when the server cannot be reached, the connection itself will tell.
    _ = PQcancel(raw, &words, Int32(words.count))
  }
}

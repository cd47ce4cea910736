import Cpq
import Testing

/// A connection to a PostgreSQL server beside the program's own.
public final class TestConnection {
  private let raw: OpaquePointer?

  /// Connects to the database of an address.
  public init(_ url: String) {
    raw = PQconnectdb(url)
  }

  deinit { PQfinish(raw) }

  /// Runs statements and returns the first value of the last one's answer; nil when it has none.
  public func run(_ sql: String) throws -> String? {
    let result = PQexec(raw, sql)
    defer { PQclear(result) }
    try #require(
      [PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(result)),
      "\(sql): \(String(cString: PQerrorMessage(raw)))")
    return PQntuples(result) == 0 ? nil : String(cString: PQgetvalue(result, 0, 0))
  }
}

package import Domain

/// Failures of PostgreSQL as a person is told of them.
package enum PostgresFault {
  /// A connection that did not come about.
  package static func connecting(_ error: PostgresError, _ place: String) -> PlainFault {
    switch error.state {
    case "28000" where tells(error, ["certificate", "сертификат"]):
      outside("postgres.tls", error, place)
    case "28P01", "28000": outside("postgres.refused", error, place)
    case "3D000": outside("postgres.no_database", error, place)
    case "53300": outside("postgres.too_many", error, place)
    case "57P01", "57P02", "57P03": outside("postgres.starting", error, place)
    case "42501": outside("postgres.rights", error, place)
    case "": unsaid(error, place)
    default: outside("database.failed", error, place)
    }
  }

  /// A failure of a connection that stood.
  ///
  /// - Parameter isCancelled: whether the work was to be broken off.
  package static func working(
    _ error: PostgresError, _ place: String, isCancelled: Bool = false
  ) -> any Error {
    if error.isUnsure { return outside("postgres.unsure", error, place) }
    switch error.state {
    case "23505":
      return UniqueViolation(
        fault: PlainFault(
          .outside, "database.failed", ["path": place, "reason": "\(error)"]))
    case "57014" where isCancelled: return CancellationError()
    case "57014" where !isAsked(error): return outside("postgres.timeout", error, place)
    case "53100": return outside("disk.full", error, place)
    case "55P03", "40P01", "40001": return outside("database.busy", error, place)
    case "25006": return outside("postgres.readonly", error, place)
    case "42501": return outside("postgres.rights", error, place)
    case _ where error.isLost: return outside("postgres.lost", error, place)
    default:
      return PlainFault(.outside, "database.failed", ["path": place, "reason": "\(error)"])
    }
  }

  /// Whether a moment later the server may be there.
  static func mayPass(_ error: PostgresError) -> Bool {
    switch error.state {
    case "57P01", "57P02", "57P03": true
    case "": tells(error, ["Connection refused", "No such file or directory", "closed the conn"])
    default: false
    }
  }

  /// A refusal by libpq itself, which has words and no signs; they are English, for the program
  /// never chooses another language for the libraries.
  private static func unsaid(_ error: PostgresError, _ place: String) -> PlainFault {
    if tells(error, ["invalid ", "value specified", "could not match"]) && !tells(error, ["SSL"]) {
      return PlainFault(.input, "postgres.url", ["path": place, "reason": reason(error)])
    }
    if tells(error, ["SSL", "ertificate", "private key", "GSSAPI"]) {
      return outside("postgres.tls", error, place)
    }
    if tells(error, ["no password", "authentication", "SCRAM"]) {
      return outside("postgres.refused", error, place)
    }
    return outside("postgres.unreachable", error, place)
  }

  private static func outside(
    _ key: String, _ error: PostgresError, _ place: String
  ) -> PlainFault {
    PlainFault(.outside, key, ["path": place, "reason": reason(error)])
  }

  /// The text without the sign at its end: sentences go on behind it.
  private static func reason(_ error: PostgresError) -> String {
    let text = error.text
    return text.hasSuffix(".") || text.hasSuffix("?") ? String(text.dropLast()) : text
  }

  /// Whether another person has asked the server to break the statement off; the server words it
  /// in its own language, and tells a time that ran out by the same signs.
  private static func isAsked(_ error: PostgresError) -> Bool {
    tells(error, ["user request", "по запросу"])
  }

  private static func tells(_ error: PostgresError, _ phrases: [String]) -> Bool {
    phrases.contains { error.text.contains($0) }
  }
}

import Cpq
package import Domain
import Glibc

/// Where a PostgreSQL database is and how it is reached: `postgres://…` or `host=… dbname=…`, with
/// all that libpq takes.
package struct PostgresAddress: Sendable {
  /// What libpq is given.
  let options: [String: String]
  /// How messages name the database; never with a password.
  package let place: String
  /// For how many seconds one host may be tried.
  let connectSeconds: Int

  /// Reads an address.
  ///
  /// - Throws: `PlainFault` `postgres.url` or `postgres.url_slash` when it is worded wrong.
  package init(_ text: String) throws(PlainFault) {
    let given = try Self.parsed(text)
    let known = Self.read(PQconndefaults()).merging(given) { _, own in own }
    place = Self.place(known)
    let seconds = known["connect_timeout"].flatMap { Int($0) } ?? Self.usualSeconds
    connectSeconds = seconds > 0 ? max(2, seconds) : Self.usualSeconds * 360
    var options = given
    for (name, value) in Self.standards where known[name] == nil { options[name] = value }
    options["client_encoding"] = "UTF8"
    // Why: libpq goes on to the next host only when the system gives the one before up.
    if known["host"]?.contains(",") == true, known["tcp_user_timeout"] == nil {
      options["tcp_user_timeout"] = String(connectSeconds * 1_000)
    }
    self.options = options
  }

  /// How many hosts may be tried.
  var hosts: Int {
    max(1, (options["hostaddr"] ?? options["host"] ?? "").split(separator: ",").count)
  }

  private static let usualSeconds = 10

  /// What holds unless the address says otherwise. A connection whose other end is silent for a
  /// minute is given up.
  private static let standards = [
    "fallback_application_name": "planerka", "keepalives_idle": "30", "keepalives_interval": "10",
    "keepalives_count": "3", "tcp_user_timeout": "60000",
  ]

  private static func parsed(_ text: String) throws(PlainFault) -> [String: String] {
    var words: UnsafeMutablePointer<CChar>?
    guard let parsed = PQconninfoParse(text, &words) else {
      defer { PQfreemem(words) }
      // Why: it may quote the whole address, and with it the password.
      let reason = words.map { PostgresWords.trimmed(String(cString: $0)) } ?? ""
      throw PlainFault(.input, "postgres.url", ["reason": Self.hidden(reason, text)])
    }
    let options = read(parsed)
    // Why: of a password with a slash libpq takes the rest for the database's name, which is shown.
    if text.contains("://"), options["dbname"]?.contains("@") == true {
      throw PlainFault(.input, "postgres.url_slash")
    }
    return options
  }

  /// Without what may be a password: the address itself, and pieces of it that are quoted because they
  /// could not be read.
  private static func hidden(_ reason: String, _ address: String) -> String {
    let plain = reason.replacing(address, with: "…")
    let quotesPieces = ["percent-encoded", "missing \"=\"", "unexpected"]
      .contains(where: plain.contains)
    guard quotesPieces else { return plain }
    let pieces = plain.split(separator: "\"", omittingEmptySubsequences: false)
    return pieces.enumerated().map { place, piece in
      place % 2 == 1 && piece != "=" ? "…" : String(piece)
    }.joined(separator: "\"")
  }

  private static func read(
    _ list: UnsafeMutablePointer<PQconninfoOption>?
  ) -> [String: String] {
    defer { PQconninfoFree(list) }
    var options: [String: String] = [:]
    var next = list
    while let option = next?.pointee, let name = option.keyword {
      if let value = option.val, value.pointee != 0 {
        options[String(cString: name)] = String(cString: value)
      }
      next = next?.advanced(by: 1)
    }
    return options
  }

  private static func place(_ known: [String: String]) -> String {
    // Why: only libpq knows what stands in the file of services.
    if let service = known["service"], known["host"] == nil, known["hostaddr"] == nil {
      return known["dbname"].map { "service=\(service)/\($0)" } ?? "service=\(service)"
    }
    let base = known["dbname"] ?? known["user"] ?? ""
    let host = known["host"] ?? known["hostaddr"] ?? "localhost"
    if host.hasPrefix("/") { return "\(host)/\(base)" }
    let port = known["port"] ?? "5432"
    let isBare = host.contains(":") && !host.contains(",")
    return "\(isBare ? "[\(host)]" : host):\(port)/\(base)"
  }
}

/// Texts as libpq words them.
enum PostgresWords {
  /// Without the line ends and spaces around it, on one line.
  static func trimmed(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline)
      .map { line in
        let start = line.drop { $0 == " " || $0 == "\t" }
        return String(start)
      }
      .filter { !$0.isEmpty }.joined(separator: "; ")
  }
}

/// What PostgreSQL, or the connection to it, refuses.
package struct PostgresError: Error, Equatable {
  /// The five signs of the kind of failure; empty when the connection itself tells of it.
  package var state: String
  /// What happened.
  package var text: String
  /// What more there is to say; empty when nothing.
  package var detail: String
  /// The statement that met it, as it was given.
  package var sql: String
  /// Whether the connection is gone.
  package var isLost: Bool
  /// Whether the server may have kept the work although its answer is missing.
  package var isUnsure: Bool

  package init(
    state: String, text: String, detail: String = "", sql: String = "", isLost: Bool = false,
    isUnsure: Bool = false
  ) {
    self.state = state
    self.text = text
    self.detail = detail
    self.sql = sql
    self.isLost = isLost
    self.isUnsure = isUnsure
  }

  /// Whether it tells that a file of the server is damaged.
  var tellsDamage: Bool { ["XX001", "XX002"].contains(state) }

  /// Whether it tells that the connection is gone, or the server on its way out.
  static func tellsLoss(_ state: String) -> Bool {
    state.hasPrefix("08") || ["57P01", "57P02", "57P03", "57P05", "25P03"].contains(state)
  }
}

extension PostgresError: CustomStringConvertible {
  package var description: String {
    var words = state.isEmpty ? text : "\(state): \(text)"
    if !detail.isEmpty { words += " (\(detail))" }
    if !sql.isEmpty { words += " - while executing `\(sql)`" }
    return words
  }
}

/// A statement as it is kept by its text.
final class PostgresPrepared {
  /// As it was given.
  let sql: String
  /// As PostgreSQL reads it.
  let text: String
  /// How many values it takes.
  let gaps: Int
  private var name: String?
  private var generation = -1

  init(_ sql: String) {
    let translation = PostgresText.translated(sql)
    self.sql = sql
    text = translation.text
    gaps = translation.gaps
  }

  /// Its name on the server; nil while it is not prepared there.
  func name(_ generation: Int) -> String? { self.generation == generation ? name : nil }

  func isPrepared(as name: String?, _ generation: Int) {
    self.name = name
    self.generation = generation
  }
}

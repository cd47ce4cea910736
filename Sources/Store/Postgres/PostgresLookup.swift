import SQLCompiler

/// Rows of a table found by a text; those foreseen come with one question.
final class PostgresLookup: PostgresReading, RowLookup {
  private let session: PostgresSession
  private let many: String
  private let one: String
  private let texts = PostgresBytes(capacity: 1_024)
  private var index = TextIndex()
  private var foreseen: PostgresResult?
  /// For each row foreseen the next of the same text; below 0 for none.
  private var following: [Int32] = []
  /// The row to come; below 0 for none.
  private var coming: Int32 = -1
  /// Whether the rows of one text are read that was not foreseen.
  private var isAlone = false

  /// Columns are expressions of SQL; the table and the column of the text are names.
  init(_ session: PostgresSession, _ columns: [String], from table: String, by column: String) {
    self.session = session
    let key = quoted(column)
    let isOrdered = columns.contains { $0 == "id" || $0 == "\"id\"" }
    let selection = ([key] + columns).joined(separator: ", ")
    let question = "SELECT \(selection) FROM \(quoted(table)) WHERE \(key) = "
    let order = isOrdered ? " ORDER BY id" : ""
    // Why: a planner that does not know how full the table is would read all of it; from a selection
    // of each text's own, which OFFSET keeps apart, it cannot but look each up.
    many =
      session.dialect == .citus
      ? "\(question) ANY(CAST($1 AS text[]))\(order)"
      : """
      SELECT found.* FROM unnest(CAST($1 AS text[])) AS asked (text)
      CROSS JOIN LATERAL (\(question) asked.text\(order) OFFSET 0) AS found
      """
    one = question + "?" + order
    super.init(before: 1)
  }

  func foresee(_ texts: some Sequence<String>) throws {
    reset()
    foreseen = nil
    index.removeAll()
    self.texts.clear()
    let values = PostgresValues(1)
    do {
      try values.set(list: texts.filter { index.insert($0) }, at: 1)
    } catch {
      index.removeAll()
      throw error
    }
    guard index.count > 0 else { return }
    try session.settle()
    // Why not prepared: the server would keep the plan for a table that was still empty.
    let answer = try session.connection.query(many, many, values)
    foreseen = answer
    link(answer)
  }

  /// Makes a chain of the rows of each text, in their order.
  private func link(_ answer: PostgresResult) {
    following = Array(repeating: -1, count: answer.count)
    // Why: from the last, so that each row comes before those already there.
    for row in stride(from: answer.count - 1, through: 0, by: -1) {
      guard let entry = index.find(answer.bytes(row, 0)) else { continue }
      following[row] = index[entry]
      index[entry] = Int32(row)
    }
  }

  func find(_ text: String) throws {
    reset()
    var text = text
    if let entry = text.withUTF8({ index.find(UnsafeRawBufferPointer($0)) }) {
      result = foreseen
      coming = index[entry]
      return
    }
    isAlone = true
    let values = PostgresValues(1)
    try values.set(text, at: 1)
    try session.settle()
    let prepared = try session.connection.prepared(one)
    result = try session.connection.run(prepared, values)
  }

  override func step() throws -> Bool {
    takeBack()
    if isAlone {
      row = min(row + 1, result?.count ?? 0)
      return row < (result?.count ?? 0)
    }
    guard coming >= 0 else { return false }
    row = Int(coming)
    coming = following[row]
    return true
  }

  override func reset() {
    super.reset()
    coming = -1
    isAlone = false
  }
}

import Cpq

/// An answer of the server, kept until nobody reads it any more.
final class PostgresResult {
  let raw: OpaquePointer
  let count: Int
  let width: Int

  init(_ raw: OpaquePointer) {
    self.raw = raw
    count = Int(PQntuples(raw))
    width = Int(PQnfields(raw))
  }

  deinit { PQclear(raw) }

  var status: ExecStatusType { PQresultStatus(raw) }

  /// How many rows the statement changed.
  var changes: Int { Int(String(cString: PQcmdTuples(raw))) ?? 0 }

  /// What the server did, in its own words: `COMMIT`, `INSERT 0 1`.
  var command: String { String(cString: PQcmdStatus(raw)) }

  /// The failure it tells of; nil when there is none.
  func error(_ sql: String) -> PostgresError? {
    switch status {
    case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE, PGRES_NONFATAL_ERROR:
      let state = field("C")
      var text = field("M")
      if text.isEmpty { text = PostgresWords.trimmed(String(cString: PQresultErrorMessage(raw))) }
      return PostgresError(
        state: state, text: text, detail: field("D"), sql: sql,
        isLost: PostgresError.tellsLoss(state))
    default:
      return nil
    }
  }

  /// A part of the failure by the letter PostgreSQL's protocol gives it.
  private func field(_ letter: Unicode.Scalar) -> String {
    PQresultErrorField(raw, Int32(letter.value)).map { String(cString: $0) } ?? ""
  }

  func isEmpty(_ row: Int, _ column: Int) -> Bool {
    PQgetisnull(raw, Int32(row), Int32(column)) == 1
  }

  /// A cell's bytes as the server wrote them; none when it is empty.
  func bytes(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      start: PQgetvalue(raw, Int32(row), Int32(column)),
      count: Int(PQgetlength(raw, Int32(row), Int32(column))))
  }

  func type(_ column: Int) -> PostgresType { PostgresType(PQftype(raw, Int32(column))) }
}

/// The types of columns, as far as they are told apart.
enum PostgresType {
  case truth, whole, real, decimal, bytes, text

  /// A type by the number it has in every PostgreSQL.
  init(_ number: Oid) {
    self =
      switch number {
      case 16: .truth
      case 20, 21, 23, 26: .whole
      case 700, 701: .real
      case 1700: .decimal
      case 17: .bytes
      default: .text
      }
  }
}

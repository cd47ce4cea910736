import Domain
import Hummingbird
import Render

/// A problem as RFC 9457 has it.
enum Problem {
  /// Its content type.
  static let contentType = "application/problem+json; charset=utf-8"

  /// The address that names a problem and explains it: its place on the page of the API.
  static func type(_ key: String) -> String { "/api#\(key)" }

  /// The problem that a fault is; `errors` has what was wrong by the parameter's name.
  static func bytes(
    _ status: HTTPResponse.Status, _ message: Message, each: [Message], _ words: Words
  ) -> [UInt8] {
    let texts = each.map(words.text)
    var detail = words.text(message)
    if each != [message] { detail = ([detail] + texts).joined(separator: " ") }
    return bytes(status, message.key, detail) { out in
      let named = zip(each, texts).compactMap { message, text in
        message.arguments["name"].map { (name: $0, text: text) }
      }
      if named.isEmpty { return }
      var names: [String] = []
      for (name, _) in named where !names.contains(name) { names.append(name) }
      out.key("errors")
      out.open("{")
      for name in names {
        out.key(name)
        out.open("[")
        for error in named where error.name == name { out.text(error.text) }
        out.close("]")
      }
      out.close("}")
    }
  }

  /// A problem with members of its own.
  static func bytes(
    _ status: HTTPResponse.Status, _ key: String, _ detail: String,
    _ more: (inout JSONBytes) -> Void
  ) -> [UInt8] {
    var out = JSONBytes()
    out.open("{")
    out.key("type")
    out.text(type(key))
    out.key("title")
    out.text(status.reasonPhrase)
    out.key("status")
    out.raw(String(status.code))
    out.key("detail")
    out.text(detail)
    more(&out)
    out.close("}")
    return out.bytes
  }
}

/// Every problem the API answers, by its status, in reading order.
enum ProblemCatalogue {
  static let all: [(status: Int, keys: [String])] = [
    (
      400,
      [
        "report.unknown", "parameter.unknown", "parameter.missing", "parameter.repeated",
        "parameter.twice",
        "parameter.value",
        "parameter.date", "parameter.moment", "parameter.count", "parameters.wrong",
        "period.reversed", "by.none", "row.value", "cursor.wrong", "key.wrong", "form.broken",
        "form.no_file", "form.too_long", "form.unknown", "parameter.form", "delimiter.wrong",
        "file.unknown_encoding",
        "mapping.no_json",
        "mapping.no_json_at", "mapping.no_object", "mapping.key", "mapping.key_near",
        "mapping.entry", "mapping.no_origin", "mapping.two_origins", "mapping.text",
        "mapping.values", "mapping.decimal", "mapping.format", "mapping.needless",
        "mapping.unknown", "mapping.unknown_near", "file.sheet_full",
        "http.refused",
      ]
    ),
    (403, ["http.host", "http.foreign"]),
    (
      404,
      ["http.missing", "kind.unknown", "row.missing", "import.missing", "raw.missing"]
    ),
    (405, ["http.method"]),
    (
      409,
      ["database.replaced", "key.used", "key.busy", "undo.blocked", "undo.twice", "undo.too_old"]
    ),
    (
      422,
      [
        "import.refused.api", "columns.unknown", "columns.missing", "columns.twice",
        "mapping.column", "mapping.missing_columns", "file.empty", "file.encoding_unclear",
        "file.invalid_bytes", "file.no_text", "file.not_text", "file.truncated",
        "file.unterminated_quote", "file.record_too_long", "file.cells_too_many",
        "file.spreadsheet_old",
        "file.spreadsheet_xlsx", "file.ods", "file.not_workbook", "file.no_sheets",
        "file.sheet_missing", "file.formula_without_value", "file.workbook_damaged",
        "file.workbook_locked",
        "file.workbook_too_large", "file.archive_damaged", "file.archive_locked",
        "file.archive_members", "file.packed_twice", "file.part_damaged", "file.unreadable",
        "postgres.nul",
      ]
    ),
    (500, ["http.failed"]),
    (
      503,
      [
        "database.busy", "database.damaged", "database.failed", "database.none",
        "database.readonly", "database.unopened", "database.unreadable", "disk.full",
        "file.unwritable",
        "upload.unwritable", "postgres.unreachable", "postgres.refused", "postgres.no_database",
        "postgres.too_many", "postgres.pool_busy", "postgres.starting", "postgres.tls",
        "postgres.lost", "postgres.unsure", "postgres.timeout", "postgres.readonly",
        "postgres.rights",
      ]
    ),
  ]
}

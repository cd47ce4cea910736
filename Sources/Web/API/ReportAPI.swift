import App
import Domain
import Hummingbird
import Render
import Reports

/// `/api/v1/reports`: every report as JSON, CSV and XLSX, and the records behind its figures.
struct ReportAPI: Sendable {
  let site: Site

  func add(to router: Router<WebContext>) {
    router.get("api/v1/reports") { request, _ in list(try site.asked(request).alone()) }
    router.get("api/v1/query") { request, _ in
      let asked = site.asked(request)
      return try await offLoop {
        Response.json(ReportJSON.bytes(try site.query(asked), asked.words))
      }
    }
    router.get("api/v1/reports/:id") { request, context in
      let name = try context.parameters.require("id")
      let asked = site.asked(request)
      return try await offLoop { try report(name, asked) }
    }
    router.get("api/v1/reports/:id/records") { request, context in
      let id = try context.parameters.require("id")
      let asked = site.asked(request)
      return try await offLoop {
        let opened = try site.planerka.open(asked.question(id), now: .now)
        return Response.json(RecordsJSON.bytes(opened, asked))
      }
    }
  }

  private func list(_ asked: Asked) -> Response {
    var out = JSONBytes()
    out.open("{")
    out.key("reports")
    out.open("[")
    for recipe in ReportCatalogue.all {
      out.open("{")
      out.key("id")
      out.text(recipe.id)
      out.key("label")
      out.text(asked.words.text("report.\(recipe.id)"))
      out.key("by")
      out.open("[")
      for by in recipe.by { out.text(by) }
      out.close("]")
      out.key("href")
      out.text("/api/v1/reports/\(recipe.id)")
      out.close("}")
    }
    out.close("]")
    out.close("}")
    return .json(out.bytes)
  }

  /// A report by its name, which a suffix may follow.
  private func report(_ name: String, _ asked: Asked) throws -> Response {
    let parts = name.split(separator: ".", maxSplits: 1).map { String($0) }
    let id = parts.first ?? name
    let form = parts.dropFirst().first
    if let form, !["json", "csv", "xlsx"].contains(form) {
      throw PlainFault(
        .input, "parameter.value", ["name": "format", "value": form, "known": "json, csv, xlsx"])
    }
    var question = asked.question(id)
    if form == "csv" { question.parameters.removeAll { $0.name == "flavour" } }
    let report = try site.planerka.report(question, now: .now)
    let words = asked.words
    switch form {
    case "csv":
      let flavour = asked.value("flavour")
      if let flavour, flavour != "excel" {
        throw PlainFault(
          .input, "parameter.value", ["name": "flavour", "value": flavour, "known": "excel"])
      }
      let bytes =
        flavour == "excel" ? ReportCSV.excel(report, words) : ReportCSV.plain(report)
      return .bytes(bytes, "text/csv; charset=utf-8", download: "\(id).csv")
    case "xlsx":
      return .bytes(
        try ReportXLSX.bytes(report, words),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        download: "\(id).xlsx")
    default: return .json(ReportJSON.bytes(report, words))
    }
  }
}

extension Site {
  /// Answers a question of one's own; `where=FILTER=VALUE` is a filter as on the command line.
  func query(_ asked: Asked) throws -> Report {
    var question = asked.question("query")
    question.parameters = try question.parameters.map { name, value in
      guard name == "where" else { return (name, value) }
      guard let equals = value.firstIndex(of: "=") else {
        throw PlainFault(.input, "parameter.form", ["name": "where", "value": value])
      }
      return (String(value[..<equals]), String(value[value.index(after: equals)...]))
    }
    return try planerka.query(question, now: .now)
  }
}

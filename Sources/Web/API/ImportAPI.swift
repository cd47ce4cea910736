import App
import Domain
import HTTPTypes
import Hummingbird
import NIOCore
import Render

/// `/api/v1/import/KIND` takes a file in; `/api/v1/imports` lists what was taken in, gives the files
/// back and undoes.
struct ImportAPI: Sendable {
  let site: Site
  private let idempotency: Idempotency
  private static let json = "application/json; charset=utf-8"
  private static let known = [
    "source", "dry_run", "skip_bad", "name", "encoding", "delimiter", "sheet",
  ]

  init(site: Site) {
    self.site = site
    idempotency = Idempotency(site.planerka)
  }

  func add(to router: Router<WebContext>) {
    router.post("api/v1/import/:kind") { request, context in
      try await takeIn(request, kind: try context.parameters.require("kind"))
    }
    router.get("api/v1/imports") { request, _ in try await list(site.asked(request)) }
    router.get("api/v1/imports/:id") { request, context in
      let id = try Self.number(context.parameters.require("id"))
      return try await offLoop {
        var out = JSONBytes()
        try ImportJSON.entry(site.planerka.importEntry(id), site.planerka.zone(), &out)
        return Response.json(out.bytes)
      }
    }
    router.get("api/v1/imports/:id/file") { _, context in
      try await RawFileReply.of(Self.number(context.parameters.require("id")), site.planerka)
    }
    router.delete("api/v1/imports/:id") { request, context in
      let id = try Self.number(context.parameters.require("id"))
      let asked = site.asked(request)
      let mark = try Self.mark(request, digest: "")
      return try await idempotency.once(mark) { mark in
        let keep = mark.map { mark in
          { tally in mark.answer(200, Self.json, ImportJSON.undone(id, tally)) }
        }
        do {
          let tally = try site.planerka.undo(import: id, by: .api, now: .now, answer: keep)
          return (200, Self.json, ImportJSON.undone(id, tally))
        } catch let refusal as UndoRefusal {
          return (409, Problem.contentType, ImportJSON.refusal(refusal, asked.words))
        }
      }
    }
  }

  private func takeIn(_ request: Request, kind name: String) async throws -> Response {
    let asked = site.asked(request)
    var order = try order(asked, kind: name)
    let shelf = site.planerka.directory.uploads
    try shelf.sweep(now: .now)
    let received = try await Reception.of(request, on: shelf)
    guard let upload = received.upload else { throw PlainFault(.input, "form.no_file") }
    defer { shelf.forget(upload.token) }
    // Why: a second file is a field like those that nobody knows.
    let unknown = received.fields.keys.filter { $0 != "map" }.sorted()
    guard unknown.isEmpty else {
      throw PlainFault(
        .input, "form.unknown",
        ["name": unknown.joined(separator: ", "), "known": Self.known.joined(separator: ", ")])
    }
    order.path = upload.path
    order.name = asked.value("name") ?? received.name ?? name
    if let map = received.fields["map"], !map.isEmpty {
      order.mapping = try ColumnMapping(json: Array(map.utf8), path: "map")
    }
    let planned = order
    let mark = try Self.mark(request, digest: received.digest)
    return try await idempotency.once(mark) { mark in
      var order = planned
      if let mark {
        order.answer = { result in
          mark.answer(200, Self.json, ImportJSON.result(result, asked.words))
        }
      }
      let result = try site.planerka.takeIn(order, by: .api, now: .now, say: asked.words.text)
      if result.errorCount > 0, !order.skipsBad {
        return (
          422, Problem.contentType,
          ImportJSON.errors(result, named: order.name ?? "", asked.words)
        )
      }
      return (200, Self.json, ImportJSON.result(result, asked.words))
    }
  }

  private func order(_ asked: Asked, kind name: String) throws -> ImportOrder {
    let kind = try RecordKind.asked(name, orElse: .missing)
    try asked.refuseUnknown(Self.known)
    var order = ImportOrder(kind: kind, path: "")
    order.source = asked.value("source") ?? "file"
    order.isDryRun = try asked.flag("dry_run")
    order.skipsBad = try asked.flag("skip_bad")
    order.writesRejected = false
    order.sheet = asked.value("sheet")
    try order.read(encoding: asked.value("encoding"), delimiter: asked.value("delimiter"))
    return order
  }

  private func list(_ asked: Asked) async throws -> Response {
    let place = try asked.place()
    return try await offLoop {
      let part = try site.planerka.imports(limit: place.limit, before: place.before)
      return .json(ImportJSON.list(part, try site.planerka.zone()))
    }
  }

  private static func mark(_ request: Request, digest: String) throws -> Idempotency.Mark? {
    try Idempotency.key(request).map {
      Idempotency.Mark(key: $0, address: "\(request.method) \(request.uri)", digest: digest)
    }
  }

  /// The number of an import in an address.
  static func number(_ text: String) throws -> Int {
    guard let number = Int(text) else {
      throw PlainFault(.missing, "import.missing", ["import": text])
    }
    return number
  }
}

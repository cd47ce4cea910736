import App
import Domain
import Hummingbird
import NIOCore
import Render

/// The pages that take files in, list what was taken in and undo it.
struct ImportRoutes: Sendable {
  let site: Site
  private var shelf: UploadShelf { site.planerka.directory.uploads }

  init(site: Site) {
    self.site = site
  }

  func add(to router: Router<WebContext>) {
    router.get("import") { request, _ in
      let asked = try site.asked(request).alone()
      return try await offLoop { try first(asked, error: nil) }
    }
    router.post("import") { request, _ in try await receive(request) }
    router.get("import/:token") { request, context in
      let token = try context.parameters.require("token")
      let asked = site.asked(request)
      return try await offLoop {
        try map(ImportForm(token: token, fields: asked.parameters), asked)
      }
    }
    router.post("import/:token") { request, context in
      let token = try context.parameters.require("token")
      let asked = site.asked(request)
      let body = try await Self.body(of: request)
      let form = ImportForm(token: token, fields: Asked.decode(String(buffer: body)))
      return try await offLoop {
        form.takesIn ? try takeIn(form, asked) : try map(form, asked)
      }
    }
    router.get("import/:token/rejected") { request, context in
      let token = try context.parameters.require("token")
      return try await offLoop { try rejected(token) }
    }
    router.get("imports/:id") { request, context in
      let id = try ImportAPI.number(context.parameters.require("id"))
      let asked = site.asked(request)
      try asked.refuseUnknown(["rejected"])
      return try await offLoop { try done(id, asked, refusal: nil) }
    }
    router.post("imports/:id/undo") { request, context in
      let id = try ImportAPI.number(context.parameters.require("id"))
      let asked = site.asked(request)
      return try await offLoop {
        do {
          _ = try site.planerka.undo(import: id, by: .browser, now: .now)
          return Response.seeOther("/imports/\(id)")
        } catch let refusal as UndoRefusal {
          return try done(id, asked, refusal: refusal)
        }
      }
    }
    // Why: a refused undo is shown under this address, and its links to itself lead here.
    router.get("imports/:id/undo") { request, context in
      let id = try ImportAPI.number(context.parameters.require("id"))
      return Response.seeOther("/imports/\(id)" + Self.query(of: request))
    }
    router.post("demo") { request, _ in
      let asked = site.asked(request)
      return try await offLoop {
        var order = DemoOrder()
        order.language = asked.words.language
        _ = try site.planerka.fillDemo(
          order, by: .browser, path: site.planerka.directory.path, now: .now, progress: { _, _ in })
        return Response.seeOther("/")
      }
    }
  }

  /// The language that an address names, to go on with.
  private static func query(of request: Request) -> String {
    Asked.language(in: request).map { "?locale=\(Address.encode($0))" } ?? ""
  }

  /// A form's body.
  ///
  /// - Throws: `PlainFault` `form.too_long`.
  private static func body(of request: Request) async throws -> ByteBuffer {
    do {
      return try await request.body.collect(upTo: Reception.fieldLimit)
    } catch is NIOTooManyBytesError {
      throw PlainFault(.input, "form.too_long")
    }
  }

  private func first(_ asked: Asked, error: Message?) throws -> Response {
    let page = ImportPage(
      try site.planerka.imports(limit: 10, areOfFiles: true).entries,
      try site.planerka.connections(),
      try site.planerka.zone(),
      try site.planerka.currency(), asked, error: error.map(asked.words.text))
    return .html(site.render(page), status: error == nil ? .ok : .unprocessableContent)
  }

  /// Keeps a file on the shelf and goes on to its columns.
  private func receive(_ request: Request) async throws -> Response {
    let asked = site.asked(request)
    try shelf.sweep(now: .now)
    let received = try await Reception.of(request, on: shelf)
    return try await offLoop {
      guard let upload = received.upload, upload.size > 0 || received.name != nil else {
        return try first(asked, error: Message("form.no_file"))
      }
      let name = received.name ?? "file"
      do {
        let given =
          [("name", name)]
          + ImportForm.ofFile.compactMap { field in
            received.fields[field].flatMap { $0.isEmpty ? nil : (field, $0) }
          }
        let form = ImportForm(
          token: upload.token, fields: given.map { (name: $0.0, value: $0.1) })
        let head = try FileHead(of: form.order(upload.path))
        let kind = try head.kind(received.fields["kind"] ?? "", named: name)
        let address = Address("/import/\(upload.token)", [("kind", kind.name)] + form.choices)
        return Response.seeOther(address.text)
      } catch let fault as PlainFault {
        shelf.forget(upload.token)
        return try first(asked, error: fault.message)
      }
    }
  }

  /// The second step: columns, a look at what would come of them.
  private func map(
    _ form: ImportForm, _ asked: Asked, failed: ImportResult? = nil, fault: PlainFault? = nil
  ) throws -> Response {
    let path = try shelf.file(form.token, now: .now)
    let head = try FileHead(of: form.order(path))
    let draft = try form.draft(head)
    var look = ImportLook(draft: draft, outcomes: [:])
    do {
      look.outcomes = try site.planerka.outcomes(of: draft, in: form.order(path))
      var order = try order(form, draft, path, look.outcomes)
      order.isDryRun = true
      order.rowLimit = ImportLook.rowLimit
      look.result =
        try failed ?? site.planerka.takeIn(order, by: .browser, now: .now, say: asked.words.text)
    } catch let fault as PlainFault {
      look.problem = ImportLook.told(fault.message, draft, asked.words)
    }
    if let fault { look.problem = ImportLook.told(fault.message, draft, asked.words) }
    // Why: links to this page have to lead to what was chosen, although a form sent it.
    var asked = asked
    asked.parameters = form.choices
    let page = ImportMapPage(form, look, asked, try site.planerka.currency())
    let status = failed == nil ? HTTPResponse.Status.ok : .unprocessableContent
    return .html(site.render(page), status: fault?.kind.status ?? status)
  }

  private func takeIn(_ form: ImportForm, _ asked: Asked) throws -> Response {
    let path = try shelf.file(form.token, now: .now)
    let draft = try form.draft(FileHead(of: form.order(path)))
    let result: ImportResult
    do {
      let outcomes = try site.planerka.outcomes(of: draft, in: form.order(path))
      var order = try order(form, draft, path, outcomes)
      order.skipsBad = form.skipsBad
      result = try site.planerka.takeIn(order, by: .browser, now: .now, say: asked.words.text)
    } catch let fault as PlainFault {
      return try map(form, asked, fault: fault)
    }
    guard let id = result.importID else { return try map(form, asked, failed: result) }
    guard result.tally.rejected > 0 else {
      shelf.forget(form.token)
      return .seeOther("/imports/\(id)")
    }
    return .seeOther("/imports/\(id)?rejected=\(form.token)")
  }

  private func order(
    _ form: ImportForm, _ draft: MappingDraft, _ path: String, _ outcomes: [String: String]
  ) throws -> ImportOrder {
    var order = try form.order(path)
    order.kind = draft.kind
    order.mapping = try draft.mapping(name: form.name, outcomes: outcomes)
    return order
  }

  private func rejected(_ token: String) throws -> Response {
    .bytes(
      try shelf.rejected(token, now: .now), "text/csv; charset=utf-8", download: "rejected.csv")
  }

  private func done(_ id: Int, _ asked: Asked, refusal: UndoRefusal?) throws -> Response {
    let page = ImportDonePage(
      try site.planerka.importEntry(id), try site.planerka.zone(), try site.planerka.currency(),
      asked, refusal: refusal)
    return .html(site.render(page), status: refusal == nil ? .ok : .conflict)
  }
}

/// What the form of the second step sends.
struct ImportForm: Sendable {
  let token: String
  let name: String
  let source: String
  /// The kind chosen.
  let kind: String
  /// What was chosen, as the address of the step has it.
  let choices: [(name: String, value: String)]
  private let was: String
  private let act: String
  private let fields: [String: String]

  init(token: String, fields sent: [(name: String, value: String)]) {
    fields = Dictionary(sent.map { ($0.name, $0.value) }) { $1 }
    choices = sent.filter { $0.name != "act" }
    self.token = token
    let given = fields["name"] ?? ""
    name = given.isEmpty ? "file" : given
    let source = fields["source"] ?? ""
    self.source = source.isEmpty ? "file" : source
    kind = fields["kind"] ?? ""
    was = fields["was"] ?? ""
    act = fields["act"] ?? ""
  }

  /// What is said of the file's form, where it is not recognised.
  static let ofFile = ["encoding", "delimiter", "sheet"]

  /// The order to take the file in that lies on the shelf; what its rows are is not known yet.
  ///
  /// - Throws: `PlainFault` `file.unknown_encoding` or `delimiter.wrong`.
  func order(_ path: String) throws(PlainFault) -> ImportOrder {
    var order = ImportOrder(kind: RecordKind.all[0], path: path)
    order.name = name
    order.source = source
    order.sheet = given("sheet")
    try order.read(encoding: given("encoding"), delimiter: given("delimiter"))
    return order
  }

  private func given(_ field: String) -> String? {
    fields[field].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// What the file's form was said to be, by field.
  var said: [(name: String, value: String)] {
    Self.ofFile.compactMap { field in given(field).map { (name: field, value: $0) } }
  }

  /// Whether the file is to be taken in.
  var takesIn: Bool { (act == "load" || act == "skip") && was == kind }
  /// Whether bad rows are left out.
  var skipsBad: Bool { act == "skip" }

  /// The columns as they were chosen, or the guesses when none were or the kind has changed.
  ///
  /// - Throws: `PlainFault` `kind.unknown`, `parameter.unknown`, or as `RecordKind.check` does, for an
  ///   address or a form that names what there is not.
  func draft(_ head: FileHead) throws(PlainFault) -> MappingDraft {
    let columns = head.header.indices.map { "c\($0)" }
    try choices.refuseUnknown(["kind", "name", "source", "was"] + Self.ofFile + columns)
    let kind = try head.kind(kind, named: name)
    guard was == kind.name else { return MappingDraft(kind: kind, head: head) }
    let chosen = columns.map { fields[$0].flatMap { $0.isEmpty ? nil : $0 } }
    try kind.check(columns: chosen.compactMap { $0 })
    return MappingDraft(kind: kind, head: head, fields: chosen)
  }
}

extension FileHead {
  /// The kind that was chosen for a file of a name, the guess when none was.
  ///
  /// - Throws: `PlainFault` `kind.unknown`.
  fileprivate func kind(_ chosen: String, named name: String) throws(PlainFault) -> RecordKind {
    if !chosen.isEmpty { return try RecordKind.asked(chosen) }
    return ColumnGuess.kind(of: self, name: name) ?? RecordKind.all[0]
  }
}

import App
import Domain
import Hummingbird
import Mustache
import Render
import Synchronization

/// The pages and the API of one company: what every route starts from.
struct Site: Sendable {
  let planerka: Planerka
  private let templates: MustacheLibrary
  private let company: CompanyLanguage

  init(_ planerka: Planerka) throws {
    self.planerka = planerka
    company = CompanyLanguage(planerka)
    var library = MustacheLibrary()
    for (name, bytes) in Template.all {
      try library.register(String(decoding: bytes, as: UTF8.self), named: name)
    }
    templates = library
  }

  /// What a request asks.
  func asked(_ request: Request) -> Asked { Asked(request, company: company.now) }

  /// A page's HTML: its template filled with the page's own fields and those of the frame.
  func render(_ page: some Page) -> String {
    let frame = PageFields.of(page.frame)
    let own = PageFields.of(page)
    let fields = (frame as? [String: Any] ?? [:]).merging(own as? [String: Any] ?? [:]) { $1 }
    return templates.render(fields, withTemplate: page.template) ?? ""
  }

  func add(to router: Router<WebContext>) {
    ReportAPI(site: self).add(to: router)
    OpenAPI(site: self).add(to: router)
    ImportAPI(site: self).add(to: router)
    HistoryAPI(site: self).add(to: router)
    PageRoutes(site: self).add(to: router)
    ImportRoutes(site: self).add(to: router)
    Asset.add(to: router)
  }
}

/// A page: exactly what its template shows.
protocol Page: Sendable {
  /// The template's name.
  var template: String { get }
  /// What surrounds it.
  var frame: PageFrame { get }
}

/// The templates, by name.
enum Template {
  static let all: [String: [UInt8]] = [
    "layout": PackageResources.layout_mustache, "fault": PackageResources.fault_mustache,
    "reports": PackageResources.reports_mustache, "report": PackageResources.report_mustache,
    "records": PackageResources.records_mustache, "today": PackageResources.today_mustache,
    "api": PackageResources.api_mustache,
    "empty": PackageResources.empty_mustache, "client": PackageResources.client_mustache,
    "deal": PackageResources.deal_mustache, "import": PackageResources.import_mustache,
    "import-map": PackageResources.import_map_mustache,
    "history": PackageResources.history_mustache,
    "import-done": PackageResources.import_done_mustache,
  ]
}

/// The stylesheet and the script.
enum Asset {
  static func add(to router: Router<WebContext>) {
    router.get("planerka.css") { _, _ in
      answer(PackageResources.planerka_css, "text/css; charset=utf-8")
    }
    router.get("planerka.js") { _, _ in
      answer(PackageResources.planerka_js, "text/javascript; charset=utf-8")
    }
  }

  private static func answer(_ bytes: [UInt8], _ type: String) -> Response {
    var response = Response.bytes(bytes, type)
    response.headers[.cacheControl] = "max-age=300"
    return response
  }
}

/// The company's language, for those who ask for none; it is looked at anew every few seconds.
private final class CompanyLanguage: Sendable {
  private let planerka: Planerka
  private let state = Mutex<(language: String, until: ContinuousClock.Instant)?>(nil)
  private static let lasts = Duration.seconds(5)

  init(_ planerka: Planerka) {
    self.planerka = planerka
  }

  var now: String {
    let known = state.withLock { $0 }
    if let known, known.until > .now { return known.language }
    let language: String
    do {
      language = try planerka.setting("locale")
    } catch {
      // Why: what is wrong with the database is told by what is asked of it, in the language known.
      language = known?.language ?? "ru"
    }
    state.withLock { $0 = (language, .now + Self.lasts) }
    return language
  }
}

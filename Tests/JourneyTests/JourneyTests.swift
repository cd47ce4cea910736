import Domain
import Reports
import Testing

/// Walks through the pages in a browser, one after the other.
@Suite(.serialized, .enabled(if: Driver.isInstalled, "no chromium or chromedriver"), .walking)
struct JourneyTests {
  /// The pages to open, with the status each answers.
  private static func pages(_ walk: Walk) -> [(path: String, status: Int)] {
    let reports = ReportCatalogue.all.map { "/reports/\($0.id)?\(walk.period)&date=\(walk.today)" }
    let forms = [
      "call-structure?by=weekday,hour", "talk-time?by=week&compare=previous",
      "funnel?slice=channel", "funnel?mode=flow&compare=year", "channels?by=month",
      "temperature?by=manager", "losses?by=stage", "managers?sort=-won&channel=none",
      "managers/records?figure=won", "managers/records?figure=win_rate",
      "managers/records?figure=median_days",
    ].map { "/reports/\($0)&\(walk.period)" }
    let good = ["/", "/reports", "/api"] + reports + forms
    return good.map { ($0, 200) } + [("/nowhere", 404), ("/reports/managers?channel=zzz", 400)]
  }

  @Test func `every page is sound in both languages, on a desk and on a phone`() async throws {
    let walk = try Walk.here()
    var pages = Self.pages(walk)
    var kinds = Set(pages.map { Self.kind($0.path) })
    var links = LinkSample()
    while !pages.isEmpty {
      let (path, status) = pages.removeFirst()
      for language in ["ru", "en"] {
        let join = path.contains("?") ? "&" : "?"
        let found = try await look("\(path)\(join)locale=\(language)", status, language, walk)
        // Why: a fault page leads to itself in the other language.
        if status == 200 { links.add(found, on: path) }
        // Why: pages of clients, deals and files are found by the links that lead to them.
        for link in found where link.hasPrefix("/") && Self.isPage(link) {
          if kinds.insert(Self.kind(link)).inserted { pages.append((Self.plain(link), 200)) }
        }
      }
    }
    for link in links.chosen {
      let (status, _) = try await Wire.send("GET", walk.address + link.href)
      #expect(status < 400, "\(link.page) leads to \(link.href): \(status)")
    }
    #expect(links.chosen.count > 50)
  }

  /// Opens a page on a desk or a phone, looks at it on the other too, and gives its links.
  private func look(
    _ path: String, _ status: Int, _ language: String, _ walk: Walk
  ) async throws -> [String] {
    let widths = language == "ru" ? [1440, 390] : [390, 1440]
    try await walk.browser.resize(width: widths[0])
    try await walk.open(path)
    let look = try await PageLook(walk.browser)
    try await walk.browser.resize(width: widths[1])
    let other = try await PageLook(walk.browser)
    let traffic = try await PageTraffic(walk.browser, of: walk.address + path)
    var faults = look.faults(language: language)
    for (look, width) in zip([look, other], widths) where look.excess > 0 {
      let widest = look.tooWide.joined(separator: " ")
      faults.append("scrolls sideways by \(look.excess) at \(width): \(widest)")
    }
    if traffic.status != status { faults.append("status \(traffic.status ?? 0)") }
    faults += traffic.requests.filter { !$0.hasPrefix(walk.address) && !$0.hasPrefix("data:") }
      .map { "asks \($0)" }
    faults += traffic.complaints.filter { status == 200 || !$0.contains("status of \(status)") }
      .map { "the console says \($0)" }
    #expect(faults.isEmpty, "\(path): \(faults.joined(separator: "; "))")
    return look.links
  }

  /// Whether an address leads to a page, not to an answer for programs.
  private static func isPage(_ address: String) -> Bool {
    !address.hasPrefix("/api/") && !address.hasSuffix("/file")
      && !["/healthz", "/readyz", "/metrics"].contains(address)
  }

  /// The kind of page an address leads to: its first folder and how deep it is.
  private static func kind(_ address: String) -> String {
    let parts = plain(address).split(separator: "/")
    guard parts.first != "reports" else { return parts.count < 2 ? "reports" : "reports/" }
    return "\(parts.first ?? "") \(parts.count)"
  }

  /// An address without the language.
  private static func plain(_ address: String) -> String {
    let halves = address.split(separator: "?", maxSplits: 1)
    guard halves.count == 2 else { return address }
    let rest = halves[1].split(separator: "&").filter { !$0.hasPrefix("locale=") }
    return rest.isEmpty ? String(halves[0]) : "\(halves[0])?\(rest.joined(separator: "&"))"
  }
}

/// One link of each kind on each page: the same path with the same parameters is one kind.
private struct LinkSample {
  private var kinds: Set<String> = []
  private(set) var chosen: [(page: String, href: String)] = []

  mutating func add(_ links: [String], on page: String) {
    let folder = page.prefix { $0 != "?" }
    for link in links where !link.hasPrefix("#") {
      #expect(link.hasPrefix("/"), "\(page) leads away to \(link)")
      let names = link.split(whereSeparator: { "?&".contains($0) }).map { $0.prefix { $0 != "=" } }
      if kinds.insert("\(folder) \(names.joined(separator: " "))").inserted {
        chosen.append((page, link))
      }
    }
  }
}

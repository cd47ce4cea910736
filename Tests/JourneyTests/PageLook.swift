import Foundation

/// What is to be seen of a page that any page must get right.
struct PageLook: Decodable {
  /// The page's language.
  let lang: String
  let title: String
  /// How many first headings it has.
  let headings: Int
  /// Pictures without a name.
  let namelessPictures: [String]
  /// Links, buttons and fields without a name.
  let namelessControls: [String]
  /// Ids that stand several times.
  let doubleIds: [String]
  /// Ids that something refers to and nothing has.
  let lostIds: [String]
  /// Whether the first link takes the focus and leads to the page's main part.
  let skips: Bool
  /// How many pixels the page is too wide, and what sticks out.
  let excess: Int
  let tooWide: [String]
  /// Where its links lead.
  let links: [String]

  /// Looks at the page a browser shows.
  init(_ browser: Browser) async throws { self = try await browser.script(Self.look) }

  /// What is wrong with it, as far as it does not depend on where it is shown.
  func faults(language: String) -> [String] {
    var faults: [String] = []
    if lang != language { faults.append("lang is \(lang)") }
    if title.isEmpty { faults.append("no title") }
    if headings != 1 { faults.append("\(headings) first headings") }
    if !skips { faults.append("the skip link takes no focus or leads nowhere") }
    faults += namelessPictures.map { "a picture without a name: \($0)" }
    faults += namelessControls.map { "a control without a name: \($0)" }
    faults += doubleIds.map { "the id \($0) stands several times" }
    faults += lostIds.map { "there is no id \($0)" }
    return faults
  }

  private static let look = """
    const all = (selector) => Array.from(document.querySelectorAll(selector));
    const told = (node) => node.outerHTML.slice(0, 90);
    const named = (node) => (node.getAttribute('aria-label') || node.getAttribute('aria-labelledby')
      || node.getAttribute('title') || node.textContent || '').trim() !== '';
    const hasName = (node) => Array.from(node.children).some((child) =>
      child.tagName.toLowerCase() === 'title' && child.textContent.trim() !== '');
    const page = document.documentElement;
    const ids = all('[id]').map((node) => node.id);
    const known = new Set(ids);
    const refs = all('[aria-labelledby], [aria-describedby], [aria-controls], [for]')
      .flatMap((node) => ['aria-labelledby', 'aria-describedby', 'aria-controls', 'for']
        .flatMap((name) => (node.getAttribute(name) || '').split(' ')))
      .concat(all('[href^="#"]').map((node) => node.getAttribute('href').slice(1)))
      .filter((id) => id !== '');
    const skip = document.querySelector('a.skip[href^="#"]');
    if (skip) skip.focus();
    const target = skip && document.querySelector('main' + skip.getAttribute('href'));
    const skips = skip !== null && document.activeElement === skip && target !== null;
    if (skip) skip.blur();
    const width = page.clientWidth;
    const excess = Math.max(0, page.scrollWidth - width);
    const held = (node) => node.parentElement !== null && (
      /auto|scroll|hidden|clip/.test(getComputedStyle(node.parentElement).overflowX)
      || held(node.parentElement));
    const tooWide = excess === 0 ? [] : all('main *').filter((node) =>
      node.getBoundingClientRect().right > width + 1 && !held(node)).slice(0, 3).map(told);
    return {
      lang: page.lang, title: document.title, headings: all('h1').length,
      namelessPictures: all('img').filter((node) => !node.alt).map(told)
        .concat(all('svg[role="img"]').filter((node) => !hasName(node)).map(told)),
      namelessControls: all('a[href], button, summary').filter((node) => !named(node)).map(told)
        .concat(all('input:not([type="hidden"]), select, textarea').filter((node) =>
          node.labels.length === 0 && !node.getAttribute('aria-label')).map(told)),
      doubleIds: [...new Set(ids.filter((id, place) => ids.indexOf(id) !== place))],
      lostIds: [...new Set(refs.filter((id) => !known.has(id)))],
      skips: skips, excess: excess, tooWide: tooWide,
      links: [...new Set(all('a[href]').map((node) => node.getAttribute('href')))]
    };
    """
}

/// What the browser asked for and complained of since it was last heard.
struct PageTraffic {
  /// The status the page itself answered.
  private(set) var status: Int?
  /// The addresses asked for.
  private(set) var requests: [String] = []
  /// What stands in the console.
  private(set) var complaints: [String] = []

  /// Reads the logs of a browser; `address` is the page's.
  init(_ browser: Browser, of address: String) async throws {
    for line in try await browser.log("performance") {
      let event = try JSONDecoder().decode(Line.self, from: Data(line.message.utf8)).message
      switch event.method {
      case "Network.requestWillBeSent":
        if let url = event.params.request?.url { requests.append(url) }
      case "Network.responseReceived" where event.params.response?.url == address:
        status = event.params.response?.status
      default: break
      }
    }
    let lines = try await browser.log("browser")
    complaints = lines.filter { ["SEVERE", "WARNING"].contains($0.level) }.map(\.message)
  }

  private struct Line: Decodable {
    let message: Event
  }
  private struct Event: Decodable {
    let method: String
    let params: Parameters
  }
  private struct Parameters: Decodable {
    let request: Request?
    let response: Response?
  }
  private struct Request: Decodable {
    let url: String
  }
  private struct Response: Decodable {
    let url: String
    let status: Int
  }
}

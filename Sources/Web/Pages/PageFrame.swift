import App
import Domain
import Render

/// What surrounds every page: the way around, the language, the theme.
struct PageFrame: Sendable {
  struct Link: Sendable {
    let href: String
    let name: String
    let icon: String
    let go: String?
    let isHere: Bool
  }
  struct Menu: Sendable {
    let menuName: String?
    let links: [Link]
  }
  struct Key: Sendable {
    let keyName: String
    let does: String
  }
  struct Language: Sendable {
    let code: String
    let name: String
    let href: String
  }

  let lang: String
  let title: String
  let home = "/"
  let words: [String: String]
  let menus: [Menu]
  let tabs: [Link]
  let keyList: [Key]
  let languages: [Language]
  let asOfLine: String

  init(title: String, here: String, _ asked: Asked, asOfLine: String = "") {
    lang = asked.words.language
    self.title = title
    self.asOfLine = asOfLine
    let text = { (key: String) in asked.words.text(key) }
    words = Self.pageWords(asked.words)
    let ways = [("/", "today", "t"), ("/reports", "reports", "r"), ("/import", "data", "d")]
    let links = ways.map { href, icon, go in
      Link(href: href, name: text("page.\(icon)"), icon: icon, go: go, isHere: href == here)
    }
    menus = [Menu(menuName: nil, links: links)]
    tabs = links
    keyList = [
      Key(keyName: "G T", does: text("page.today")),
      Key(keyName: "G R", does: text("page.reports")),
      Key(keyName: "G D", does: text("page.data")),
      Key(keyName: "?", does: text("page.keys")),
    ]
    let address = Address(asked.path, asked.parameters)
    languages = [("ru", "Русский"), ("en", "English")].filter { $0.0 != asked.words.language }
      .map { Language(code: $0.0, name: $0.1, href: address.with("locale", $0.0).text) }
  }

  /// The texts of pages, by the names templates use.
  static func pageWords(_ words: Words) -> [String: String] {
    var own: [String: String] = [:]
    for (key, text) in words.texts where key.hasPrefix("page.") {
      own[String(key.dropFirst(5))] = text
    }
    return own
  }
}

/// A way on: a button or a choice in a menu.
struct PageChoice: Sendable {
  let href: String
  let name: String
  var note = ""
  var suffix = ""
  var isNow = false
}

/// A page that could not be shown.
struct FaultPage: Page {
  struct Act: Sendable {
    let href: String
    let label: String
    let isMain: Bool
  }
  let template = "fault"
  let frame: PageFrame
  let code: Int
  let heading: String
  let text: String
  let list: [String]
  let hasList: Bool
  let acts: [Act]

  init(status: Int, _ message: Message, each: [Message], _ asked: Asked) {
    code = status
    heading = asked.words.text(status == 404 ? "page.notFound" : "page.notShown")
    text = asked.words.text(message)
    hasList = each != [message]
    list = hasList ? each.map(asked.words.text) : []
    frame = PageFrame(title: heading, here: "", asked)
    acts = [
      Act(href: "/reports", label: asked.words.text("page.reports"), isMain: true),
      Act(href: "/", label: asked.words.text("page.today"), isMain: false),
    ]
  }
}

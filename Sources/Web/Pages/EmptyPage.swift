import Render

/// No data yet: how to load a file, or to fill with the demo company.
struct EmptyPage: Page {
  struct Entry: Sendable {
    let name: String
    let question: String
  }
  struct Demo: Sendable { let action: String }
  let template = "empty"
  let frame: PageFrame
  let heading: String
  let ask: String
  let loadHref = "/import"
  let demo = Demo(action: "/demo")
  let reports: [Entry]

  init(_ asked: Asked) {
    let words = asked.words
    heading = words.text("page.emptyHeading")
    ask = words.text("page.emptyAsk")
    frame = PageFrame(title: heading, here: "/", asked)
    reports = ["managers", "funnel", "payments", "channels"].map {
      Entry(name: words.text("report.\($0)"), question: words.texts["hint.\($0)"] ?? "")
    }
  }
}

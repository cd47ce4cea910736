import Render
import Reports

/// All reports on one shelf.
struct ReportsPage: Page {
  struct Entry: Sendable {
    let href: String
    let name: String
    let question: String
  }
  struct Group: Sendable {
    let groupId: String
    let groupName: String
    let reports: [Entry]
  }
  let template = "reports"
  let frame: PageFrame
  let heading: String
  let ask: String
  let groups: [Group]

  init(_ asked: Asked) {
    let words = asked.words
    heading = words.text("page.reports")
    ask = words.text("page.reportsAsk")
    frame = PageFrame(title: heading, here: "/reports", asked)
    groups = ReportShelf.allCases.map { shelf in
      Group(
        groupId: shelf.rawValue, groupName: words.text("page.shelf.\(shelf.rawValue)"),
        reports: ReportCatalogue.all.filter { $0.shelf == shelf }.map { recipe in
          Entry(
            href: "/reports/\(recipe.id)", name: words.text("report.\(recipe.id)"),
            question: words.texts["hint.\(recipe.id)"] ?? "")
        })
    }
  }
}

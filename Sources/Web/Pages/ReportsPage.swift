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

  /// The shelves, in reading order.
  private static let shelves: [(id: String, reports: [String])] = [
    ("day", ["daily", "payments", "tasks"]),
    ("money", ["channels", "managers", "products"]),
    ("deals", ["funnel", "losses", "temperature"]),
    ("calls", ["talk-time", "call-structure"]),
  ]

  init(_ asked: Asked) {
    let words = asked.words
    heading = words.text("page.reports")
    ask = words.text("page.reportsAsk")
    frame = PageFrame(title: heading, here: "/reports", asked)
    groups = Self.shelves.map { shelf in
      Group(
        groupId: shelf.id, groupName: words.text("page.shelf.\(shelf.id)"),
        reports: shelf.reports.map { id in
          Entry(
            href: "/reports/\(id)", name: words.text("report.\(id)"),
            question: words.texts["hint.\(id)"] ?? "")
        })
    }
  }
}

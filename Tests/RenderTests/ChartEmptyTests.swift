import Render
import Testing

struct ChartEmptyTests {
  private static let caption = ChartCaption(id: "x", title: "T")

  private static let empty: [any Chart] = [
    BarList(caption, rows: []),
    StackedBars(caption, parts: [], rows: []),
    HeatMap(caption, hours: [], rows: []),
    IntervalRows(caption, rows: [], norm: nil, end: 1),
    BulletBar(caption, fact: 0, plan: 0),
    FunnelBars(caption, stages: []),
    DayColumns(caption, days: []),
    LineTrend(caption, points: [.init("1", value: nil)]),
  ]

  private static let zero: [any Chart] = [
    BarList(
      caption, rows: [.init("A", value: 0, shown: "0"), .init("B", value: .nan, shown: "—")]),
    StackedBars(
      caption, parts: [.init("p", .fact)], rows: [.init("A", pieces: [.init(0, "0")])]),
    HeatMap(caption, hours: ["9"], rows: [.init("Mon", cells: [.init(0, "0")])]),
    IntervalRows(
      caption, rows: [.init("A", value: 0, low: 0, high: 0, shown: "0")], norm: 0...1, end: 1),
    BulletBar(caption, fact: 0, pace: 0, plan: 10),
    FunnelBars(caption, stages: [.init("A", entered: 0, passed: 0, shown: "0")]),
    DayColumns(
      caption, days: [.init("1", received: 0, shown: "0")],
      overdue: .init("late", value: 0, shown: "0")),
    LineTrend(caption, points: [.init("1", value: 0)]),
  ]

  @Test(arguments: empty.indices)
  func `With nothing to draw there is no picture`(index: Int) {
    #expect(Self.empty[index].svg(.wide) == "")
    #expect(Self.empty[index].html == "")
  }

  @Test(arguments: zero.indices, ChartWidth.allCases)
  func `With zeroes alone the picture has no broken length`(index: Int, width: ChartWidth) {
    let svg = Self.zero[index].svg(width)
    #expect(svg.hasPrefix("<svg class=\"") && svg.hasSuffix("</svg>"))
    #expect(!svg.contains("nan") && !svg.contains("inf") && !svg.contains("=\"-"))
    #expect(svg.contains("role=\"img\""))
    #expect(!svg.contains("style="))
  }

  @Test func `Both widths have their own names for readers`() {
    let html = Self.zero[0].html
    #expect(html.contains("id=\"x-960-t\"") && html.contains("id=\"x-360-t\""))
  }
}

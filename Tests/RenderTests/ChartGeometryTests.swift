import Render
import Testing

private let caption = ChartCaption(id: "x", title: "T")

struct ChartGeometryTests {
  @Test func `Bars go from the longest to the shortest and the unknown is last`() {
    let list = BarList(
      caption,
      rows: [
        .init("unknown", value: 900, shown: "900", isUnknown: true),
        .init("small", value: 100, shown: "100"), .init("large", value: 400, shown: "400"),
        .init("same", value: 100, shown: "100"),
      ])
    #expect(list.ordered.map(\.label) == ["large", "small", "same", "unknown"])
  }

  @Test func `The longest narrow bar is the whole width and the others keep proportion`() {
    let svg = BarList(
      caption,
      rows: [
        .init("a", value: 200, shown: "200", compared: 100), .init("b", value: 50, shown: "50"),
        .init("c", value: -5, shown: "−5"),
      ]
    ).svg(.narrow)
    #expect(svg.contains("viewBox=\"0 0 360 120\""))
    #expect(svg.contains("f-fact mk\" x=\"0\" y=\"19\" width=\"360\" height=\"10\""))
    #expect(svg.contains("f-compare\" x=\"0\" y=\"30\" width=\"180\" height=\"3\""))
    #expect(svg.contains("f-fact mk\" x=\"0\" y=\"59\" width=\"90\" height=\"10\""))
    #expect(!svg.contains("width=\"-"))
  }

  @Test func `Pieces of a row fill it by their shares`() {
    let svg = StackedBars(
      caption, parts: [.init("short", .q2), .init("long", .q5)],
      rows: [
        .init("A", pieces: [.init(3, "30"), .init(1, "10")]),
        .init("B", pieces: [.init(0, "0"), .init(0, "0")]),
      ]
    ).svg(.narrow)
    #expect(svg.contains("class=\"q2 mk\" x=\"0\" y=\"42\" width=\"270\" height=\"24\""))
    #expect(svg.contains("class=\"q5 mk\" x=\"270\" y=\"42\" width=\"90\" height=\"24\""))
    #expect(svg.contains("class=\"f-track\" x=\"0\" y=\"103\" width=\"360\" height=\"2\""))
  }

  @Test(arguments: [(0.0, 0), (1, 1), (20, 1), (21, 2), (60, 3), (80, 4), (81, 5), (100, 5)])
  func `A shade is a fifth of the largest and nothing is the lightest`(value: Double, shade: Int) {
    #expect(HeatMap.shade(value, largest: 100) == shade)
  }

  @Test func `A cell stands in its hour and prints its number`() {
    let map = HeatMap(
      caption, hours: ["9", "10"],
      rows: [.init("Mon", cells: [.init(10, "10", isMarked: true), nil])])
    let svg = map.svg(.narrow)
    #expect(svg.contains("class=\"q5 mk\" x=\"27\" y=\"20\" width=\"165\" height=\"28\""))
    #expect(svg.contains("class=\"f-bad\" d=\"M185 20H192V27Z\""))
    #expect(svg.components(of: " mk\"") == 1)
  }

  @Test(arguments: [
    (0.0, 1.9, "f-bad"), (1, 3, "f-ink3"), (2, 6, "f-fact"), (5, 7, "f-ink3"), (6.1, 8, "f-good"),
  ])
  func `A verdict needs the whole interval outside the norm`(
    low: Double, high: Double, dot: String
  ) {
    let row = IntervalRows.Row("A", value: (low + high) / 2, low: low, high: high, shown: "")
    #expect(IntervalRows(caption, rows: [row], norm: 2...6, end: 8).verdict(row) == dot)
  }

  @Test func `The corridor and the whisker stand on one axis from zero`() {
    let svg = IntervalRows(
      caption, rows: [.init("A", value: 5, low: 2.5, high: 7.5, shown: "5")], norm: 2...6, end: 10
    ).svg(.narrow)
    #expect(svg.contains("class=\"f-norm\" x=\"75.6\" y=\"4\" width=\"139.2\""))
    #expect(svg.contains("class=\"l l-ink3\" x1=\"93\" y1=\"33\" x2=\"267\" y2=\"33\""))
    #expect(svg.contains("class=\"f-ink3 mk\" cx=\"180\" cy=\"33\""))
  }

  @Test func `A promise is hatched and begins where the fact ends`() {
    let bar = BulletBar(caption, fact: 50, promised: 25, pace: 60, plan: 100)
    #expect(bar.row.contains("viewBox=\"0 0 124 14\""))
    #expect(bar.row.contains("class=\"f-track\" x=\"0\" y=\"4\" width=\"124\" height=\"6\""))
    #expect(bar.row.contains("class=\"f-fact mk\" x=\"0\" y=\"4\" width=\"62\" height=\"6\""))
    #expect(
      bar.row.contains(
        "class=\"f-promised\" fill=\"url(#hatch)\" x=\"62\" y=\"4\" width=\"31\" height=\"6\""))
    #expect(bar.row.contains("class=\"f-tick\" x=\"73.4\""))
  }

  @Test func `A fact over its plan shows where the plan ended`() {
    let svg = BulletBar(caption, fact: 200, plan: 100).svg(.narrow)
    #expect(svg.contains("class=\"f-track\" x=\"0\" y=\"24\" width=\"180\""))
    #expect(svg.contains("class=\"f-fact mk\" x=\"0\" y=\"24\" width=\"360\""))
    #expect(svg.contains("class=\"l l-thin l-tick\" x1=\"180\""))
  }

  @Test func `The dark part of a stage is the whole of the next`() {
    let svg = FunnelBars(
      caption,
      stages: [
        .init(
          "Lead", entered: 100, passed: 50, open: 10, shown: "100", loss: "−40", isLeak: true),
        .init("Paid", entered: 50, passed: 0, shown: "50"),
      ]
    ).svg(.narrow)
    #expect(svg.contains("class=\"f-lost\" x=\"0\" y=\"18\" width=\"360\" height=\"22\""))
    #expect(svg.contains("class=\"f-fact mk\" x=\"0\" y=\"18\" width=\"180\" height=\"22\""))
    #expect(svg.contains("class=\"f-soft mk\" x=\"180\" y=\"18\" width=\"36\" height=\"22\""))
    #expect(svg.contains("class=\"f-fact mk\" x=\"0\" y=\"84\" width=\"180\" height=\"22\""))
    #expect(svg.contains("class=\"t-bad t-b\" x=\"188\" y=\"57\">−40</text>"))
  }

  @Test func `Promised money stands on received money and the overdue is first`() {
    let svg = DayColumns(
      caption,
      days: [
        .init("1", received: 30, promised: 20, shown: "50"),
        .init("2", received: 0, promised: 100, shown: "100", isToday: true),
      ], overdue: .init("late", value: 50, shown: "50")
    ).svg(.narrow)
    #expect(svg.contains("class=\"l l-bad mk\" d=\"M12 136V80H56V136Z\""))
    #expect(svg.contains("class=\"f-fact mk\" x=\"131\" y=\"102.4\" width=\"44\" height=\"33.6\""))
    #expect(svg.contains("x=\"131\" y=\"80\" width=\"44\" height=\"22.4\""))
    #expect(svg.contains("x=\"269\" y=\"24\" width=\"44\" height=\"112\""))
  }

  @Test func `An unknown moment breaks the line`() {
    let svg = LineTrend(
      caption,
      points: [
        .init("1", value: 0), .init("2", value: 63), .init("3", value: nil),
        .init("4", value: 126, shown: "126"),
      ]
    ).svg(.narrow)
    #expect(svg.contains("class=\"l\" d=\"M6 140L122 77M354 14\""))
    #expect(svg.contains("cx=\"354\" cy=\"14\" r=\"3.5\""))
  }
}

extension String {
  fileprivate func components(of part: String) -> Int {
    var count = 0
    var rest = self[...]
    while let found = rest.firstRange(of: part) {
      count += 1
      rest = rest[found.upperBound...]
    }
    return count
  }
}

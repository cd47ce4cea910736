/// A fact against its plan: solid what came, hatched what is promised, a tick where to be now.
public struct BulletBar: Chart {
  /// What the chart says to a reader who does not see it.
  public var caption: ChartCaption
  /// What is received or done.
  public var fact: Double
  /// What is promised and not received.
  public var promised: Double
  /// Where the fact ought to be now.
  public var pace: Double?
  /// The end of the track.
  public var plan: Double
  /// Words printed over the tick of the tall bar.
  public var paceLabel: String
  /// Whether the fact is far behind the pace.
  public var isFarBehind: Bool
  /// Where the bar leads.
  public var href: String?

  /// A bar for one plan.
  public init(
    _ caption: ChartCaption, fact: Double, promised: Double = 0, pace: Double? = nil,
    plan: Double, paceLabel: String = "", isFarBehind: Bool = false, href: String? = nil
  ) {
    self.caption = caption
    self.fact = fact
    self.promised = promised
    self.pace = pace
    self.plan = plan
    self.paceLabel = paceLabel
    self.isFarBehind = isFarBehind
    self.href = href
  }

  /// The tall bar of a page.
  public func svg(_ width: ChartWidth) -> String {
    draw(units: width.units, barTop: 24, bar: 22, height: 54, classes: width.classes)
  }

  /// The small bar of a table cell, 124 units wide and 14 high.
  public var row: String { draw(units: 124, barTop: 4, bar: 6, height: 14, classes: "bullet") }

  private func draw(
    units: Double, barTop: Double, bar: Double, height: Double, classes: String
  ) -> String {
    let came = max(fact, 0)
    let awaited = max(promised, 0)
    guard plan > 0 || came > 0 || awaited > 0 else { return "" }
    var drawing = Drawing(units: units)
    let scale = Scale(to: [plan, came + awaited, pace ?? 0], length: units)
    drawing.link(href, hint: caption.title) { drawing in
      drawing.rect("f-track", x: 0, y: barTop, width: scale(plan), height: bar)
      drawing.rect(
        ChartTone.promised.fill, x: scale(came), y: barTop,
        width: scale(came + awaited) - scale(came), height: bar)
      let tone: ChartTone = isFarBehind ? .bad : .fact
      drawing.rect(tone.fill, x: 0, y: barTop, width: scale(came), height: bar, isMark: true)
      if plan > 0, came + awaited > plan {
        drawing.line(
          "l-thin l-tick", from: (scale(plan), barTop - 3), to: (scale(plan), barTop + bar + 3))
      }
    }
    if let pace {
      let x = min(max(scale(pace), 2), units - 2)
      let reach = classes == "bullet" ? barTop : 20
      drawing.tick(x: x, y: barTop - reach, height: bar + reach + (height - barTop - bar) / 2)
      if classes != "bullet" {
        let isLate = x + TextWidth.of(paceLabel) + 8 > units
        let side = isLate ? "t-12 t-2 end" : "t-12 t-2"
        drawing.text(paceLabel, side, x: isLate ? x - 6 : x + 6, y: 13)
      }
    }
    return drawing.finished(caption, height: height, classes: classes)
  }
}

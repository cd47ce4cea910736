/// Stages of a funnel: the dark part of a bar is the whole of the next, the loss stands between.
public struct FunnelBars: Chart {
  /// One stage.
  public struct Stage: Sendable, Equatable {
    /// The name of it.
    public var label: String
    /// The value as it is printed.
    public var shown: String
    /// The loss after this stage, as it is printed.
    public var loss: String
    /// How many came in.
    public var entered: Double
    /// How many went on.
    public var passed: Double
    /// How many still stand here.
    public var open: Double
    /// Where it leads.
    public var href: String?
    /// Where the loss leads.
    public var lossHref: String?
    /// Whether the largest loss is here.
    public var isLeak: Bool

    /// A stage where `entered` came in, `passed` went on, `open` still stand; the rest is lost.
    ///
    /// `loss` is printed under the bar, with its money; a leak is printed in red.
    public init(
      _ label: String, entered: Double, passed: Double, open: Double = 0, shown: String,
      loss: String = "", href: String? = nil, lossHref: String? = nil, isLeak: Bool = false
    ) {
      self.label = label
      self.shown = shown
      self.loss = loss
      self.entered = entered
      self.passed = passed
      self.open = open
      self.href = href
      self.lossHref = lossHref
      self.isLeak = isLeak
    }
  }

  /// What the chart says to a reader who does not see it.
  public var caption: ChartCaption
  /// What the parts of a bar are called: went on, stand here, are lost here.
  public var parts: [String]
  /// The stages from the first to the last.
  public var stages: [Stage]

  /// A funnel of `stages`.
  public init(_ caption: ChartCaption, parts: [String] = [], stages: [Stage]) {
    self.caption = caption
    self.parts = parts
    self.stages = stages
  }

  private static let tones: [ChartTone] = [.fact, .soft, .lost]

  /// The picture at one width, or an empty string when there is nothing to draw.
  public func svg(_ width: ChartWidth) -> String {
    guard !stages.isEmpty else { return "" }
    var drawing = Drawing(width)
    let names = width.isWide ? 170.0 : 0
    let values = width.isWide ? 84.0 : 0
    let scale = Scale(to: stages.map(\.entered), length: width.units - names - values)
    let head = width.isWide ? 0.0 : 18
    let step = head + 22 + 26
    let start = drawing.key(zip(parts, Self.tones).map { ($0, $1) }, from: names, to: width.units)
    for (index, stage) in stages.enumerated() {
      let top = start + Double(index) * step
      let barTop = top + head
      let isLast = index == stages.count - 1
      let whole = scale(stage.entered)
      let passed = isLast ? whole : min(scale(stage.passed), whole)
      let open = isLast ? 0 : min(scale(stage.open), whole - passed)
      drawing.link(stage.href) { drawing in
        drawing.text(
          stage.label, "t-12 t-ink", x: 0, y: width.isWide ? barTop + 15 : top + 13,
          within: width.isWide ? names - 12 : width.units - 100)
        drawing.rect(ChartTone.lost.fill, x: names, y: barTop, width: whole, height: 22)
        drawing.rect("f-fact", x: names, y: barTop, width: passed, height: 22, isMark: true)
        drawing.rect("f-soft", x: names + passed, y: barTop, width: open, height: 22, isMark: true)
        let baseline = width.isWide ? barTop + 15 : top + 13
        drawing.text(stage.shown, "t-12 t-ink t-b end", x: width.units, y: baseline)
      }
      guard !isLast else { continue }
      let edge = names + passed
      drawing.line("l-link", from: (edge, barTop + 22), to: (edge, barTop + 48))
      let ink = stage.isLeak ? "t-bad t-b" : ""
      drawing.link(stage.lossHref) { drawing in
        let room = TextWidth.of(stage.loss) + 8
        let fitsRight = edge + 8 + room <= width.units
        let side = fitsRight ? ink : (ink.isEmpty ? "end" : ink + " end")
        drawing.text(stage.loss, side, x: fitsRight ? edge + 8 : edge - 8, y: barTop + 39)
      }
    }
    return drawing.finished(
      caption, height: start + Double(stages.count) * step - 26, classes: width.classes)
  }
}

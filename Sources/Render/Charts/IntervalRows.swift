/// A dot on its interval over the norm: a verdict only where the interval leaves the norm.
public struct IntervalRows: Chart {
  /// One measured value.
  public struct Row: Sendable, Equatable {
    /// The name of it.
    public var label: String
    /// The value as it is printed.
    public var shown: String
    /// The length.
    public var value: Double
    /// The lower end of the interval.
    public var low: Double
    /// The upper end of the interval.
    public var high: Double
    /// Where it leads.
    public var href: String?

    /// A value known to lie between `low` and `high`.
    public init(
      _ label: String, value: Double, low: Double, high: Double, shown: String, href: String? = nil
    ) {
      self.label = label
      self.shown = shown
      self.value = value
      self.low = low
      self.high = high
      self.href = href
    }
  }

  /// What the chart says to a reader who does not see it.
  public var caption: ChartCaption
  /// The values, drawn in this order.
  public var rows: [Row]
  /// The corridor everyone is compared with.
  public var norm: ClosedRange<Double>?
  /// The words printed once over the corridor.
  public var normLabel: String
  /// The end of the axis, which starts at zero.
  public var end: Double
  /// What is printed under the axis.
  public var ticks: [ChartTick]
  /// How a value surely above the norm is drawn.
  public var above: ChartTone

  /// Rows over one corridor, on an axis from zero to `end`.
  public init(
    _ caption: ChartCaption, rows: [Row], norm: ClosedRange<Double>?, normLabel: String = "",
    end: Double, ticks: [ChartTick] = [], above: ChartTone = .good
  ) {
    self.caption = caption
    self.rows = rows
    self.norm = norm
    self.normLabel = normLabel
    self.end = end
    self.ticks = ticks
    self.above = above
  }

  /// The class of a row's dot.
  public func verdict(_ row: Row) -> String {
    guard let norm else { return ChartTone.fact.fill }
    if row.high < norm.lowerBound { return ChartTone.bad.fill }
    if row.low > norm.upperBound { return above.fill }
    let isInside = row.low >= norm.lowerBound && row.high <= norm.upperBound
    return isInside ? ChartTone.fact.fill : "f-ink3"
  }

  /// The picture at one width, or an empty string when there is nothing to draw.
  public func svg(_ width: ChartWidth) -> String {
    guard !rows.isEmpty, end > 0 else { return "" }
    var drawing = Drawing(width)
    let names = width.isWide ? 180.0 : 6
    let values = width.isWide ? 110.0 : 6
    let scale = Scale(to: [end], length: width.units - names - values)
    let step = width.isWide ? 30.0 : 42
    let top = normLabel.isEmpty ? 4.0 : 20
    let bottom = top + Double(rows.count) * step
    if let norm {
      let left = names + scale(norm.lowerBound)
      let right = names + scale(norm.upperBound)
      drawing.rect("f-norm", x: left, y: top, width: right - left, height: bottom - top)
      drawing.line("l-norm", from: (left, top), to: (left, bottom))
      drawing.line("l-norm", from: (right, top), to: (right, bottom))
      let middle = min(
        max((left + right) / 2, TextWidth.of(normLabel) / 2),
        width.units - TextWidth.of(normLabel) / 2)
      drawing.text(normLabel, "mid t-2", x: middle, y: 12)
    }
    for (index, row) in rows.enumerated() {
      let rowTop = top + Double(index) * step
      let y = width.isWide ? rowTop + 15 : rowTop + 29
      let baseline = width.isWide ? rowTop + 19 : rowTop + 14
      drawing.link(row.href) { drawing in
        drawing.rect("f-hit", x: 0, y: rowTop, width: width.units, height: step)
        drawing.text(
          row.label, "t-12 t-ink", x: 0, y: baseline, within: width.isWide ? names - 16 : 220)
        drawing.line("l-ink3", from: (names + scale(row.low), y), to: (names + scale(row.high), y))
        drawing.dot("f-halo", x: names + scale(row.value), y: y, radius: 6)
        drawing.dot(verdict(row), x: names + scale(row.value), y: y, radius: 4.5)
        drawing.text(row.shown, "t-12 t-ink end", x: width.units, y: baseline)
      }
    }
    drawing.line("l-axis", from: (names, bottom + 0.5), to: (width.units - values, bottom + 0.5))
    for tick in ticks {
      drawing.text(tick.label, "mid", x: names + scale(tick.value), y: bottom + 15)
    }
    return drawing.finished(
      caption, height: bottom + (ticks.isEmpty ? 2 : 20), classes: width.classes)
  }
}

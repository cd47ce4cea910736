/// A line over time from zero, with what it is compared with and the norm behind it.
public struct LineTrend: Chart {
  /// One moment; an unknown value leaves a gap.
  public struct Point: Sendable, Equatable {
    /// The name of it.
    public var label: String
    /// The value as it is printed.
    public var shown: String
    /// The length.
    public var value: Double?
    /// What it is compared with, if anything.
    public var compared: Double?
    /// Where it leads.
    public var href: String?

    /// A moment called `label`.
    public init(
      _ label: String, value: Double?, compared: Double? = nil, shown: String = "",
      href: String? = nil
    ) {
      self.label = label
      self.shown = shown
      self.value = value
      self.compared = compared
      self.href = href
    }
  }

  /// What the chart says to a reader who does not see it.
  public var caption: ChartCaption
  /// The moments in order, at equal distances.
  public var points: [Point]
  /// The corridor behind the line.
  public var norm: ClosedRange<Double>?
  /// Values printed at the left, with a thin rule each.
  public var ticks: [ChartTick]
  /// The name printed at the end of the line.
  public var name: String
  /// The name printed at the end of the compared line.
  public var comparedName: String

  /// A line through `points`.
  public init(
    _ caption: ChartCaption, points: [Point], norm: ClosedRange<Double>? = nil,
    ticks: [ChartTick] = [], name: String = "", comparedName: String = ""
  ) {
    self.caption = caption
    self.points = points
    self.norm = norm
    self.ticks = ticks
    self.name = name
    self.comparedName = comparedName
  }

  /// The picture at one width, or an empty string when there is nothing to draw.
  public func svg(_ width: ChartWidth) -> String {
    guard points.contains(where: { $0.value != nil }) else { return "" }
    var drawing = Drawing(width)
    let labels = ticks.map { TextWidth.of($0.label) }.max() ?? 0
    let left = labels + (ticks.isEmpty ? 6 : 8)
    let names = max(TextWidth.of(name), TextWidth.of(comparedName))
    let right = width.units - (width.isWide && names > 0 ? names + 12 : 6)
    let base = 140.0
    let top = 14.0
    let known = points.flatMap { [$0.value ?? 0, $0.compared ?? 0] } + ticks.map(\.value)
    let scale = Scale(to: known + [norm?.upperBound ?? 0], length: base - top)
    let step = points.count > 1 ? (right - left) / Double(points.count - 1) : 0
    let x = { (index: Int) in left + Double(index) * step }
    if let norm {
      let high = base - scale(norm.upperBound)
      let low = base - scale(norm.lowerBound)
      drawing.rect("f-norm", x: left, y: high, width: right - left, height: low - high)
      drawing.line("l-norm", from: (left, high), to: (right, high))
      drawing.line("l-norm", from: (left, low), to: (right, low))
    }
    for tick in ticks {
      let y = base - scale(tick.value)
      drawing.line("l-grid", from: (left, y), to: (right, y))
      drawing.text(tick.label, "end", x: left - 6, y: y + 4)
    }
    drawing.line("l-axis", from: (left, base + 0.5), to: (right, base + 0.5))
    let compared = commands(points.map(\.compared), x: x) { base - scale($0) }
    if !compared.isEmpty { drawing.path("l l-compare", compared) }
    drawing.path("l", commands(points.map(\.value), x: x) { base - scale($0) })
    for (index, point) in points.enumerated() {
      guard let value = point.value else { continue }
      let isLast = index == points.lastIndex { $0.value != nil }
      guard isLast || point.href != nil || !point.shown.isEmpty else { continue }
      let hint = point.shown.isEmpty ? "" : "\(point.label): \(point.shown)"
      drawing.link(point.href, hint: hint) { drawing in
        let y = base - scale(value)
        if point.href != nil { drawing.dot("f-hit", x: x(index), y: y, radius: 10) }
        drawing.dot("f-fact", x: x(index), y: y, radius: isLast ? 3.5 : 2)
        guard isLast, !width.isWide || name.isEmpty else { return }
        drawing.text(point.shown, "t-12 t-ink t-b end", x: x(index) + 4, y: max(y - 8, 11))
      }
    }
    if width.isWide { endNames(&drawing, at: right + 8) { base - scale($0) } }
    moments(&drawing, x: x, step: step, y: base + 15)
    return drawing.finished(caption, height: base + 20, classes: width.classes)
  }

  private func commands(
    _ values: [Double?], x: (Int) -> Double, y: (Double) -> Double
  ) -> String {
    var result = ""
    var isPenDown = false
    for (index, value) in values.enumerated() {
      guard let value else {
        isPenDown = false
        continue
      }
      result += "\(isPenDown ? "L" : "M")\(svgNumber(x(index))) \(svgNumber(y(value)))"
      isPenDown = true
    }
    return result
  }

  /// The names at the ends of their lines, kept a line of text apart.
  private func endNames(_ drawing: inout Drawing, at left: Double, y: (Double) -> Double) {
    let fact = y(points.last { $0.value != nil }?.value ?? 0) + 4
    var other = y(points.last { $0.compared != nil }?.compared ?? 0) + 4
    if abs(other - fact) < 14 { other = fact + (other < fact ? -14 : 14) }
    drawing.text(name, "t-12 t-ink", x: left, y: fact)
    if points.contains(where: { $0.compared != nil }) {
      drawing.text(comparedName, "t-12", x: left, y: other)
    }
  }

  private func moments(_ drawing: inout Drawing, x: (Int) -> Double, step: Double, y: Double) {
    let widest = points.map { TextWidth.of($0.label) }.max() ?? 0
    let every = step > 0 ? max(1, Int(((widest + 10) / step).rounded(.up))) : 1
    let last = points.count - 1
    for (index, point) in points.enumerated() where (last - index) % every == 0 {
      let isFirst = index == 0
      let side = index == last && last > 0 ? "end" : (isFirst ? "" : "mid")
      drawing.text(point.label, side, x: x(index), y: y)
    }
  }
}

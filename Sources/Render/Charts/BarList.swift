/// Horizontal bars, the longest first and the unknown last.
public struct BarList: Chart {
  /// One bar.
  public struct Row: Sendable, Equatable {
    /// The name of it.
    public var label: String
    /// The value as it is printed.
    public var shown: String
    /// What is printed in grey after the value.
    public var note: String
    /// The length.
    public var value: Double
    /// What it is compared with, if anything.
    public var compared: Double?
    /// Where it leads.
    public var href: String?
    /// Whether it stands for what is not known.
    public var isUnknown: Bool

    /// A bar `value` long; `shown` is printed at its end, `note` in grey after it.
    public init(
      _ label: String, value: Double, shown: String, note: String = "", compared: Double? = nil,
      href: String? = nil, isUnknown: Bool = false
    ) {
      self.label = label
      self.shown = shown
      self.note = note
      self.value = value
      self.compared = compared
      self.href = href
      self.isUnknown = isUnknown
    }
  }

  /// What the chart says to a reader who does not see it.
  public var caption: ChartCaption
  /// The bars in any order.
  public var rows: [Row]

  /// Bars for `rows`, in any order.
  public init(_ caption: ChartCaption, rows: [Row]) {
    self.caption = caption
    self.rows = rows
  }

  /// The bars as they are drawn.
  public var ordered: [Row] {
    rows.enumerated().sorted { left, right in
      if left.element.isUnknown != right.element.isUnknown { return right.element.isUnknown }
      if left.element.value != right.element.value {
        return left.element.value > right.element.value
      }
      return left.offset < right.offset
    }.map(\.element)
  }

  /// The picture at one width, or an empty string when there is nothing to draw.
  public func svg(_ width: ChartWidth) -> String {
    guard !rows.isEmpty else { return "" }
    var drawing = Drawing(width)
    let names = width.isWide ? 200.0 : 0
    let words = rows.map { TextWidth.of($0.shown) + TextWidth.of($0.note) + 16 }.max() ?? 0
    let room = width.isWide ? min(words, 260) : 0
    let scale = Scale(
      to: rows.flatMap { [$0.value, $0.compared ?? 0] }, length: width.units - names - room)
    let step = width.isWide ? 28.0 : 40
    for (index, row) in ordered.enumerated() {
      let top = Double(index) * step
      let barTop = width.isWide ? top + 7 : top + 19
      let barHeight = width.isWide ? 14.0 : 10
      let ink = row.isUnknown ? "t-12 t-2" : "t-12 t-ink"
      drawing.link(row.href) { drawing in
        drawing.rect("f-hit", x: 0, y: top, width: width.units, height: step)
        let tone = row.isUnknown ? ChartTone.c7.fill : ChartTone.fact.fill
        let length = scale(row.value)
        drawing.rect(tone, x: names, y: barTop, width: length, height: barHeight, isMark: true)
        if let compared = row.compared {
          drawing.rect(
            "f-compare", x: names, y: barTop + barHeight + 1, width: scale(compared), height: 3)
        }
        if width.isWide {
          drawing.text(row.label, ink, x: 0, y: top + 18, within: names - 12)
          let end = names + length + 8
          drawing.text(row.shown, "t-12 t-ink", x: end, y: top + 18)
          drawing.text(row.note, "t-12", x: end + TextWidth.of(row.shown) + 8, y: top + 18)
        } else {
          let shown = row.note.isEmpty ? row.shown : row.shown + " · " + row.note
          let left = width.units - TextWidth.of(shown) - 12
          drawing.text(row.label, ink, x: 0, y: top + 13, within: max(left, 80))
          drawing.text(shown, "t-12 t-ink end", x: width.units, y: top + 13)
        }
      }
    }
    return drawing.finished(
      caption, height: Double(rows.count) * step, classes: width.classes)
  }
}

/// Bars of one hundred per cent each: what a whole is made of, row by row.
public struct StackedBars: Chart {
  /// One part of every row.
  public struct Part: Sendable, Equatable {
    /// The name of it.
    public var name: String
    /// Its ink.
    public var tone: ChartTone

    /// A part called `name`.
    public init(_ name: String, _ tone: ChartTone) {
      self.name = name
      self.tone = tone
    }
  }

  /// One value of a row, in the order of the parts.
  public struct Piece: Sendable, Equatable {
    /// The length.
    public var value: Double
    /// The value as it is printed.
    public var shown: String
    /// Where it leads.
    public var href: String?

    /// A piece worth `value`, printed as `shown` when it fits.
    public init(_ value: Double, _ shown: String, href: String? = nil) {
      self.value = value
      self.shown = shown
      self.href = href
    }
  }

  /// One whole.
  public struct Row: Sendable, Equatable {
    /// The name of it.
    public var label: String
    /// What is printed at the end.
    public var total: String
    /// The values in the order of the parts.
    public var pieces: [Piece]

    /// A whole called `label`, with `total` printed at its end.
    public init(_ label: String, total: String = "", pieces: [Piece]) {
      self.label = label
      self.total = total
      self.pieces = pieces
    }
  }

  /// What the chart says to a reader who does not see it.
  public var caption: ChartCaption
  /// What every row is made of.
  public var parts: [Part]
  /// The wholes, drawn in this order.
  public var rows: [Row]

  /// Rows made of `parts`.
  public init(_ caption: ChartCaption, parts: [Part], rows: [Row]) {
    self.caption = caption
    self.parts = parts
    self.rows = rows
  }

  /// The picture at one width, or an empty string when there is nothing to draw.
  public func svg(_ width: ChartWidth) -> String {
    guard !rows.isEmpty, !parts.isEmpty else { return "" }
    var drawing = Drawing(width)
    let names = width.isWide ? 160.0 : 0
    let totals = width.isWide ? 72.0 : 0
    let length = width.units - names - totals
    var top = drawing.key(parts.map { ($0.name, $0.tone) }, from: names, to: width.units)
    let step = width.isWide ? 32.0 : 50
    let barHeight = 24.0
    for row in rows {
      let barTop = width.isWide ? top : top + 18
      let baseline = width.isWide ? top + 16 : top + 12
      drawing.text(
        row.label, "t-12 t-ink", x: 0, y: baseline,
        within: width.isWide ? names - 12 : width.units - 90)
      drawing.text(row.total, "t-12 t-ink end", x: width.units, y: baseline)
      let pieces = zip(parts, row.pieces).map { ($0, $1, max($1.value.isFinite ? $1.value : 0, 0)) }
      let whole = pieces.reduce(0) { $0 + $1.2 }
      if whole == 0 {
        drawing.rect("f-track", x: names, y: barTop + 11, width: length, height: 2)
      }
      var left = names
      for (part, piece, value) in pieces where value > 0 {
        let share = value / whole * length
        drawing.link(piece.href, hint: "\(part.name): \(piece.shown)") { drawing in
          drawing.rect(
            part.tone.fill, x: left, y: barTop, width: share, height: barHeight, isMark: true)
          if TextWidth.of(piece.shown) + 8 <= share {
            drawing.text(
              piece.shown, "\(part.tone.ink) mid", x: left + share / 2, y: barTop + 16)
          }
        }
        left += share
      }
      top += step
    }
    return drawing.finished(caption, height: top, classes: width.classes)
  }
}

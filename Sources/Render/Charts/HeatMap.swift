/// Hours across, weekdays down: when something happens, in six shades and in numbers.
public struct HeatMap: Chart {
  /// One hour of one weekday.
  public struct Cell: Sendable, Equatable {
    /// The length.
    public var value: Double
    /// The value as it is printed.
    public var shown: String
    /// What is said when it is pointed at.
    public var hint: String
    /// Where it leads.
    public var href: String?
    /// Whether it carries a red corner.
    public var isMarked: Bool

    /// A cell worth `value`; a marked one carries a red corner.
    public init(
      _ value: Double, _ shown: String, hint: String = "", href: String? = nil,
      isMarked: Bool = false
    ) {
      self.value = value
      self.shown = shown
      self.hint = hint
      self.href = href
      self.isMarked = isMarked
    }
  }

  /// One weekday; a `nil` cell has nothing to count.
  public struct Row: Sendable, Equatable {
    /// The name of it.
    public var label: String
    /// What is printed at the end.
    public var total: String
    /// A cell for each hour.
    public var cells: [Cell?]

    /// A weekday with a cell for each hour.
    public init(_ label: String, total: String = "", cells: [Cell?]) {
      self.label = label
      self.total = total
      self.cells = cells
    }
  }

  /// What the chart says to a reader who does not see it.
  public var caption: ChartCaption
  /// The heads of the columns.
  public var hours: [String]
  /// The weekdays, drawn in this order.
  public var rows: [Row]

  /// A map of `rows` by `hours`.
  public init(_ caption: ChartCaption, hours: [String], rows: [Row]) {
    self.caption = caption
    self.hours = hours
    self.rows = rows
  }

  /// The shade of a value: 0 only for nothing, then fifths of the largest.
  public static func shade(_ value: Double, largest: Double) -> Int {
    guard value > 0, largest > 0 else { return 0 }
    return min(5, max(1, Int((value / largest * 5).rounded(.up))))
  }

  /// The picture at one width, or an empty string when there is nothing to draw.
  public func svg(_ width: ChartWidth) -> String {
    guard !rows.isEmpty, !hours.isEmpty else { return "" }
    var drawing = Drawing(width)
    let names = width.isWide ? 44.0 : 26
    let hasTotals = width.isWide && rows.contains { !$0.total.isEmpty }
    let totals = hasTotals ? 64.0 : 0
    let step = (width.units - names - totals) / Double(hours.count)
    let height = width.isWide ? 30.0 : 28
    let largest = rows.flatMap { $0.cells.compactMap { $0?.value } }.filter(\.isFinite).max() ?? 0
    let every = max(1, Int((20 / step).rounded(.up)))
    for (index, hour) in hours.enumerated() where index % every == 0 {
      drawing.text(hour, "mid", x: names + (Double(index) + 0.5) * step, y: 12)
    }
    for (line, row) in rows.enumerated() {
      let top = 20 + Double(line) * (height + 2)
      let baseline = top + height / 2 + 4
      drawing.text(row.label, "t-12 t-2", x: 0, y: baseline)
      for (index, cell) in row.cells.prefix(hours.count).enumerated() {
        guard let cell else { continue }
        let left = names + Double(index) * step
        let shade = Self.shade(cell.value, largest: largest)
        let tone = ChartTone(rawValue: "q\(shade)") ?? .q0
        let fits = TextWidth.of(cell.shown) <= step
        let hint = cell.hint.isEmpty && !fits ? cell.shown : cell.hint
        drawing.link(cell.href, hint: hint) { drawing in
          drawing.rect(
            tone.fill, x: left + 1, y: top, width: step - 2, height: height, isMark: true)
          if fits {
            let ink = shade == 0 ? "mid" : "\(tone.ink) mid"
            drawing.text(cell.shown, ink, x: left + step / 2, y: baseline)
          }
          if cell.isMarked {
            let right = left + step - 1
            let corner = "M\(svgNumber(right - 7)) \(svgNumber(top))H\(svgNumber(right))"
            drawing.path("f-bad", corner + "V\(svgNumber(top + 7))Z")
          }
        }
      }
      if hasTotals { drawing.text(row.total, "t-12 t-2 end", x: width.units, y: baseline) }
    }
    let bottom = 20 + Double(rows.count) * (height + 2)
    return drawing.finished(caption, height: bottom, classes: width.classes)
  }
}

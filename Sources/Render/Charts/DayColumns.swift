/// A column a day: received solid, promised hatched on top of it, the overdue apart and first.
public struct DayColumns: Chart {
  /// One day, week or month.
  public struct Day: Sendable, Equatable {
    /// The name of it.
    public var label: String
    /// What is printed on the second line below.
    public var under: String
    /// The value as it is printed.
    public var shown: String
    /// What came.
    public var received: Double
    /// What is promised and has not come.
    public var promised: Double
    /// Where it leads.
    public var href: String?
    /// Whether it is today.
    public var isToday: Bool

    /// A day; `shown` is printed over the column, `under` on the second line below it.
    public init(
      _ label: String, under: String = "", received: Double, promised: Double = 0, shown: String,
      href: String? = nil, isToday: Bool = false
    ) {
      self.label = label
      self.under = under
      self.shown = shown
      self.received = received
      self.promised = promised
      self.href = href
      self.isToday = isToday
    }
  }

  /// Money whose day has passed.
  public struct Overdue: Sendable, Equatable {
    /// The name of it.
    public var label: String
    /// The value as it is printed.
    public var shown: String
    /// The length.
    public var value: Double
    /// Where it leads.
    public var href: String?

    /// A sum that should have come before the first day.
    public init(_ label: String, value: Double, shown: String, href: String? = nil) {
      self.label = label
      self.shown = shown
      self.value = value
      self.href = href
    }
  }

  /// What the chart says to a reader who does not see it.
  public var caption: ChartCaption
  /// The days from the earliest.
  public var days: [Day]
  /// The first column, if anything is overdue.
  public var overdue: Overdue?

  /// Columns for `days`.
  public init(_ caption: ChartCaption, days: [Day], overdue: Overdue? = nil) {
    self.caption = caption
    self.days = days
    self.overdue = overdue
  }

  /// The picture at one width, or an empty string when there is nothing to draw.
  public func svg(_ width: ChartWidth) -> String {
    guard !days.isEmpty || overdue != nil else { return "" }
    var drawing = Drawing(width)
    let base = 136.0
    let scale = Scale(
      to: days.map { max($0.received, 0) + max($0.promised, 0) } + [overdue?.value ?? 0],
      length: 112)
    let late = overdue == nil ? 0.0 : 84
    let step = (width.units - late) / Double(max(days.count, 1))
    let column = min(step * 0.72, 44)
    if let overdue {
      let height = scale(overdue.value)
      drawing.link(overdue.href) { drawing in
        if height > 0 {
          drawing.rect("f-hit", x: 12, y: base - height, width: 44, height: height)
          let top = svgNumber(base - height)
          drawing.path("l l-bad mk", "M12 \(svgNumber(base))V\(top)H56V\(svgNumber(base))Z")
        }
        drawing.text(overdue.shown, "mid t-bad t-b", x: 34, y: base - height - 5)
        drawing.text(overdue.label, "mid t-bad", x: 34, y: base + 15)
      }
    }
    let widest = days.map { TextWidth.of($0.label) }.max() ?? 0
    let every = max(1, Int(((widest + 4) / step).rounded(.up)))
    for (index, day) in days.enumerated() {
      let middle = late + (Double(index) + 0.5) * step
      let solid = scale(day.received)
      let whole = scale(max(day.received, 0) + max(day.promised, 0))
      let left = middle - column / 2
      let fits = TextWidth.of(day.shown) <= step + 4
      drawing.link(day.href, hint: fits ? "" : "\(day.label): \(day.shown)") { drawing in
        drawing.rect("f-hit", x: middle - step / 2, y: 16, width: step, height: base - 16)
        drawing.rect("f-fact", x: left, y: base - solid, width: column, height: solid, isMark: true)
        drawing.rect("f-promised", x: left, y: base - whole, width: column, height: whole - solid)
        if fits { drawing.text(day.shown, "mid t-ink", x: middle, y: base - whole - 5) }
      }
      if index % every == 0 || day.isToday {
        let ink = day.isToday ? "mid t-ink t-b" : "mid"
        drawing.text(day.label, ink, x: middle, y: base + 15)
        drawing.text(day.under, ink, x: middle, y: base + 29)
      }
    }
    drawing.line("l-axis", from: (0, base + 0.5), to: (width.units, base + 0.5))
    let hasSecond = days.contains { !$0.under.isEmpty }
    return drawing.finished(
      caption, height: base + (hasSecond ? 34 : 20), classes: width.classes)
  }
}

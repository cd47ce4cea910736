/// A chart: plain values in, one SVG string out, the same string for the same values.
public protocol Chart: Sendable {
  /// What the chart says to a reader who does not see it.
  var caption: ChartCaption { get }

  /// The picture at one width, or an empty string when there is nothing to draw.
  func svg(_ width: ChartWidth) -> String
}

extension Chart {
  /// The wide and the narrow picture together; the stylesheet shows the one that fits.
  public var html: String { html(in: .wide) }

  /// The same for a place that is so wide on a desk.
  public func html(in width: ChartWidth) -> String {
    let wide = svg(width)
    guard !wide.isEmpty else { return "" }
    return "<div class=\"only-wide\">\(wide)</div>"
      + "<div class=\"only-narrow\">\(svg(.narrow))</div>"
  }
}

/// The finding a chart shows, with its number, and the rest of what it says.
public struct ChartCaption: Sendable, Equatable {
  /// The name of the chart on its page, unique there.
  public var id: String
  /// The finding with its number.
  public var title: String
  /// The rest in words.
  public var desc: String

  /// A caption for the chart called `id` on its page.
  public init(id: String, title: String, desc: String = "") {
    self.id = id
    self.title = title
    self.desc = desc
  }
}

/// How many units wide a picture is drawn: one unit is about one CSS pixel.
public enum ChartWidth: Sendable, CaseIterable {
  case wide, column, narrow

  /// The width of the view box.
  public var units: Double {
    switch self {
    case .wide: 960
    case .column: 420
    case .narrow: 360
    }
  }

  var isWide: Bool { self == .wide }
}

/// The meaning of a mark, which the stylesheet turns into its ink.
public enum ChartTone: String, Sendable, CaseIterable {
  case fact, soft, promised, compare, track, lost, good, warn, bad, hot, warm, cold
  case c1, c2, c3, c4, c5, c6, c7
  case q0, q1, q2, q3, q4, q5

  /// The class of a mark filled with this tone.
  public var fill: String { rawValue.hasPrefix("q") ? rawValue : "f-\(rawValue)" }

  /// The class of a number printed on this tone.
  var ink: String {
    switch self {
    case .fact, .bad, .c1, .c4, .c5, .c3, .q5: "t-on"
    case .q4, .c2, .c6, .c7, .good, .warn, .hot, .warm, .cold, .compare: "t-mid"
    case .soft, .promised, .track, .lost, .q0, .q1, .q2, .q3: "t-ink"
    }
  }
}

/// A value on an axis with the words printed at it.
public struct ChartTick: Sendable, Equatable {
  /// Where on the axis.
  public var value: Double
  /// What is printed.
  public var label: String

  /// A tick at `value`.
  public init(_ value: Double, _ label: String) {
    self.value = value
    self.label = label
  }
}
